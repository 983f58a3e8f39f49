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
final class Statusplan {
    /** No questions after this long: SvarUt keeps no shipment open for longer. */
    static final Duration SLUTT = Duration.ofDays(60);

    private static final Duration DAGLIG = Duration.ofDays(1);

    private record Steg(Duration yngreEnn, Duration mellomrom) {}

    private static final List<Steg> STEG = List.of(
            new Steg(Duration.ofMinutes(1), Duration.ofMinutes(1)),
            new Steg(Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new Steg(Duration.ofHours(1), Duration.ofMinutes(15)),
            new Steg(Duration.ofDays(1), Duration.ofHours(1)));

    private Statusplan() {}

    /** The time between two questions about a shipment that was this old at the first of them. */
    static Duration mellomrom(Duration alder) {
        return STEG.stream()
                .filter(s -> alder.compareTo(s.yngreEnn) < 0)
                .map(Steg::mellomrom)
                .findFirst()
                .orElse(DAGLIG);
    }

    /** The same as an SQL interval over an expression that is the age. */
    static String sql(String alder) {
        return STEG.stream()
                .map(s -> "WHEN " + alder + " < interval '" + s.yngreEnn.toSeconds() + " seconds' THEN interval '"
                        + s.mellomrom.toSeconds() + " seconds' ")
                .collect(Collectors.joining("", "CASE ", "ELSE interval '" + DAGLIG.toSeconds() + " seconds' END"));
    }
}
