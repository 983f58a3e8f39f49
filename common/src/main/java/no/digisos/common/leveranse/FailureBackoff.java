package no.digisos.common.leveranse;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long a message rests after the fagsystem reported a transient failure: 1, 5, then 30 minutes (delivery.md 1).
 *
 * <p>The first failure is often a restart and is over within a minute; after the third the fault is likely with the
 * message or the fagsystem's database, and asking more often only fills its log. The last step repeats without end, since
 * the frist, not the number of failures, ends the wait.
 *
 * <p>Example: handed out at 10:00 and failed at once, a message may be handed out at 10:01, again at 10:06, again at 10:36
 * and then every half hour.
 */
final class FailureBackoff {
    private static final List<Duration> STEP =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

    private FailureBackoff() {}

    /** The rest after this many attempts, counted from 1. */
    static Duration after(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("forsok telles fra 1: " + attempt);
        }
        return STEP.get(Math.min(attempt, STEP.size()) - 1);
    }

    /** The same as an SQL interval over a column that counts attempts from 1. */
    static String sql(String column) {
        return IntStream.rangeClosed(1, STEP.size() - 1)
                .mapToObj(n -> "WHEN " + column + " <= " + n + " THEN interval '" + after(n).toSeconds() + " seconds' ")
                .collect(Collectors.joining(
                        "", "CASE ", "ELSE interval '" + after(STEP.size()).toSeconds() + " seconds' END"));
    }
}
