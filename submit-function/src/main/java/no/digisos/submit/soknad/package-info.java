/** A new søknad (contract.md 1). */
@NullMarked
package no.digisos.submit.soknad;

import org.jspecify.annotations.NullMarked;
