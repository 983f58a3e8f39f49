package no.digisos.metadata.kommune;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.database.Databasevakt;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.security.Integrasjonsminne;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Keeps in memory what must be known while the database is away. The function is not ready before it has been read once; after that
 * a loss of the database is answered call by call.
 */
@Readiness
@ApplicationScoped
public class Minnevedlikehold implements HealthCheck {
    private final Kommunekatalog kommuner;
    private final Integrasjonsminne integrasjoner;
    private final Databasevakt vakt;
    private final Loggdemper demper;

    public Minnevedlikehold(
            Kommunekatalog kommuner, Integrasjonsminne integrasjoner, Databasevakt vakt, Loggdemper demper) {
        this.kommuner = kommuner;
        this.integrasjoner = integrasjoner;
        this.vakt = vakt;
        this.demper = demper;
    }

    void start(@Observes StartupEvent event) {
        oppfrisk();
    }

    @Scheduled(
            every = "{digisos.minne.oppfriskes}",
            delayed = "{digisos.minne.oppfriskes}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void oppfrisk() {
        boolean lest = vakt.spor(() -> {
                    integrasjoner.oppfrisk();
                    kommuner.oppfrisk();
                    return true;
                })
                .isPresent();
        if (!lest) {
            demper.si(
                    "database",
                    hale -> Log.warnf("Databasen svarer ikke; kommuner og integrasjoner er som sist lest%s", hale));
        }
    }

    @Override
    public HealthCheckResponse call() {
        if (!lest()) {
            oppfrisk();
        }
        return HealthCheckResponse.named("minne").status(lest()).build();
    }

    private boolean lest() {
        return kommuner.lest() && integrasjoner.lest();
    }
}
