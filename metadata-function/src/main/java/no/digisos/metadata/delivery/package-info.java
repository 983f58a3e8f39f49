/** Where shipments are, for those who wait for them and those who should fetch them. */
@NullMarked
package no.digisos.metadata.delivery;

import org.jspecify.annotations.NullMarked;
