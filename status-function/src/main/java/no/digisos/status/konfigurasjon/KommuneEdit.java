package no.digisos.status.konfigurasjon;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.KommuneConfiguration;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.security.CurrentCaller;

/** Every change of a kommune begins and ends here: its lock and, last in the transaction, its audit row. */
@ApplicationScoped
class KommuneEdit {
    private final KommuneTable kommuner;
    private final CurrentCaller currentCaller;
    private final AuditLog log;
    private final AuditConfig config;

    KommuneEdit(KommuneTable kommuner, CurrentCaller currentCaller, AuditLog log, AuditConfig config) {
        this.kommuner = kommuner;
        this.currentCaller = currentCaller;
        this.log = log;
        this.config = config;
    }

    /**
     * The configuration, locked until the transaction ends.
     *
     * @throws ApiException 404 when there is none
     */
    KommuneConfiguration lock(Connection c, UUID fiksOrgId) throws SQLException {
        return kommuner.lock(c, fiksOrgId).orElseThrow(KommuneEdit::notFound);
    }

    /** The last statement of the transaction. */
    void written(Connection c, AuditAction action, AuditSubject subject, UUID fiksOrgId) throws SQLException {
        log.write(
                c,
                AuditRow.executed(
                        AuditActor.person(currentCaller.administrator().indeks()),
                        action,
                        subject.withFiksOrg(fiksOrgId),
                        null,
                        config.hjemmelKonfigurasjon()));
    }

    static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen konfigurasjon");
    }
}
