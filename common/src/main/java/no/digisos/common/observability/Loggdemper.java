package no.digisos.common.observability;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what goes on for an hour from filling the log: of each matter the first line is written at once, and after that one line
 * for each {@link LoggConfig#mellomrom()} with the number of those that were held back. Safe for use by many threads.
 */
public final class Loggdemper {
    private final long mellomrom;
    private final LongSupplier nanoTid;
    private final Map<String, Sak> saker = new HashMap<>();

    /** When a matter was last told of, and how often it came up since. */
    private static final class Sak {
        private long fortalt;
        private long tidd;
    }

    /** @param nanoTid as {@link System#nanoTime()} */
    public Loggdemper(Duration mellomrom, LongSupplier nanoTid) {
        this.mellomrom = mellomrom.toNanos();
        this.nanoTid = nanoTid;
    }

    /**
     * Tells of a matter, or counts it.
     *
     * @param hva the matter: one of a small, fixed set of names
     * @param linje writes the line; what it is given belongs at the line's end
     */
    public void si(String hva, Linje linje) {
        String hale = hale(hva);
        if (hale != null) {
            linje.skriv(hale);
        }
    }

    private synchronized @Nullable String hale(String hva) {
        long naa = nanoTid.getAsLong();
        Sak sak = saker.get(hva);
        if (sak == null) {
            sak = new Sak();
            saker.put(hva, sak);
        } else if (naa - sak.fortalt < mellomrom) {
            sak.tidd++;
            return null;
        }
        String hale = sak.tidd == 0 ? "" : " (" + sak.tidd + " ganger til siden forrige linje)";
        sak.fortalt = naa;
        sak.tidd = 0;
        return hale;
    }

    /** Writes one line. */
    @FunctionalInterface
    public interface Linje {
        /**
         * Called when it is time for a line.
         *
         * @param hale how many lines were held back before this one; empty when none were
         */
        void skriv(String hale);
    }
}
