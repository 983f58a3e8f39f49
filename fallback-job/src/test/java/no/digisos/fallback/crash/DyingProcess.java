package no.digisos.fallback.crash;

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
public class DyingProcess {
    /** Where it dies, in the order of delivery.md 3. */
    public enum CrashPoint {
        ALDRI,
        FOR_INTENSJONEN,
        ETTER_INTENSJONEN,
        UNDER_POST,
        ETTER_POST,
        FOR_RESULTATETS_COMMIT,
        ETTER_RESULTATETS_COMMIT,
        /** Right before or right after the commit of any transaction: see {@link #startUntil}. */
        STEG
    }

    /** The death. An Error, so that nothing that handles failures handles it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(CrashPoint point) {
            super(point.name(), null, false, false);
        }
    }

    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger stepAgain = new AtomicInteger();
    private final Set<UUID> hasDied = ConcurrentHashMap.newKeySet();
    private volatile CrashPoint point = CrashPoint.ALDRI;
    private volatile boolean onceForEach;
    private volatile @Nullable UUID applies;
    private volatile boolean dead;
    private volatile boolean posting;
    private volatile boolean writingResult;

    public void start(CrashPoint der) {
        point = der;
        onceForEach = false;
        dead = false;
        posting = false;
        writingResult = false;
        statements.set(0);
    }

    /** Starts it again; at its point it dies of each delivery once, the first time that it comes there with it. */
    void startOnceForEach(CrashPoint der) {
        start(der);
        onceForEach = true;
    }

    /** Of which deliveries it has died once. */
    Set<UUID> diedOf() {
        return Set.copyOf(hasDied);
    }

    void forgetDead() {
        hasDied.clear();
    }

    /** What is being sent. */
    void applies(UUID meldingId) {
        applies = meldingId;
    }

    private boolean shouldDie(CrashPoint here) {
        UUID melding = applies;
        return point == here && (!onceForEach || (melding != null && hasDied.add(melding)));
    }

    /** Dies at its n'th step, counted from 1: each transaction has one right before its commit and one right after. */
    public void startUntil(int n) {
        start(CrashPoint.STEG);
        stepAgain.set(n);
    }

    void step() {
        live();
        if (point == CrashPoint.STEG && stepAgain.decrementAndGet() == 0) {
            liveOrDie(CrashPoint.STEG);
        }
    }

    /** Statements since the start. */
    public int statements() {
        return statements.get();
    }

    void statement() {
        statements.incrementAndGet();
    }

    void liveOrDie(CrashPoint here) {
        live();
        if (shouldDie(here)) {
            dead = true;
            throw new Crash(here);
        }
    }

    /** Dies here if this is the point; says whether it is dead. */
    boolean dies(CrashPoint here) {
        dead = dead || shouldDie(here);
        return dead;
    }

    void live() {
        if (dead) {
            throw new Crash(point);
        }
    }

    /** From the commit of the intent until the answer is handed on. */
    void posting(boolean now) {
        posting = now;
    }

    boolean posting() {
        return posting;
    }

    void writingResult(boolean now) {
        writingResult = now;
    }

    boolean writingResult() {
        return writingResult;
    }
}
