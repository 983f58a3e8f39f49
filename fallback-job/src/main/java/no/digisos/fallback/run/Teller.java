package no.digisos.fallback.run;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.observability.Loggspor;
import no.digisos.common.observability.Meldingsspor;

/** Counts what one run does, and how long it may go on claiming work. */
public final class Teller {
    private final long start;
    private final long sisteNyeArbeid;
    private final BooleanSupplier avsluttes;
    private final Meldingsspor spor;
    private final Loggdemper demper;
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
        UTELATT,
        VARSLET,
        EPOST,
        RYDDET,
        FEIL
    }

    public Teller(long nanoTime, Duration nyttArbeid, Meldingsspor spor, Loggdemper demper) {
        this(nanoTime, nyttArbeid, () -> false, spor, demper);
    }

    /** @param avsluttes whether the process is about to end */
    public Teller(long nanoTime, Duration nyttArbeid, BooleanSupplier avsluttes, Meldingsspor spor, Loggdemper demper) {
        this.start = nanoTime;
        this.sisteNyeArbeid = nanoTime + nyttArbeid.toNanos();
        this.avsluttes = avsluttes;
        this.spor = spor;
        this.demper = demper;
    }

    /** Adds to one kind. */
    public void tell(Slag slag, int flere) {
        antall.merge(slag, flere, Integer::sum);
    }

    /** False once the run is so old, or the process so near its end, that it should claim nothing new. */
    public boolean kanTaMer() {
        return !avsluttes() && System.nanoTime() - sisteNyeArbeid < 0;
    }

    /** Whether the process is about to end. What fails from now on says nothing about the delivery that it failed for. */
    public boolean avsluttes() {
        return avsluttes.getAsBoolean();
    }

    /** A row of its own, or a sweep of its own, that fails must not stop the others. Not begun when the process is about to end. */
    public void forsok(String hva, Arbeid arbeid) {
        if (avsluttes()) {
            return;
        }
        try {
            arbeid.utfor();
        } catch (Exception e) {
            tell(Slag.FEIL, 1);
            if (DatabaseFailure.isTransient(e)) {
                // All sweeps of all runs meet it, for as long as it lasts.
                si(
                        "database",
                        hale -> Log.errorf(
                                "Databasen svarte ikke (%s); neste kjøring prøver igjen%s",
                                DatabaseFailure.state(e).orElse("-"), hale));
            } else {
                Log.errorf(Feilspor.av(e), "%s feilet; neste kjøring prøver igjen", hva);
            }
        }
    }

    /** The same for one delivery, to which all that is logged meanwhile is joined. */
    public void forsok(UUID meldingId, String hva, Arbeid arbeid) {
        try (Loggspor _ = spor.av(meldingId)) {
            forsok(hva, arbeid);
        }
    }

    /** Writes a line that is joined to the others of this delivery. */
    public void om(UUID meldingId, Runnable linje) {
        try (Loggspor _ = spor.av(meldingId)) {
            linje.run();
        }
    }

    /** Tells of what may go on for an hour. */
    public void si(String hva, Loggdemper.Linje linje) {
        demper.si(hva, linje);
    }

    /** Something that may fail by itself. */
    @FunctionalInterface
    public interface Arbeid {
        void utfor() throws Exception;
    }

    /** How many of a kind so far. */
    public int antall(Slag slag) {
        return antall.getOrDefault(slag, 0);
    }

    /** What the run did, and how things stand after it. */
    public Rapport rapport(Alarmer alarmer, long nanoTime) {
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
