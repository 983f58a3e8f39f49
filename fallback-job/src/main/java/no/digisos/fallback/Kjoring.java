package no.digisos.fallback;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import no.digisos.common.database.Klokkevakt;
import no.digisos.common.leveranse.Leveransevarsel;
import no.digisos.common.leveranse.Leveransevarsel.Alarmer;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.observability.Meldingsspor;
import no.digisos.fallback.Teller.Slag;
import no.digisos.fallback.avstemming.Avstemming;
import no.digisos.fallback.avstemming.Statussjekk;
import no.digisos.fallback.dublett.Dublettkontroll;
import no.digisos.fallback.frist.Fristsveip;
import no.digisos.fallback.opprydding.Opprydding;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.utsending.Utsending;
import no.digisos.fallback.varsel.Sertifikatsveip;
import no.digisos.fallback.varsel.VarselConfig;
import no.digisos.fallback.varsel.Varselsveip;
import no.digisos.fallback.varsel.Varselutsending;

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
    private final Fristsveip frist;
    private final Avstemming avstemming;
    private final Utsending utsending;
    private final Statussjekk statussjekk;
    private final Dublettkontroll dublettkontroll;
    private final Varselsveip varselsveip;
    private final Sertifikatsveip sertifikatsveip;
    private final Opprydding opprydding;
    private final Varselutsending varselutsending;
    private final Leveransevarsel leveransevarsel;
    private final Maalinger maalinger;
    private final Meldingsspor spor;
    private final Loggdemper demper;
    private final Klokkevakt klokkevakt;

    public Kjoring(
            FallbackConfig config,
            SvarUtConfig svarUtConfig,
            VarselConfig varselConfig,
            Fristsveip frist,
            Avstemming avstemming,
            Utsending utsending,
            Statussjekk statussjekk,
            Dublettkontroll dublettkontroll,
            Varselsveip varselsveip,
            Sertifikatsveip sertifikatsveip,
            Opprydding opprydding,
            Varselutsending varselutsending,
            Leveransevarsel leveransevarsel,
            Maalinger maalinger,
            Meldingsspor spor,
            Loggdemper demper,
            Klokkevakt klokkevakt) {
        Tidskontroll.krev(config, svarUtConfig, varselConfig);
        this.config = config;
        this.frist = frist;
        this.avstemming = avstemming;
        this.utsending = utsending;
        this.statussjekk = statussjekk;
        this.dublettkontroll = dublettkontroll;
        this.varselsveip = varselsveip;
        this.sertifikatsveip = sertifikatsveip;
        this.opprydding = opprydding;
        this.varselutsending = varselutsending;
        this.leveransevarsel = leveransevarsel;
        this.maalinger = maalinger;
        this.spor = spor;
        this.demper = demper;
        this.klokkevakt = klokkevakt;
    }

    /**
     * Does nothing but be made, which checks the configuration.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    void krevBrukbar() {
        Log.debugf("at most %d rows at a time", config.bolk());
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
        teller.forsok("Fristsveipet", () -> frist.kjor(teller));
        teller.forsok("Avstemmingen", () -> avstemming.kjor(teller));
        teller.forsok("Utsendingen", () -> utsending.kjor(teller));
        teller.forsok("Statussjekken", () -> statussjekk.kjor(teller));
        teller.forsok("Dublettkontrollen", () -> dublettkontroll.kjor(teller));
        teller.forsok("Varselsveipet", () -> varselsveip.kjor(teller));
        teller.forsok("Sertifikatsveipet", () -> maalinger.registrer(sertifikatsveip.kjor(teller)));
        teller.forsok("Oppryddingen", () -> opprydding.kjor(teller));
        teller.forsok("Varselutsendingen", () -> varselutsending.kjor(teller));
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
