package no.digisos.fallback;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.observability.Loggdemper;
import no.digisos.fallback.run.Rapport;

/** The service mode: a timer that wakes the same run. What is done is decided by rows, so a tick more or less is nothing. */
@ApplicationScoped
class Tjeneste {
    private final Kjoring kjoring;
    private final Loggdemper demper;

    Tjeneste(Kjoring kjoring, Loggdemper demper) {
        this.kjoring = kjoring;
        this.demper = demper;
    }

    @Scheduled(every = "{digisos.fallback.mellomrom}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tikk() {
        try {
            Rapport rapport = kjoring.kjor();
            // What failed has its own lines, and while something is away every run fails.
            if (rapport.harGjortNoe() && rapport.feil() == 0) {
                Log.infof("Kjøring: %s", rapport);
            } else if (rapport.harGjortNoe()) {
                demper.si("kjøring", hale -> Log.infof("Kjøring: %s%s", rapport, hale));
            }
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isTransient(e)) {
                throw e;
            }
            demper.si(
                    "database",
                    hale -> Log.errorf(
                            "Databasen svarte ikke (%s); neste kjøring prøver igjen%s",
                            DatabaseFailure.state(e).orElse("-"), hale));
        }
    }
}
