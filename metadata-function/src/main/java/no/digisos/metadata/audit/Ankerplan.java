package no.digisos.metadata.audit;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import no.digisos.common.audit.AuditAnker;

/**
 * Anchors the audit chains to the log. This function does it since it never scales to zero; each replica writes its own lines, and
 * one more anchor does no harm.
 */
@ApplicationScoped
class Ankerplan {
    private final AuditAnker anker;

    Ankerplan(AuditAnker anker) {
        this.anker = anker;
    }

    @Scheduled(every = "{digisos.audit.anker-hvert}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ankre() {
        try {
            anker.skriv();
        } catch (SQLException e) {
            Log.warnf("Auditkjedene er ikke ankret: %s", e.getMessage());
        }
    }
}
