package no.digisos.common.testkit;

import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.Handling;
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

    /** Writes that an integration has read a case that nobody knows. */
    public static void writeRead(DataSource dataSource, AuditLogg log) {
        write(
                dataSource,
                log,
                AuditRad.utfort(
                        AuditAktor.integrasjon("889640782", UUID.randomUUID(), null),
                        Handling.LES_SAK,
                        AuditGjenstand.sak(UUID.randomUUID()),
                        null,
                        "hjemmel"));
    }
}
