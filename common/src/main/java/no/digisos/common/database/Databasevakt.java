package no.digisos.common.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import no.digisos.common.error.DatabaseFailure;

/**
 * Remembers for a moment that the database did not answer, for callers that have another way out and should not each wait for it.
 * One of them tries again every {@link #PAUSE}; the rest take the other way meanwhile.
 */
@ApplicationScoped
public class Databasevakt {
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final long SVARER = 0;

    private final LongSupplier nanoTid;
    /** {@link #SVARER}, or when to try again, never 0. */
    private final AtomicLong nesteForsok = new AtomicLong(SVARER);

    public Databasevakt() {
        this(System::nanoTime);
    }

    Databasevakt(LongSupplier nanoTid) {
        this.nanoTid = nanoTid;
    }

    /**
     * Asks the database, unless it is known to be away.
     *
     * @return empty when it is away
     * @throws RuntimeException the question's own, when the database is there
     */
    public <T> Optional<T> spor(Supplier<T> sporsmal) {
        if (!kanProves()) {
            return Optional.empty();
        }
        try {
            T svar = sporsmal.get();
            nesteForsok.set(SVARER);
            return Optional.of(svar);
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isTransient(e)) {
                throw e;
            }
            nesteForsok.set(omEnStund());
            return Optional.empty();
        }
    }

    /** Whether it did not answer when it was last asked. */
    public boolean borte() {
        return nesteForsok.get() != SVARER;
    }

    private boolean kanProves() {
        long neste = nesteForsok.get();
        return neste == SVARER || (neste - nanoTid.getAsLong() <= 0 && nesteForsok.compareAndSet(neste, omEnStund()));
    }

    private long omEnStund() {
        long neste = nanoTid.getAsLong() + PAUSE.toNanos();
        return neste == SVARER ? 1 : neste;
    }
}
