package no.digisos.common.http;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.database.Klokkegrenser;
import no.digisos.common.database.Klokkevakt;
import no.digisos.common.observability.Feilspor;

/** Has each function that answers callers compare the clocks, as soon as it is started and then at an interval. */
@ApplicationScoped
class Klokkeplan {
    private final Klokkevakt vakt;
    private final Klokkegrenser grenser;

    Klokkeplan(Klokkevakt vakt, Klokkegrenser grenser) {
        this.vakt = vakt;
        this.grenser = grenser;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        if (!grenser.hvert().isPositive() || !grenser.varselAvvik().isPositive()) {
            throw new IllegalStateException("digisos.klokke.hvert and digisos.klokke.varsel-avvik must be above 0");
        }
        vertx.setPeriodic(1, grenser.hvert().toMillis(), _ -> vertx.executeBlocking(this::se, false));
    }

    /** A database that does not answer is told of by those who need it. */
    private Void se() {
        try {
            vakt.mal();
        } catch (DatabaseException e) {
            Log.debug("the clocks could not be compared", Feilspor.av(e));
        }
        return null;
    }
}
