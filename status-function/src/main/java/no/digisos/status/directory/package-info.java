/** The catalogue: which konto takes a kommune's messages, and with which key (fiksio.md 6). */
@NullMarked
package no.digisos.status.directory;

import org.jspecify.annotations.NullMarked;
