/** Files that are kept for a søknad that is not yet sent (contract.md 2). */
@NullMarked
package no.digisos.submit.mellomlagring;

import org.jspecify.annotations.NullMarked;
