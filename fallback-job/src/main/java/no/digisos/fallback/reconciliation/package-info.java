/** What became of a POST whose outcome is unknown: SvarUt is asked, and never guessed for (delivery.md rule E). */
@NullMarked
package no.digisos.fallback.reconciliation;

import org.jspecify.annotations.NullMarked;
