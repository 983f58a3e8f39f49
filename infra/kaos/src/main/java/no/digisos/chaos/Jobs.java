package no.digisos.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.testkit.process.ChildProcess;

/** fallback-job as cron starts it and as services, all at the same time, since any number may run at once. */
final class Jobs {

    private static final long BETWEEN_RUNS_MILLIS = 4_000;
    private static final int RUN_LIMIT_SECONDS = 300;

    private final List<FunctionProcess> services;
    private final ChildProcess.Command once;
    private final Evidence evidence;
    private final Set<ChildProcess> runs = ConcurrentHashMap.newKeySet();
    private final List<Thread> crons = new ArrayList<>();
    private volatile boolean stopped;

    Jobs(List<FunctionProcess> services, ChildProcess.Command once, Evidence evidence) {
        this.services = List.copyOf(services);
        this.once = once;
        this.evidence = evidence;
    }

    /** Starts the services, and so many single runs at the same time, each followed by the next. */
    void start(int atOnce) throws IOException, InterruptedException {
        for (FunctionProcess service : services) {
            service.start();
        }
        for (FunctionProcess service : services) {
            service.awaitReady();
        }
        for (int i = 0; i < atOnce; i++) {
            crons.add(Thread.ofVirtual().start(this::cron));
        }
    }

    List<FunctionProcess> services() {
        return services;
    }

    /** Kills one single run if there is any. */
    boolean killRun() {
        for (ChildProcess run : runs) {
            if (run.isAlive()) {
                run.kill();
                return true;
            }
        }
        return false;
    }

    /** Ends the services, and waits for the single runs: then nobody is sending anything. */
    void stop() throws InterruptedException {
        stopped = true;
        services.forEach(FunctionProcess::stop);
        for (Thread cron : crons) {
            cron.join();
        }
    }

    private void cron() {
        while (!stopped) {
            try (ChildProcess run = ChildProcess.start(once)) {
                runs.add(run);
                int exit = run.onExit().get(RUN_LIMIT_SECONDS, TimeUnit.SECONDS);
                evidence.count("runs of fallback-job with exit code " + exit);
                runs.remove(run);
                for (long slept = 0; slept < BETWEEN_RUNS_MILLIS && !stopped; slept += 100) {
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | ExecutionException | TimeoutException e) {
                evidence.surprise("a run of fallback-job did not end: " + e);
            }
        }
    }
}
