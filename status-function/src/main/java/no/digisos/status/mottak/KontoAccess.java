package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ids;
import no.digisos.common.kommune.KontoTable;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Grant;
import no.digisos.common.security.Privilegium;

/** Lets a fagsystem see the kontoer that it was granted. One that is another's and one that is not there look alike: 403. */
@ApplicationScoped
public class KontoAccess {
    private final KontoTable kontoer;
    private final Transactions transactions;
    private final CurrentCaller currentCaller;

    KontoAccess(KontoTable kontoer, Transactions transactions, CurrentCaller currentCaller) {
        this.kontoer = kontoer;
        this.transactions = transactions;
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
        return transactions.autoCommit(c -> kontoer.forFiksOrgs(c, fiksOrgs)).stream()
                .filter(konto -> caller.isFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.certificate(), caller))
                .toList();
    }

    Konto require(String kontoId) {
        Caller caller = currentCaller.caller();
        UUID id = Ids.read("kontoId", kontoId);
        return transactions
                .autoCommit(c -> kontoer.find(c, id))
                .filter(konto -> caller.isFagsystemFor(konto.fiksOrgId(), konto.id()))
                .map(konto -> new Konto(konto.id(), konto.fiksOrgId(), konto.certificate(), caller))
                .orElseThrow(() -> new ApiException(
                        ErrorCode.INGEN_TILGANG, "Integrasjonen har ikke tilgang til konto " + kontoId));
    }
}
