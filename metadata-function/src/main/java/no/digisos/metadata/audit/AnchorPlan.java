package no.digisos.metadata.audit;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.audit.AuditAnchor;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.observability.LogThrottle;

/**
 * Anchors the audit chains to the log. This function does it since it never scales to zero; each replica writes its own lines, and
 * one more anchor does no harm.
 */
@ApplicationScoped
class AnchorPlan {
    private final AuditAnchor anchor;
    private final LogThrottle throttle;

    AnchorPlan(AuditAnchor anchor, LogThrottle throttle) {
        this.anchor = anchor;
        this.throttle = throttle;
    }

    @Scheduled(every = "{digisos.audit.anker-hvert}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void anchors() {
        try {
            anchor.write();
        } catch (DatabaseException e) {
            throttle.say("audit", tail -> Log.warnf("The audit chains are not anchored: %s%s", e.getMessage(), tail));
        }
    }
}
