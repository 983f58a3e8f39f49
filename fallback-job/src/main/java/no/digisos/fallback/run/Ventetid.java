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
public final class Ventetid {
    private static final int MAKS_DOBLINGER = 20;

    private Ventetid() {}

    /**
     * The wait after an attempt.
     *
     * @param forsok counted from 1; less counts as 1
     * @param lengst the limit; a first wait that is longer stays as it is
     */
    public static Duration etter(int forsok, Duration forste, Duration lengst) {
        if (forste.compareTo(lengst) >= 0) {
            return forste;
        }
        int doblinger = Math.clamp(forsok - 1L, 0, MAKS_DOBLINGER);
        Duration doblet = forste.multipliedBy(1L << doblinger);
        return doblet.compareTo(lengst) < 0 ? doblet : lengst;
    }
}
