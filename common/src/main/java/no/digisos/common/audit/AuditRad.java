package no.digisos.common.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row to be written.
 *
 * @param requestId the caller's sporingsId where the contract has one, else the request's own id
 * @param hjemmel the legal basis, never empty (auth.md 7)
 */
public record AuditRad(
        AuditAktor aktor,
        Handling handling,
        AuditGjenstand gjenstand,
        AuditUtfall utfall,
        @Nullable UUID requestId,
        String hjemmel) {
    public AuditRad {
        if (hjemmel.isBlank()) {
            throw new IllegalArgumentException("En auditrad må ha hjemmel");
        }
    }

    public static AuditRad utfort(
            AuditAktor aktor, Handling handling, AuditGjenstand gjenstand, @Nullable UUID requestId, String hjemmel) {
        return new AuditRad(aktor, handling, gjenstand, AuditUtfall.UTFORT, requestId, hjemmel);
    }
}
