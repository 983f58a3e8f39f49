package no.digisos.common.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row to be written.
 *
 * @param requestId the caller's sporingsId where the contract has one, else the request's own id
 * @param hjemmel the legal basis, never empty (auth.md 7)
 */
public record AuditRow(
        AuditActor aktor,
        AuditAction handling,
        AuditSubject gjenstand,
        AuditOutcome utfall,
        @Nullable UUID requestId,
        String hjemmel) {
    public AuditRow {
        if (hjemmel.isBlank()) {
            throw new IllegalArgumentException("En auditrad må ha hjemmel");
        }
    }

    /** What somebody did, and was let do. */
    public static AuditRow executed(
            AuditActor actor, AuditAction action, AuditSubject subject, @Nullable UUID requestId, String hjemmel) {
        return new AuditRow(actor, action, subject, AuditOutcome.UTFORT, requestId, hjemmel);
    }
}
