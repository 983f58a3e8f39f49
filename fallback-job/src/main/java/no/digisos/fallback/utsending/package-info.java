/**
 * A delivery to SvarUt: intent, POST, outcome, in that order ({@link no.digisos.fallback.utsending.Dispatch}, delivery.md rule C).
 */
@NullMarked
package no.digisos.fallback.utsending;

import org.jspecify.annotations.NullMarked;
