/**
 * Measures how the functions start ({@link no.digisos.load.Oppstart}) and what they carry ({@link no.digisos.load.Last}), over the
 * local stack. It prints tables and asserts nothing.
 */
@NullMarked
package no.digisos.load;

import org.jspecify.annotations.NullMarked;
