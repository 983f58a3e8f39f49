package no.digisos.fallback.run;

import java.time.Duration;

/**
 * How long to wait before the next attempt: the first wait doubles with each attempt up to a limit.
 *
 * <p>Most failures are over in a minute; what is not may last for days, and asking once an hour is enough then.
 *
 * <p>Example: with a first wait of 1 minute and a limit of 1 hour, the attempts 1, 2, 3, 7 and 20 are followed by waits of 1,
 * 2, 4, 60 and 60 minutes.
 */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private Backoff() {}

    /**
     * The wait after an attempt.
     *
     * @param attempt counted from 1; less counts as 1
     * @param longest the limit; a first wait that is longer stays as it is
     */
    public static Duration after(int attempt, Duration first, Duration longest) {
        if (first.compareTo(longest) >= 0) {
            return first;
        }
        int doublings = Math.clamp(attempt - 1L, 0, MAX_DOUBLINGS);
        Duration doubled = first.multipliedBy(1L << doublings);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
