package no.digisos.fallback.run;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.leveranse.LeveranseVarsel.Alarms;
import no.digisos.common.observability.LogThrottle;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.observability.MeldingTrace;
import no.digisos.common.observability.SafeTrace;

/** Counts what one run does, and how long it may go on claiming work. */
public final class RunTally {
    private final long start;
    private final long lastNewWork;
    private final BooleanSupplier finishing;
    private final MeldingTrace trace;
    private final LogThrottle throttle;
    private final Map<Kind, Integer> count = new EnumMap<>(Kind.class);

    /** What is counted. */
    public enum Kind {
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

    /** Of a run that nobody ends before its time. */
    public RunTally(long nanoTime, Duration newWork, MeldingTrace trace, LogThrottle throttle) {
        this(nanoTime, newWork, () -> false, trace, throttle);
    }

    /** @param finishing whether the process is about to end */
    public RunTally(
            long nanoTime, Duration newWork, BooleanSupplier finishing, MeldingTrace trace, LogThrottle throttle) {
        this.start = nanoTime;
        this.lastNewWork = nanoTime + newWork.toNanos();
        this.finishing = finishing;
        this.trace = trace;
        this.throttle = throttle;
    }

    /** Adds to one kind. */
    public void add(Kind kind, int more) {
        count.merge(kind, more, Integer::sum);
    }

    /** False once the run is so old, or the process so near its end, that it should claim nothing new. */
    public boolean canTakeMore() {
        return !finishing() && System.nanoTime() - lastNewWork < 0;
    }

    /** Whether the process is about to end. What fails from now on says nothing about the delivery that it failed for. */
    public boolean finishing() {
        return finishing.getAsBoolean();
    }

    /** A row of its own, or a sweep of its own, that fails must not stop the others. Not begun when the process is about to end. */
    public void attempt(String what, Task work) {
        if (finishing()) {
            return;
        }
        try {
            work.execute();
        } catch (Exception e) {
            add(Kind.FEIL, 1);
            if (DatabaseFailure.isTransient(e)) {
                // All sweeps of all runs meet it, for as long as it lasts.
                say(
                        "database",
                        tail -> Log.errorf(
                                "The database did not answer (%s); the next run tries again%s",
                                DatabaseFailure.state(e).orElse("-"), tail));
            } else {
                Log.errorf(SafeTrace.of(e), "%s failed; the next run tries again", what);
            }
        }
    }

    /** The same for one delivery, to which all that is logged meanwhile is joined. */
    public void attempt(UUID meldingId, String what, Task work) {
        try (LogTrace _ = trace.of(meldingId)) {
            attempt(what, work);
        }
    }

    /** Writes a line that is joined to the others of this delivery. */
    public void about(UUID meldingId, Runnable line) {
        try (LogTrace _ = trace.of(meldingId)) {
            line.run();
        }
    }

    /** Tells of what may go on for an hour. */
    public void say(String what, LogThrottle.Line line) {
        throttle.say(what, line);
    }

    /** Something that may fail by itself. */
    @FunctionalInterface
    public interface Task {
        /** Does it; whatever it throws is counted and logged, and the run goes on. */
        void execute() throws Exception;
    }

    /** How many of a kind so far. */
    public int count(Kind kind) {
        return count.getOrDefault(kind, 0);
    }

    /** What the run did, and how things stand after it. */
    public RunReport report(Alarms alarms, long nanoTime) {
        return new RunReport(
                count(Kind.TRUKKET),
                count(Kind.FRIGITT),
                count(Kind.SENDT),
                count(Kind.PROVES_IGJEN),
                count(Kind.UKJENT),
                count(Kind.AVKLART),
                count(Kind.STATUS),
                count(Kind.AVVIST),
                count(Kind.STOPPET),
                count(Kind.GJENOPPTATT),
                count(Kind.DUBLETT),
                count(Kind.VARSLET),
                count(Kind.EPOST),
                count(Kind.RYDDET),
                count(Kind.FEIL),
                alarms,
                (nanoTime - start) / 1_000_000);
    }
}
