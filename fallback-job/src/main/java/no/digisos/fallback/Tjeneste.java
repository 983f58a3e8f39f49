package no.digisos.fallback;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** The service mode: a timer that wakes the same run. What is done is decided by rows, so a tick more or less is nothing. */
@ApplicationScoped
class Tjeneste {
    private final Kjoring kjoring;

    Tjeneste(Kjoring kjoring) {
        this.kjoring = kjoring;
    }

    @Scheduled(every = "{digisos.fallback.mellomrom}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tikk() {
        Rapport rapport = kjoring.kjor();
        if (rapport.harGjortNoe()) {
            Log.infof("Kjøring: %s", rapport);
        }
    }
}
