package no.digisos.drift;

import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;

/** Rows for a log that an operator looks at. */
public final class AuditReads {
    private AuditReads() {}

    /** Writes and commits that an integration has read a case that nobody knows. */
    public static void write(DataSource dataSource, AuditLog log) {
        AuditRow row = AuditRow.executed(
                AuditActor.integrasjon("889640782", UUID.randomUUID(), null),
                AuditAction.LES_SAK,
                AuditSubject.sak(UUID.randomUUID()),
                null,
                "hjemmel");
        new Transactions(dataSource).inTransaction(connection -> {
            log.write(connection, row);
            return true;
        });
    }
}
