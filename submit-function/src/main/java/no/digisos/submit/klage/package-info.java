/** Klager and their withdrawal (contract.md 7). */
@NullMarked
package no.digisos.submit.klage;

import org.jspecify.annotations.NullMarked;
