package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.CurrentCaller;

/** Whether the person who calls administers the kommune of an address. */
@ApplicationScoped
class KommuneAdmin {
    private final CurrentCaller currentCaller;

    KommuneAdmin(CurrentCaller currentCaller) {
        this.currentCaller = currentCaller;
    }

    /**
     * The kommune that the caller administers.
     *
     * @throws ApiException 400 for what is no id; 403 when the caller does not, also when there is no such kommune
     */
    UUID require(String fiksOrgId) {
        UUID id = Ids.read("fiksOrgId", fiksOrgId);
        currentCaller.administrator().requireAdmin(id);
        return id;
    }
}
