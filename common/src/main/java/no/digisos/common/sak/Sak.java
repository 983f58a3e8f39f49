package no.digisos.common.sak;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as stored: a row of {@link SakTable}.
 *
 * @param sokerFnrForseglet the fødselsnummer with which the case came, sealed; null when it is deleted
 * @param sokerIndeks the blind index of the applicant, for audit rows
 * @param enhetsnummer the office that the søknad named; it chooses the konto of all the case's shipments
 * @param slettet when it was deleted; null for nearly all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sak(
        UUID digisosId,
        String kommunenummer,
        UUID fiksOrgId,
        byte @Nullable [] sokerFnrForseglet,
        byte[] sokerIndeks,
        @Nullable String enhetsnummer,
        Instant sistEndret,
        @Nullable Instant slettet) {

    /** Whether only a tombstone is left of it. */
    public boolean isDeleted() {
        return slettet != null;
    }
}
