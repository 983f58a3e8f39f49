/** Where shipments are, for those who wait for them and those who should fetch them. */
@NullMarked
package no.digisos.metadata.levering;

import org.jspecify.annotations.NullMarked;
