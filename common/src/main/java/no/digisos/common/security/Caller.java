package no.digisos.common.security;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Organisasjonsnummer;

/**
 * Who calls, proved by token and integration login.
 *
 * @param person the citizen, when the token is a person's
 * @param organisasjon the token's consumer, which is the integration's authorised organisation
 */
public record Caller(
        Optional<Fnr> person, Organisasjonsnummer organisasjon, UUID integrasjonId, List<Grant> tilganger) {

    /** The citizen of a person's token. */
    public Fnr requirePerson() {
        return person.orElseThrow(() ->
                new ApiException(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: ikke en persons"));
    }

    /** Whether the caller has this grant, on whatever kommune; what belongs to the whole installation only when it is not limited. */
    public boolean has(Privilegium privilegium) {
        return tilganger.stream()
                .anyMatch(t -> t.privilegium() == privilegium && (privilegium.canBeLimited() || t.fiksOrgId() == null));
    }

    /** Whether the caller has this grant on this kommune, by name or because it is on all. */
    public boolean has(Privilegium privilegium, UUID fiksOrgId) {
        return tilganger.stream()
                .anyMatch(t -> t.privilegium() == privilegium
                        && (t.fiksOrgId() == null
                                ? !privilegium.mustBeLimited()
                                : t.fiksOrgId().equals(fiksOrgId)));
    }

    /** Whether the caller has this grant on all kommuner. */
    public boolean hasForAll(Privilegium privilegium) {
        return !privilegium.mustBeLimited()
                && tilganger.stream().anyMatch(t -> t.privilegium() == privilegium && t.fiksOrgId() == null);
    }

    /** Whether the caller is a fagsystem of this organisation, by a grant on all of it or on any of its kontoer. */
    public boolean isFagsystemFor(UUID fiksOrgId) {
        return tilganger.stream()
                .anyMatch(t -> t.privilegium() == Privilegium.FAGSYSTEM && fiksOrgId.equals(t.fiksOrgId()));
    }

    /** Whether the caller may receive from this konto of this organisation. */
    public boolean isFagsystemFor(UUID fiksOrgId, UUID kontoId) {
        return tilganger.stream()
                .anyMatch(t -> t.privilegium() == Privilegium.FAGSYSTEM
                        && fiksOrgId.equals(t.fiksOrgId())
                        && (t.kontoId() == null || kontoId.equals(t.kontoId())));
    }

    /** Refuses with 403 a caller who is no fagsystem of this organisation. */
    public void requireFagsystem(UUID fiksOrgId) {
        if (!isFagsystemFor(fiksOrgId)) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Integrasjonen har ikke tilgang til fiksOrg " + fiksOrgId + " som fagsystem");
        }
    }
}
