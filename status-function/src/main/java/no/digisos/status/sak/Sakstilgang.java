package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ider;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.security.Innlogget;

/** Lets a fagsystem work on the cases of the fiksOrg that it was granted. */
@ApplicationScoped
class Sakstilgang {
    private final SakRepository saker;
    private final Innlogget innlogget;

    Sakstilgang(SakRepository saker, Innlogget innlogget) {
        this.saker = saker;
        this.innlogget = innlogget;
    }

    /**
     * The case.
     *
     * @throws ApiException 403 without a grant on the fiksOrg or when the case is another's, 404 when there is no such case
     */
    Sak krev(String fiksOrgId, String digisosId) {
        UUID fiksOrg = Ider.les("fiksOrgId", fiksOrgId);
        UUID id = Ider.les("digisosId", digisosId);
        innlogget.kaller().krevFagsystem(fiksOrg);
        Sak sak = saker.finn(id).orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke"));
        if (!sak.fiksOrgId().equals(fiksOrg)) {
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Saken tilhører ikke fiksOrg " + fiksOrg);
        }
        return sak;
    }
}
