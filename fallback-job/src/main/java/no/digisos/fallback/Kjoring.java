package no.digisos.fallback;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import no.digisos.common.database.Klokkevakt;
import no.digisos.common.leveranse.Leveransevarsel;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.observability.Meldingsspor;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Rapport;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Sweep.Step;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;

/**
 * One run: every sweep once, in the order in which they feed one another. Each stands by itself; one that fails is counted and
 * left to the next run.
 */
@ApplicationScoped
public class Kjoring {
    /** Shorter than the time that whoever sends SIGTERM leaves before SIGKILL. */
    private static final Duration LENGSTE_AVSLUTNING = Duration.ofSeconds(20);

    /** Held shared by each run; the end of the process waits until nobody holds it. */
    private final ReentrantReadWriteLock underveis = new ReentrantReadWriteLock();

    private volatile boolean avsluttes;

    private final FallbackConfig config;
    private final List<Sweep> sweeps;
    private final Leveransevarsel leveransevarsel;
    private final Maalinger maalinger;
    private final Meldingsspor spor;
    private final Loggdemper demper;
    private final Klokkevakt klokkevakt;

    public Kjoring(
            Tidskontroll tidskontroll,
            FallbackConfig config,
            @All List<Sweep> sweeps,
            Leveransevarsel leveransevarsel,
            Maalinger maalinger,
            Meldingsspor spor,
            Loggdemper demper,
            Klokkevakt klokkevakt) {
        tidskontroll.krev();
        this.config = config;
        this.sweeps = inOrder(sweeps);
        this.leveransevarsel = leveransevarsel;
        this.maalinger = maalinger;
        this.spor = spor;
        this.demper = demper;
        this.klokkevakt = klokkevakt;
    }

    /** One for each step. */
    private static List<Sweep> inOrder(List<Sweep> sweeps) {
        List<Sweep> ordered =
                sweeps.stream().sorted(Comparator.comparing(Sweep::step)).toList();
        if (!ordered.stream().map(Sweep::step).toList().equals(List.of(Step.values()))) {
            throw new IllegalStateException("not one sweep for each step: " + ordered);
        }
        return ordered;
    }

    /**
     * The process is to end: a run that is under way begins nothing new, and gets the time to finish what it has begun before that is
     * taken down which it stands on. A call to SvarUt that lasts longer is lost as in a crash, and looked up.
     */
    void avslutt(@Observes ShutdownEvent slutt) throws InterruptedException {
        avsluttes = true;
        if (underveis.writeLock().tryLock(LENGSTE_AVSLUTNING.toMillis(), TimeUnit.MILLISECONDS)) {
            underveis.writeLock().unlock();
        } else {
            Log.warn("En kjøring er ikke ferdig når prosessen avsluttes; neste kjøring tar det opp");
        }
    }

    /** Every sweep, once. */
    @ActivateRequestContext
    public Rapport kjor() {
        underveis.readLock().lock();
        try {
            return kjorAlt();
        } finally {
            underveis.readLock().unlock();
        }
    }

    private Rapport kjorAlt() {
        Teller teller = new Teller(System.nanoTime(), config.nyttArbeid(), () -> avsluttes, spor, demper);
        if (klokkeneErEnige(teller)) {
            sveip(teller);
        }
        Alarmer alarmer = leveransevarsel.alarmer();
        maalinger.registrer(teller, alarmer);
        return teller.rapport(alarmer, System.nanoTime());
    }

    private void sveip(Teller teller) {
        for (Sweep sweep : sweeps) {
            teller.forsok(sweep.step().label(), () -> sweep.run(teller));
        }
    }

    /**
     * Every sweep goes by how long something has lain, as the database counts it. Nothing of what waits is lost by waiting longer; so while
     * one of two clocks is known to be wrong, nothing is withdrawn, sent, looked up or removed. False too when the database does not answer.
     */
    private boolean klokkeneErEnige(Teller teller) {
        AtomicBoolean enige = new AtomicBoolean();
        teller.forsok("Klokkekontrollen", () -> {
            Duration avvik = klokkevakt.mal();
            enige.set(avvik.abs().compareTo(config.maksKlokkeavvik()) < 0);
            if (!enige.get()) {
                teller.tell(Slag.FEIL, 1);
                teller.si("klokkene", hale -> Log.errorf("%s; ingenting er gjort%s", Klokkevakt.setning(avvik), hale));
            }
        });
        return enige.get();
    }
}
