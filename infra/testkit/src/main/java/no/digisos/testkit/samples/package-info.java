/** Persons, and names of files, as tests need them. */
@NullMarked
package no.digisos.testkit.samples;

import org.jspecify.annotations.NullMarked;
