package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;

/** The audit rows of a fagsystem's work on a case, each the last statement of the caller's transaction. */
@ApplicationScoped
class SakAudit {
    private final AuditLog log;
    private final AuditConfig config;
    private final CurrentCaller currentCaller;

    SakAudit(AuditLog log, AuditConfig config, CurrentCaller currentCaller) {
        this.log = log;
        this.config = config;
        this.currentCaller = currentCaller;
    }

    UUID integrasjonId() {
        return currentCaller.caller().integrasjonId();
    }

    void write(Connection c, Sak sak, AuditAction action) throws SQLException {
        write(
                c,
                AuditSubject.sak(sak.digisosId()).withFiksOrg(sak.fiksOrgId()).withPerson(sak.sokerIndeks()),
                action,
                AuditOutcome.UTFORT);
    }

    void write(Connection c, AuditSubject subject, AuditAction action, AuditOutcome outcome) throws SQLException {
        Caller caller = currentCaller.caller();
        log.write(
                c,
                new AuditRow(
                        AuditActor.integrasjon(caller.organisasjon().verdi(), caller.integrasjonId(), null),
                        action,
                        subject,
                        outcome,
                        null,
                        config.hjemmelFagsystem()));
    }
}
