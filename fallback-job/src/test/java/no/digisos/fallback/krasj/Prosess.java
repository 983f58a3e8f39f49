package no.digisos.fallback.krasj;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

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
        ETTER_RESULTATETS_COMMIT
    }

    /** The death. An Error, so that nothing that handles failures handles it. */
    public static final class Krasj extends Error {
        private static final long serialVersionUID = 1L;

        Krasj(Krasjpunkt punkt) {
            super(punkt.name(), null, false, false);
        }
    }

    private final AtomicInteger setninger = new AtomicInteger();
    private volatile Krasjpunkt punkt = Krasjpunkt.ALDRI;
    private volatile boolean dod;
    private volatile boolean poster;
    private volatile boolean skriverResultat;

    public void start(Krasjpunkt der) {
        punkt = der;
        dod = false;
        poster = false;
        skriverResultat = false;
        setninger.set(0);
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
        if (punkt == her) {
            dod = true;
            throw new Krasj(her);
        }
    }

    /** Dies here if this is the point; says whether it is dead. */
    boolean dor(Krasjpunkt her) {
        dod = dod || punkt == her;
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
