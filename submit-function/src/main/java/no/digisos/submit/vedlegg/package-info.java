/** The order of the vedlegg, as vedlegg.json has it. */
@NullMarked
package no.digisos.submit.vedlegg;

import org.jspecify.annotations.NullMarked;
