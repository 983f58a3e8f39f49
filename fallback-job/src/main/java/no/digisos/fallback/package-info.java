/**
 * What cron starts, or the timer of the service wakes: the durations that must fit together, and then {@link
 * no.digisos.fallback.Run}, one run of every sweep.
 */
@NullMarked
package no.digisos.fallback;

import org.jspecify.annotations.NullMarked;
