package no.digisos.fallback;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.observability.LogThrottle;
import no.digisos.fallback.run.RunReport;

/** The service mode: a timer that wakes the same run. What is done is decided by rows, so a tick more or less is nothing. */
@ApplicationScoped
class ServiceMode {
    private final Run run;
    private final LogThrottle throttle;

    ServiceMode(Run run, LogThrottle throttle) {
        this.run = run;
        this.throttle = throttle;
    }

    @Scheduled(every = "{digisos.fallback.mellomrom}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        try {
            RunReport report = run.run();
            // What failed has its own lines, and while something is away every run fails.
            if (report.hasDoneAnything() && report.feil() == 0) {
                Log.infof("Run: %s", report);
            } else if (report.hasDoneAnything()) {
                throttle.say("run", tail -> Log.infof("Run: %s%s", report, tail));
            }
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isTransient(e)) {
                throw e;
            }
            throttle.say(
                    "database",
                    tail -> Log.errorf(
                            "The database did not answer (%s); the next run tries again%s",
                            DatabaseFailure.state(e).orElse("-"), tail));
        }
    }
}
