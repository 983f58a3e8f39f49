package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ids;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.security.CurrentCaller;

/** Lets a fagsystem work on the cases of the fiksOrg that it was granted. */
@ApplicationScoped
class SakGrant {
    private final SakRepository saker;
    private final CurrentCaller currentCaller;

    SakGrant(SakRepository saker, CurrentCaller currentCaller) {
        this.saker = saker;
        this.currentCaller = currentCaller;
    }

    /**
     * The case.
     *
     * @throws ApiException 403 without a grant on the fiksOrg or when the case is another's, 404 when there is no such case
     */
    Sak require(String fiksOrgId, String digisosId) {
        UUID fiksOrg = Ids.read("fiksOrgId", fiksOrgId);
        UUID id = Ids.read("digisosId", digisosId);
        currentCaller.caller().requireFagsystem(fiksOrg);
        Sak sak = saker.find(id).orElseThrow(SakGrant::notFound);
        if (!sak.fiksOrgId().equals(fiksOrg)) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Saken tilhører ikke fiksOrg " + fiksOrg);
        }
        return sak;
    }

    /** The case is still there, now that it is locked. */
    static void requireSak(boolean exists) {
        if (!exists) {
            throw notFound();
        }
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
    }
}
