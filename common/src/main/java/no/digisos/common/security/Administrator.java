package no.digisos.common.security;

import java.util.Set;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/**
 * A person who configures kommuner, proved by an ID-porten token alone (auth.md 5).
 *
 * @param indeks the person's blind index, for the audit log
 * @param fiksOrger the kommuner that the person administers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Administrator(byte[] indeks, Set<UUID> fiksOrger) {

    /** Refuses with 403 whoever is no administrator of this kommune. */
    public void requireAdmin(UUID fiksOrgId) {
        if (!fiksOrger.contains(fiksOrgId)) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du er ikke administrator for fiksOrg " + fiksOrgId);
        }
    }
}
