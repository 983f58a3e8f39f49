package no.digisos.fallback.svarut;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * The circuit breaker for SvarUt, and the limit of concurrent queries.
 *
 * <p>Queries go through it and are refused while it is open. Sendings do not: their intent is committed by then, and an open
 * circuit must never make an intent fail (delivery.md 7). They only report their outcome here, and the one who would commit a
 * new intent asks {@link #open()} first, for each intent and not once for a batch, since the answer changes.
 */
public final class SvarUtCircuit {
    private final String name;
    private final Guard circuit;
    private final Guard concurrency;

    /** Carries a sending's failure into the circuit breaker, which counts exceptions. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed() {
            super("A sending to SvarUt failed", null, false, false);
        }
    }

    /**
     * @param name of the circuit breaker in metrics; unique in the process
     * @throws IllegalStateException naming the property that is wrong
     */
    public SvarUtCircuit(String name, SvarUtConfig.Circuit config) {
        if (config.vindu() < 1 || config.samtidigeOppslag() < 1) {
            throw new IllegalStateException(
                    "digisos.svarut.bryter.vindu and digisos.svarut.bryter.samtidige-oppslag must be at least 1");
        }
        if (config.feilandel() <= 0 || config.feilandel() > 1) {
            throw new IllegalStateException("digisos.svarut.bryter.feilandel must be above 0 and at most 1");
        }
        if (!config.apenTid().isPositive()) {
            throw new IllegalStateException("digisos.svarut.bryter.apen-tid must be positive");
        }
        this.name = name;
        this.circuit = Guard.create()
                .withDescription("SvarUt")
                .withCircuitBreaker()
                .name(name)
                .requestVolumeThreshold(config.vindu())
                .failureRatio(config.feilandel())
                .delay(config.apenTid().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .done()
                .build();
        // Two guards, not one: a refusal for lack of room says nothing about SvarUt and must not open the circuit.
        this.concurrency = Guard.create()
                .withDescription("SvarUt queries")
                .withBulkhead()
                .limit(config.samtidigeOppslag())
                .done()
                .build();
    }

    /**
     * Whether the circuit is open: then commit no new intent. When {@code apen-tid} has passed it answers false again, and
     * the next outcome decides.
     */
    public boolean open() {
        return CircuitBreakerMaintenance.get().currentState(name) == CircuitBreakerState.OPEN;
    }

    /** Runs a query, if it may run now. */
    <T> T query(Callable<T> query, Class<T> type) throws SvarUtException {
        AtomicBoolean interrupted = new AtomicBoolean();
        try {
            return concurrency.call(() -> circuit.call(markInterrupt(query, interrupted), type), type);
        } catch (SvarUtException e) {
            throw e;
        } catch (CircuitBreakerOpenException e) {
            throw new SvarUtException("The circuit to SvarUt is open", e);
        } catch (BulkheadException e) {
            throw new SvarUtException("Too many queries to SvarUt at once", e);
        } catch (Exception e) {
            throw new SvarUtException("The query failed (" + e.getClass().getSimpleName() + ")", e);
        } finally {
            restore(interrupted.get());
        }
    }

    /** Lets the outcome of a sending count. Never throws: the outcome itself matters more than that it is counted. */
    void report(boolean success) {
        boolean interrupted = Thread.interrupted();
        try {
            circuit.call(
                    () -> {
                        if (!success) {
                            throw new Failed();
                        }
                        return true;
                    },
                    Boolean.class);
        } catch (Exception e) {
            // Our own exception is counted; and while the circuit is open nothing needs counting.
            return;
        } finally {
            restore(interrupted);
        }
    }

    private static <T> Callable<T> markInterrupt(Callable<T> query, AtomicBoolean interrupted) {
        return () -> {
            try {
                return query.call();
            } finally {
                interrupted.set(Thread.interrupted());
            }
        };
    }

    /** A guard swallows the thread's interrupt, which the caller's loop needs to end. */
    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
