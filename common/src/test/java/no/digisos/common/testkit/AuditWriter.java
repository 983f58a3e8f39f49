package no.digisos.common.testkit;

import javax.sql.DataSource;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.database.Transactions;

/** Writes one audit row in a transaction of its own, as a read that changes nothing does. */
public final class AuditWriter {
    private AuditWriter() {}

    /** Writes the row and commits. */
    public static void write(DataSource dataSource, AuditLogg log, AuditRad row) {
        new Transactions(dataSource).inTransaction(connection -> {
            log.skriv(connection, row);
            return true;
        });
    }
}
