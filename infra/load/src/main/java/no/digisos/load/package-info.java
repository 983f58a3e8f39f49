/**
 * Measures how the functions start ({@link no.digisos.load.StartTest}) and what they carry ({@link no.digisos.load.LoadTest}), over the
 * local stack. It prints tables and asserts nothing.
 */
@NullMarked
package no.digisos.load;

import org.jspecify.annotations.NullMarked;
