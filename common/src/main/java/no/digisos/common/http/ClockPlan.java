package no.digisos.common.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.database.ClockGuard;
import no.digisos.common.database.ClockLimits;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.observability.SafeTrace;

/** Has each function that answers callers compare the clocks, as soon as it is started and then at an interval. */
@ApplicationScoped
class ClockPlan {
    private final ClockGuard guard;
    private final ClockLimits limits;

    ClockPlan(ClockGuard guard, ClockLimits limits) {
        this.guard = guard;
        this.limits = limits;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        if (!limits.hvert().isPositive() || !limits.varselAvvik().isPositive()) {
            throw new IllegalStateException("digisos.klokke.hvert and digisos.klokke.varsel-avvik must be above 0");
        }
        vertx.setPeriodic(1, limits.hvert().toMillis(), _ -> vertx.executeBlocking(this::look, false));
    }

    /** A database that does not answer is told of by those who need it. */
    private Void look() {
        try {
            guard.measure();
        } catch (DatabaseException e) {
            Log.debug("the clocks could not be compared", SafeTrace.of(e));
        }
        return null;
    }
}
