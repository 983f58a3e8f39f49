package no.digisos.fallback;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;

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
        GJENOPPTATT,
        DUBLETT,
        VARSLET,
        EPOST,
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

    int antall(Slag slag) {
        return antall.getOrDefault(slag, 0);
    }

    Rapport rapport(Alarmer alarmer, long nanoTime) {
        return new Rapport(
                antall(Slag.TRUKKET),
                antall(Slag.FRIGITT),
                antall(Slag.SENDT),
                antall(Slag.PROVES_IGJEN),
                antall(Slag.UKJENT),
                antall(Slag.AVKLART),
                antall(Slag.STATUS),
                antall(Slag.AVVIST),
                antall(Slag.STOPPET),
                antall(Slag.GJENOPPTATT),
                antall(Slag.DUBLETT),
                antall(Slag.VARSLET),
                antall(Slag.EPOST),
                antall(Slag.RYDDET),
                antall(Slag.FEIL),
                alarmer,
                (nanoTime - start) / 1_000_000);
    }
}
