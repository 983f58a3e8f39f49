package no.digisos.common.audit;

import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.database.Transactions;

/** Writes one audit row in a transaction of its own, as a read that changes nothing does. */
public final class AuditWriter {
    private AuditWriter() {}

    /** Writes the row and commits. */
    public static void write(DataSource dataSource, AuditLog log, AuditRow row) {
        new Transactions(dataSource).inTransaction(connection -> {
            log.write(connection, row);
            return true;
        });
    }

    /** Writes that an integration has read a case that nobody knows. */
    public static void writeRead(DataSource dataSource, AuditLog log) {
        write(
                dataSource,
                log,
                AuditRow.executed(
                        AuditActor.integrasjon("889640782", UUID.randomUUID(), null),
                        AuditAction.LES_SAK,
                        AuditSubject.sak(UUID.randomUUID()),
                        null,
                        "hjemmel"));
    }
}
