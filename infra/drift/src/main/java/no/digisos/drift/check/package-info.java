/** Is everything as it should be? */
@NullMarked
package no.digisos.drift.check;

import org.jspecify.annotations.NullMarked;
