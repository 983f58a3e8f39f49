package no.digisos.fallback;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts what one run does, and how long it may go on claiming work. */
public final class Teller {
    private final long start;
    private final long sisteNyeArbeid;
    private final Map<Slag, Integer> antall = new EnumMap<>(Slag.class);

    /** What is counted. */
    public enum Slag {
        TRUKKET,
        FRIGITT,
        SENDT,
        PROVES_IGJEN,
        UKJENT,
        AVKLART,
        STATUS,
        AVVIST,
        STOPPET,
        RYDDET,
        FEIL
    }

    Teller(long nanoTime, Duration nyttArbeid) {
        this.start = nanoTime;
        this.sisteNyeArbeid = nanoTime + nyttArbeid.toNanos();
    }

    public void tell(Slag slag, int flere) {
        antall.merge(slag, flere, Integer::sum);
    }

    /** False once the run is so old that it should claim nothing new. */
    public boolean kanTaMer() {
        return System.nanoTime() - sisteNyeArbeid < 0;
    }

    /** A row of its own, or a sweep of its own, that fails must not stop the others. */
    public void forsok(String hva, Arbeid arbeid) {
        try {
            arbeid.utfor();
        } catch (Exception e) {
            tell(Slag.FEIL, 1);
            Log.errorf(e, "%s feilet; neste kjøring prøver igjen", hva);
        }
    }

    /** Something that may fail by itself. */
    @FunctionalInterface
    public interface Arbeid {
        void utfor() throws Exception;
    }

    Rapport rapport(long nanoTime) {
        return new Rapport(
                av(Slag.TRUKKET),
                av(Slag.FRIGITT),
                av(Slag.SENDT),
                av(Slag.PROVES_IGJEN),
                av(Slag.UKJENT),
                av(Slag.AVKLART),
                av(Slag.STATUS),
                av(Slag.AVVIST),
                av(Slag.STOPPET),
                av(Slag.RYDDET),
                av(Slag.FEIL),
                (nanoTime - start) / 1_000_000);
    }

    private int av(Slag slag) {
        return antall.getOrDefault(slag, 0);
    }
}
