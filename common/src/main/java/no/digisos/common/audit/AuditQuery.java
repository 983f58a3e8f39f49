package no.digisos.common.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in the audit log; absent and empty parts do not narrow it. The parameters of audit-sok (auth.md 7).
 *
 * @param fiksOrgId rows about this fiksOrg
 * @param term an id that a row names, or an action or outcome
 * @param fra how many hits to pass over
 * @param fraDato at or after
 * @param tilDato before
 * @param organisasjoner of the reader
 * @param underRessurser case, document or delivery
 * @param requestIder the sporingsId of the call
 * @param personIndekser blind indexes of the person read about; empty for any
 */
public record AuditQuery(
        @Nullable UUID fiksOrgId,
        @Nullable String term,
        long fra,
        int antall,
        boolean stigende,
        @Nullable Instant fraDato,
        @Nullable Instant tilDato,
        List<String> organisasjoner,
        List<UUID> underRessurser,
        List<UUID> requestIder,
        Collection<byte[]> personIndekser) {}
