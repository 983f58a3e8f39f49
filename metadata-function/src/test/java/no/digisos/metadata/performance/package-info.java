/** Measurements, run by name and never with the tests. */
@NullMarked
package no.digisos.metadata.performance;

import org.jspecify.annotations.NullMarked;
