package no.digisos.common.sak;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One accepted submission of a case: a row of {@link InnsendingTable}.
 *
 * @param klageId the klage that this is, or follows; null for a søknad and its ettersendelser
 * @param vedtakId the decision that a klage is about; null for all else
 */
public record Innsending(
        UUID id,
        InnsendingType type,
        UUID digisosId,
        String navEksternRefId,
        @Nullable UUID klageId,
        @Nullable UUID vedtakId,
        Instant mottatt) {}
