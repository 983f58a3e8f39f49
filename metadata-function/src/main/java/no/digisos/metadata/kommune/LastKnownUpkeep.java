package no.digisos.metadata.kommune;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.database.DatabaseGuard;
import no.digisos.common.observability.LogThrottle;
import no.digisos.common.security.IntegrasjonMemory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Keeps in memory what must be known while the database is away. The function is not ready before it has been read once; after that
 * a loss of the database is answered call by call.
 */
@Readiness
@ApplicationScoped
public class LastKnownUpkeep implements HealthCheck {
    private final KommuneDirectory kommuner;
    private final IntegrasjonMemory integrasjoner;
    private final DatabaseGuard guard;
    private final LogThrottle throttle;

    public LastKnownUpkeep(
            KommuneDirectory kommuner, IntegrasjonMemory integrasjoner, DatabaseGuard guard, LogThrottle throttle) {
        this.kommuner = kommuner;
        this.integrasjoner = integrasjoner;
        this.guard = guard;
        this.throttle = throttle;
    }

    void start(@Observes StartupEvent event) {
        refresh();
    }

    @Scheduled(
            every = "{digisos.minne.oppfriskes}",
            delayed = "{digisos.minne.oppfriskes}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        boolean loaded = guard.ask(() -> {
                    integrasjoner.refresh();
                    kommuner.refresh();
                    return true;
                })
                .isPresent();
        if (!loaded) {
            throttle.say(
                    "database",
                    tail -> Log.warnf(
                            "The database does not answer; kommuner and integrasjoner are as last read%s", tail));
        }
    }

    @Override
    public HealthCheckResponse call() {
        if (!loaded()) {
            refresh();
        }
        return HealthCheckResponse.named("minne").status(loaded()).build();
    }

    private boolean loaded() {
        return kommuner.loaded() && integrasjoner.loaded();
    }
}
