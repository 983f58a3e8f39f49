/** Is everything as it should be? */
@NullMarked
package no.digisos.drift.sjekk;

import org.jspecify.annotations.NullMarked;
