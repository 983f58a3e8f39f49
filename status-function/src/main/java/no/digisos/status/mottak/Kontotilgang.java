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
import no.digisos.common.identity.Ider;
import no.digisos.common.kommune.KontoRepository;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilgang;

/** Lets a fagsystem see the kontoer that it was granted. One that is another's and one that is not there look alike: 403. */
@ApplicationScoped
public class Kontotilgang {
    private final KontoRepository kontoer;
    private final Innlogget innlogget;

    Kontotilgang(KontoRepository kontoer, Innlogget innlogget) {
        this.kontoer = kontoer;
        this.innlogget = innlogget;
    }

    /** A konto that the caller may receive from, with its certificate as it is now. */
    public record Konto(UUID id, UUID fiksOrgId, Optional<X509Certificate> sertifikat, Kaller kaller) {}

    /** Every konto that the caller may receive from: what SvarInn calls a mottakersystem (svarut.md 6). */
    public List<Konto> alle() {
        Kaller kaller = innlogget.kaller();
        Set<UUID> fiksOrger = kaller.tilganger().stream()
                .filter(tilgang -> tilgang.privilegium() == Privilegium.FAGSYSTEM)
                .map(Tilgang::fiksOrgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return kontoer.list("fiksOrgId in ?1 order by id", fiksOrger).stream()
                .filter(konto -> kaller.erFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.sertifikat(), kaller))
                .toList();
    }

    Konto krev(String kontoId) {
        Kaller kaller = innlogget.kaller();
        return kontoer.findByIdOptional(Ider.les("kontoId", kontoId))
                .filter(konto -> kaller.erFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.sertifikat(), kaller))
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INGEN_TILGANG, "Integrasjonen har ikke tilgang til konto " + kontoId));
    }
}
