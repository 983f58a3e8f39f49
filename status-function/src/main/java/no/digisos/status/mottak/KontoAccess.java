package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ids;
import no.digisos.common.kommune.KontoRepository;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Grant;
import no.digisos.common.security.Privilegium;

/** Lets a fagsystem see the kontoer that it was granted. One that is another's and one that is not there look alike: 403. */
@ApplicationScoped
public class KontoAccess {
    private final KontoRepository kontoer;
    private final CurrentCaller currentCaller;

    KontoAccess(KontoRepository kontoer, CurrentCaller currentCaller) {
        this.kontoer = kontoer;
        this.currentCaller = currentCaller;
    }

    /** A konto that the caller may receive from, with its certificate as it is now. */
    public record Konto(UUID id, UUID fiksOrgId, Optional<X509Certificate> sertifikat, Caller kaller) {}

    /** Every konto that the caller may receive from: what SvarInn calls a mottakersystem (svarut.md 6). */
    public List<Konto> all() {
        Caller caller = currentCaller.caller();
        Set<UUID> fiksOrgs = caller.tilganger().stream()
                .filter(grant -> grant.privilegium() == Privilegium.FAGSYSTEM)
                .map(Grant::fiksOrgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return kontoer.list("fiksOrgId in ?1 order by id", fiksOrgs).stream()
                .filter(konto -> caller.isFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.certificate(), caller))
                .toList();
    }

    Konto require(String kontoId) {
        Caller caller = currentCaller.caller();
        return kontoer.findByIdOptional(Ids.read("kontoId", kontoId))
                .filter(konto -> caller.isFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.certificate(), caller))
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INGEN_TILGANG, "Integrasjonen har ikke tilgang til konto " + kontoId));
    }
}
