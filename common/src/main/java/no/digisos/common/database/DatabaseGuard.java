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
public class DatabaseGuard {
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final long ANSWERS = 0;

    private final LongSupplier nanoTime;
    /** {@link #ANSWERS}, or when to try again, never 0. */
    private final AtomicLong nextAttempt = new AtomicLong(ANSWERS);

    public DatabaseGuard() {
        this(System::nanoTime);
    }

    DatabaseGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Asks the database, unless it is known to be away.
     *
     * @return empty when it is away
     * @throws RuntimeException the question's own, when the database is there
     */
    public <T> Optional<T> ask(Supplier<T> question) {
        if (!canBeTried()) {
            return Optional.empty();
        }
        try {
            T answer = question.get();
            nextAttempt.set(ANSWERS);
            return Optional.of(answer);
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isTransient(e)) {
                throw e;
            }
            nextAttempt.set(inAWhile());
            return Optional.empty();
        }
    }

    /** Whether it did not answer when it was last asked. */
    public boolean gone() {
        return nextAttempt.get() != ANSWERS;
    }

    private boolean canBeTried() {
        long next = nextAttempt.get();
        return next == ANSWERS || (next - nanoTime.getAsLong() <= 0 && nextAttempt.compareAndSet(next, inAWhile()));
    }

    private long inAWhile() {
        long next = nanoTime.getAsLong() + PAUSE.toNanos();
        return next == ANSWERS ? 1 : next;
    }
}
