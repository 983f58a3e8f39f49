package no.digisos.fallback.krasj;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The life of the process under test. Once it has died at its point, nothing of it reaches the database until it is started
 * again: what a killed process had not committed is lost, and what it would have done next is not done.
 */
@ApplicationScoped
public class Prosess {
    /** Where it dies, in the order of delivery.md 3. */
    public enum Krasjpunkt {
        ALDRI,
        FOR_INTENSJONEN,
        ETTER_INTENSJONEN,
        UNDER_POST,
        ETTER_POST,
        FOR_RESULTATETS_COMMIT,
        ETTER_RESULTATETS_COMMIT,
        /** Right before or right after the commit of any transaction: see {@link #startTil}. */
        STEG
    }

    /** The death. An Error, so that nothing that handles failures handles it. */
    public static final class Krasj extends Error {
        private static final long serialVersionUID = 1L;

        Krasj(Krasjpunkt punkt) {
            super(punkt.name(), null, false, false);
        }
    }

    private final AtomicInteger setninger = new AtomicInteger();
    private final AtomicInteger stegIgjen = new AtomicInteger();
    private final Set<UUID> harDodd = ConcurrentHashMap.newKeySet();
    private volatile Krasjpunkt punkt = Krasjpunkt.ALDRI;
    private volatile boolean enGangForHver;
    private volatile @Nullable UUID gjelder;
    private volatile boolean dod;
    private volatile boolean poster;
    private volatile boolean skriverResultat;

    public void start(Krasjpunkt der) {
        punkt = der;
        enGangForHver = false;
        dod = false;
        poster = false;
        skriverResultat = false;
        setninger.set(0);
    }

    /** Starts it again; at its point it dies of each delivery once, the first time that it comes there with it. */
    void startEnGangForHver(Krasjpunkt der) {
        start(der);
        enGangForHver = true;
    }

    /** Of which deliveries it has died once. */
    Set<UUID> dodeAv() {
        return Set.copyOf(harDodd);
    }

    void glemDode() {
        harDodd.clear();
    }

    /** What is being sent. */
    void gjelder(UUID meldingId) {
        gjelder = meldingId;
    }

    private boolean skalDo(Krasjpunkt her) {
        UUID melding = gjelder;
        return punkt == her && (!enGangForHver || (melding != null && harDodd.add(melding)));
    }

    /** Dies at its n'th step, counted from 1: each transaction has one right before its commit and one right after. */
    public void startTil(int n) {
        start(Krasjpunkt.STEG);
        stegIgjen.set(n);
    }

    void steg() {
        lev();
        if (punkt == Krasjpunkt.STEG && stegIgjen.decrementAndGet() == 0) {
            leverEllerDo(Krasjpunkt.STEG);
        }
    }

    /** Statements since the start. */
    public int setninger() {
        return setninger.get();
    }

    void setning() {
        setninger.incrementAndGet();
    }

    void leverEllerDo(Krasjpunkt her) {
        lev();
        if (skalDo(her)) {
            dod = true;
            throw new Krasj(her);
        }
    }

    /** Dies here if this is the point; says whether it is dead. */
    boolean dor(Krasjpunkt her) {
        dod = dod || skalDo(her);
        return dod;
    }

    void lev() {
        if (dod) {
            throw new Krasj(punkt);
        }
    }

    /** From the commit of the intent until the answer is handed on. */
    void poster(boolean naa) {
        poster = naa;
    }

    boolean poster() {
        return poster;
    }

    void skriverResultat(boolean naa) {
        skriverResultat = naa;
    }

    boolean skriverResultat() {
        return skriverResultat;
    }
}
