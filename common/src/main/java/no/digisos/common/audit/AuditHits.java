package no.digisos.common.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit log as it is found again. Persons appear by blind index in hex.
 *
 * @param nr the row's number in its chain, with {@code kjede} its name
 */
public record AuditHits(
        int kjede,
        long nr,
        Instant tidspunkt,
        String handling,
        String utfall,
        @Nullable String organisasjon,
        @Nullable UUID integrasjonId,
        @Nullable String aktorIndeks,
        @Nullable String operator,
        @Nullable String sertifikatSerie,
        @Nullable String aktorSertifikatAvtrykk,
        @Nullable String personIndeks,
        @Nullable UUID fiksOrgId,
        @Nullable UUID digisosId,
        @Nullable UUID dokumentId,
        @Nullable UUID leveranseId,
        @Nullable UUID requestId,
        @Nullable String sertifikatAvtrykk,
        String hjemmel,
        @Nullable Integer antall,
        @Nullable String iderHash) {}
