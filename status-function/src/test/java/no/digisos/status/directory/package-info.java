@NullMarked
package no.digisos.status.directory;

import org.jspecify.annotations.NullMarked;
