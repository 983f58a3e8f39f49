package no.digisos.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import org.jspecify.annotations.Nullable;

/** Lets the {@link FaultPlan} happen: kills, starts again, and turns SvarUt's failures on and off. */
final class Faults {

    private static final long POLL_MILLIS = 50;
    private static final long SVARUT_PERIOD_MILLIS = 2_500;

    private final ChaosDice dice;
    private final FaultPlan plan;
    private final RunningStack stack;
    private final Map<Target, FunctionProcess> processes;
    private final Jobs jobs;
    private final SvarUtControl svarUt;
    private final Evidence evidence;
    private final int accepted;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Target, CompletableFuture<@Nullable Void>> up = new ConcurrentHashMap<>();
    private final Map<Target, Integer> kills = new EnumMap<>(Target.class);
    private volatile boolean stopped;

    Faults(
            ChaosDice dice,
            FaultPlan plan,
            int accepted,
            RunningStack stack,
            Map<Target, FunctionProcess> processes,
            Jobs jobs,
            SvarUtControl svarUt,
            Evidence evidence) {
        this.dice = dice;
        this.plan = plan;
        this.accepted = accepted;
        this.stack = stack;
        this.processes = Map.copyOf(processes);
        this.jobs = jobs;
        this.svarUt = svarUt;
        this.evidence = evidence;
    }

    void start() {
        for (Target target : Target.values()) {
            executor.execute(() -> guarded("the kills of " + target.title(), () -> killAll(target)));
        }
        executor.execute(() -> guarded("SvarUt's failures", this::failSvarUt));
        executor.execute(() -> guarded("the konto that closes", this::closeKonto));
    }

    /** Whether every kill of the plan has happened. */
    boolean done() {
        return killed() == plan.kills().size();
    }

    synchronized Map<Target, Integer> kills() {
        return new EnumMap<>(kills);
    }

    int killed() {
        return kills().values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * No more faults; returns when everything that was killed is up again.
     *
     * @throws IOException when something did not come up
     */
    void stop() throws IOException, InterruptedException {
        stopped = true;
        executor.close();
        for (Target target : Target.values()) {
            awaitUp(target);
        }
        svarUt.failNoMore();
    }

    private interface Work {
        void run() throws IOException, InterruptedException, SQLException;
    }

    private void guarded(String what, Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException | RuntimeException e) {
            evidence.surprise(what + " broke off: " + e);
        }
    }

    /** Each target by itself, so that none waits for another to come up. */
    private void killAll(Target target) throws IOException, InterruptedException {
        for (FaultPlan.Kill kill : plan.of(target)) {
            awaitAccepted(kill.afterAccepted());
            Thread.sleep(stopped ? 0 : kill.delayMillis());
            if (stopped) {
                return;
            }
            awaitUp(target);
            kill(kill);
        }
    }

    private void kill(FaultPlan.Kill kill) throws IOException {
        Target target = kill.target();
        boolean job = target == Target.FALLBACK || target == Target.FALLBACK_OTHER;
        if (job && kill.delayMillis() % 3 == 0 && jobs.killRun()) {
            counted(target);
            return;
        }
        if (target == Target.POSTGRES) {
            stack.database().server().stopImmediate();
        } else {
            process(target).kill();
        }
        counted(target);
        up.put(target, CompletableFuture.runAsync(() -> startAgain(target, kill.downMillis()), executor));
    }

    private void startAgain(Target target, int downMillis) {
        try {
            Thread.sleep(downMillis);
            if (target == Target.POSTGRES) {
                stack.database().server().restart();
            } else {
                process(target).start();
                process(target).awaitReady();
            }
        } catch (IOException e) {
            throw new IllegalStateException(target.title() + " did not come up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void awaitUp(Target target) throws IOException, InterruptedException {
        CompletableFuture<@Nullable Void> start = up.get(target);
        if (start != null) {
            try {
                start.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
    }

    private void awaitAccepted(int count) throws InterruptedException {
        while (!stopped && evidence.acceptedCount() < count) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private FunctionProcess process(Target target) {
        FunctionProcess process = processes.get(target);
        if (process == null) {
            throw new IllegalStateException(target + " is not a process of its own");
        }
        return process;
    }

    private synchronized void counted(Target target) {
        kills.merge(target, 1, Integer::sum);
    }

    private void failSvarUt() throws InterruptedException {
        for (int n = 0; !stopped; n++) {
            if (n % 4 == 3) {
                svarUt.failNoMore();
            }
            svarUt.fail(FaultPlan.svarUtFailure(dice, n));
            for (long slept = 0; slept < SVARUT_PERIOD_MILLIS && !stopped; slept += POLL_MILLIS) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private void closeKonto() throws InterruptedException {
        awaitAccepted(accepted / 3);
        setOpen(false);
        awaitAccepted(2 * accepted / 3);
        setOpen(true);
    }

    private void setOpen(boolean open) throws InterruptedException {
        while (true) {
            try {
                KommuneSet.setOpen(stack.database().asOwner(), KommuneSet.CLOSES, open);
                return;
            } catch (SQLException e) {
                // PostgreSQL is down just now.
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
