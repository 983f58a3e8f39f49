package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ider;
import no.digisos.common.kommune.Kommunekonfigurasjon;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.security.Innlogget;

/** Every change of a kommune begins and ends here: its administrator, its lock, and, last in the transaction, its audit row. */
@ApplicationScoped
class Kommunelas {
    private final Kommuner kommuner;
    private final Innlogget innlogget;
    private final AuditLogg logg;
    private final AuditConfig config;

    Kommunelas(Kommuner kommuner, Innlogget innlogget, AuditLogg logg, AuditConfig config) {
        this.kommuner = kommuner;
        this.innlogget = innlogget;
        this.logg = logg;
        this.config = config;
    }

    /**
     * The kommune that the caller administers.
     *
     * @throws ApiException 403 when the caller does not, also when there is no such kommune
     */
    UUID krevAdmin(String fiksOrgId) {
        UUID id = Ider.les("fiksOrgId", fiksOrgId);
        innlogget.administrator().krevAdmin(id);
        return id;
    }

    /**
     * The configuration, locked until the transaction ends.
     *
     * @throws ApiException 404 when there is none
     */
    Kommunekonfigurasjon las(Connection c, UUID fiksOrgId) throws SQLException {
        return kommuner.las(c, fiksOrgId).orElseThrow(Kommunelas::finnesIkke);
    }

    /** The last statement of the transaction. */
    void skrevet(Connection c, Handling handling, AuditGjenstand gjenstand, UUID fiksOrgId) throws SQLException {
        logg.skriv(
                c,
                AuditRad.utfort(
                        AuditAktor.person(innlogget.administrator().indeks()),
                        handling,
                        gjenstand.medFiksOrg(fiksOrgId),
                        null,
                        config.hjemmelKonfigurasjon()));
    }

    static ApiException finnesIkke() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen konfigurasjon");
    }
}
