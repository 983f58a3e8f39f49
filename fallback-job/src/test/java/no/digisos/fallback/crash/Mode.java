package no.digisos.fallback.crash;

import java.time.Duration;
import java.util.List;

/** How the emulated SvarUt behaves towards one delivery. */
public enum Mode {
    FRISK(List.of(), Duration.ZERO),
    TAR_IMOT_OG_BRYTER(List.of("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1,%s}"), Duration.ZERO),
    BRYTER_FOR_MOTTAK(List.of("{\"type\":\"DROP_BEFORE_ACCEPT\",\"antall\":1,%s}"), Duration.ZERO),
    SVARER_ETTER_TIDSGRENSEN(List.of("{\"type\":\"SLOW\",\"millis\":4000,\"antall\":1,%s}"), Duration.ZERO),
    FEIL_502_ETTER_MOTTAK(List.of("{\"type\":\"STATUS_AFTER_ACCEPT\",\"status\":502,\"antall\":1,%s}"), Duration.ZERO),
    ULESELIG_200(List.of("{\"type\":\"UNPARSABLE_200\",\"antall\":1,%s}"), Duration.ZERO),
    FORSINKET_OPPSLAG(
            List.of("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1,%s}", "{\"type\":\"LOOKUP_LAG\",%s}"),
            Duration.ofMinutes(14)),
    AVVIST_SENERE(List.of("{\"type\":\"AVVIST\",\"antall\":1,%s}"), Duration.ZERO),
    TO_IDER(List.of("{\"type\":\"TWO_IDS\",\"antall\":1,%s}"), Duration.ZERO),
    FEIL_429(List.of("{\"type\":\"STATUS\",\"status\":429,\"antall\":1,%s}"), Duration.ZERO),
    TREG(List.of("{\"type\":\"SLOW\",\"millis\":50,\"antall\":1,%s}"), Duration.ZERO),
    NEDE_I_TIMER(List.of("{\"type\":\"DOWN\"}"), Duration.ofHours(3));

    @SuppressWarnings("ImmutableEnumChecker") // only ever given List.of
    private final List<String> failure;

    private final Duration over;

    Mode(List<String> failure, Duration over) {
        this.failure = failure;
        this.over = over;
    }

    /** What to ask the emulator for. */
    List<String> failure(String eksternRef) {
        return failure.stream()
                .map(f -> f.replace("%s", "\"eksternRef\":\"" + eksternRef + "\""))
                .toList();
    }

    /** Whether it is ended by making all of SvarUt well, and so cannot be tried beside others. */
    boolean appliesToAll() {
        return !over.isZero();
    }

    /** Whether it is over after this long. */
    boolean overAfter(Duration time) {
        return !over.isZero() && time.compareTo(over) >= 0;
    }
}
