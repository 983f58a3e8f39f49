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
import no.digisos.common.database.ClockGuard;
import no.digisos.common.leveranse.LeveranseVarsel;
import no.digisos.common.leveranse.LeveranseVarsel.Alarms;
import no.digisos.common.observability.LogThrottle;
import no.digisos.common.observability.MeldingTrace;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunReport;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Sweep.Step;

/**
 * One run: every sweep once, in the order in which they feed one another. Each stands by itself; one that fails is counted and
 * left to the next run.
 */
@ApplicationScoped
public class Run {
    /** Shorter than the time that whoever sends SIGTERM leaves before SIGKILL. */
    private static final Duration LONGEST_FINISH = Duration.ofSeconds(20);

    /** Held shared by each run; the end of the process waits until nobody holds it. */
    private final ReentrantReadWriteLock inFlight = new ReentrantReadWriteLock();

    private volatile boolean finishing;

    private final FallbackConfig config;
    private final List<Sweep> sweeps;
    private final LeveranseVarsel leveranseVarsel;
    private final Metrics metrics;
    private final MeldingTrace trace;
    private final LogThrottle throttle;
    private final ClockGuard clockGuard;

    public Run(
            DurationRelations durationRelations,
            FallbackConfig config,
            @All List<Sweep> sweeps,
            LeveranseVarsel leveranseVarsel,
            Metrics metrics,
            MeldingTrace trace,
            LogThrottle throttle,
            ClockGuard clockGuard) {
        durationRelations.require();
        this.config = config;
        this.sweeps = inOrder(sweeps);
        this.leveranseVarsel = leveranseVarsel;
        this.metrics = metrics;
        this.trace = trace;
        this.throttle = throttle;
        this.clockGuard = clockGuard;
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
    void finish(@Observes ShutdownEvent end) throws InterruptedException {
        finishing = true;
        if (inFlight.writeLock().tryLock(LONGEST_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
            inFlight.writeLock().unlock();
        } else {
            Log.warn("A run is not done when the process ends; the next one takes it up");
        }
    }

    /** Every sweep, once. */
    @ActivateRequestContext
    public RunReport run() {
        inFlight.readLock().lock();
        try {
            return runAll();
        } finally {
            inFlight.readLock().unlock();
        }
    }

    private RunReport runAll() {
        RunTally tally = new RunTally(System.nanoTime(), config.nyttArbeid(), () -> finishing, trace, throttle);
        if (clocksAgree(tally)) {
            sweep(tally);
        }
        Alarms alarms = leveranseVarsel.alarms();
        metrics.record(tally, alarms);
        return tally.report(alarms, System.nanoTime());
    }

    private void sweep(RunTally tally) {
        for (Sweep sweep : sweeps) {
            tally.attempt(sweep.step().label(), () -> sweep.run(tally));
        }
    }

    /**
     * Every sweep goes by how long something has lain, as the database counts it. Nothing of what waits is lost by waiting longer; so while
     * one of two clocks is known to be wrong, nothing is withdrawn, sent, looked up or removed. False too when the database does not answer.
     */
    private boolean clocksAgree(RunTally tally) {
        AtomicBoolean agreed = new AtomicBoolean();
        tally.attempt("The clock check", () -> {
            Duration deviation = clockGuard.measure();
            agreed.set(deviation.abs().compareTo(config.maksKlokkeavvik()) < 0);
            if (!agreed.get()) {
                tally.add(Kind.FEIL, 1);
                tally.say("clocks", tail -> Log.errorf("%s; nothing was done%s", ClockGuard.sentence(deviation), tail));
            }
        });
        return agreed.get();
    }
}
