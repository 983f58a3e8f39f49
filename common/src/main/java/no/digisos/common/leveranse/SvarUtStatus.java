package no.digisos.common.leveranse;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where SvarUt says that a forsendelse is, in its own words (svarut.md 3). */
public enum SvarUtStatus {
    MOTTATT,
    AKSEPTERT,
    KLAR_FOR_MOTTAK,
    VARSLET,
    SENDT_ALTINN,
    LEVERT_ALTINN,
    SENDT_DIGITALT,
    SENDT_SDP,
    LEVERT_SDP,
    SENDT_PRINT,
    LEST,
    PRINTET,
    MANUELT_HANDTERT,
    AVVIST,
    FEILET_UNDER_MOTTAK,
    IKKE_LEVERT;

    /** The status of this word; empty for one that SvarUt did not have when this was written. */
    public static Optional<SvarUtStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(word))
                .findFirst();
    }

    /** Whether the receiver has it, and SvarUt can refuse it no more. */
    public boolean delivered() {
        return this == LEST || this == PRINTET;
    }

    /** Whether nothing new is to be expected of one that was not refused. */
    public boolean last() {
        return delivered() || this == MANUELT_HANDTERT;
    }

    /** Whether SvarUt took it and then could not deliver it. */
    public boolean refused() {
        return this == AVVIST || this == FEILET_UNDER_MOTTAK || this == IKKE_LEVERT;
    }

    /** These, as the list of an SQL {@code IN}. */
    static String sql(Predicate<SvarUtStatus> which) {
        return Arrays.stream(values())
                .filter(which)
                .map(status -> "'" + status.name() + "'")
                .collect(Collectors.joining(", "));
    }
}
