package no.digisos.metadata.audit;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.audit.AuditAnker;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.observability.Loggdemper;

/**
 * Anchors the audit chains to the log. This function does it since it never scales to zero; each replica writes its own lines, and
 * one more anchor does no harm.
 */
@ApplicationScoped
class Ankerplan {
    private final AuditAnker anker;
    private final Loggdemper demper;

    Ankerplan(AuditAnker anker, Loggdemper demper) {
        this.anker = anker;
        this.demper = demper;
    }

    @Scheduled(every = "{digisos.audit.anker-hvert}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ankre() {
        try {
            anker.skriv();
        } catch (DatabaseException e) {
            demper.si("audit", hale -> Log.warnf("Auditkjedene er ikke ankret: %s%s", e.getMessage(), hale));
        }
    }
}
