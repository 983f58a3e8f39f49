/**
 * A delivery to SvarUt: intent, POST, outcome, in that order ({@link no.digisos.fallback.dispatch.Dispatch}, delivery.md rule C).
 */
@NullMarked
package no.digisos.fallback.dispatch;

import org.jspecify.annotations.NullMarked;
