/** What the streams of bodies and documents have in common. */
@NullMarked
package no.digisos.common.stream;

import org.jspecify.annotations.NullMarked;
