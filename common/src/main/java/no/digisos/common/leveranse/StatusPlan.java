package no.digisos.common.leveranse;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How often SvarUt is asked for the status of a shipment that it has (delivery.md 5): after 1, 5 and 15 minutes, then each
 * hour of the first day, then daily until the status is final or 60 days have gone.
 *
 * <p>A refusal comes within minutes, so the first questions are close; being read or printed takes days.
 *
 * <p>Example: sent at 10:00, asked at about 10:01, 10:06, 10:21, 10:36, 10:51, 11:06, 12:06 … and after 24 hours once
 * a day.
 */
final class StatusPlan {
    /** No questions after this long: SvarUt keeps no shipment open for longer. */
    static final Duration END = Duration.ofDays(60);

    private static final Duration DAILY = Duration.ofDays(1);

    private record Step(Duration yngreEnn, Duration mellomrom) {}

    private static final List<Step> STEP = List.of(
            new Step(Duration.ofMinutes(1), Duration.ofMinutes(1)),
            new Step(Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new Step(Duration.ofHours(1), Duration.ofMinutes(15)),
            new Step(Duration.ofDays(1), Duration.ofHours(1)));

    private StatusPlan() {}

    /** The time between two questions about a forsendelse, as an SQL interval over an expression that is its age at the first of them. */
    static String sql(String age) {
        return STEP.stream()
                .map(s -> "WHEN " + age + " < interval '" + s.yngreEnn.toSeconds() + " seconds' THEN interval '"
                        + s.mellomrom.toSeconds() + " seconds' ")
                .collect(Collectors.joining("", "CASE ", "ELSE interval '" + DAILY.toSeconds() + " seconds' END"));
    }
}
