package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import no.digisos.common.database.Sql;

/** Ends documents that never came whole. */
@ApplicationScoped
public class DokumentRetention {
    static final Sql DELETE_HALF_RECEIVED = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM dokument
                 WHERE tilstand = 'MOTTAS' AND opprettet < digisos_now() - :age * interval '1 microsecond'
                 LIMIT :limit FOR UPDATE SKIP LOCKED)
            DELETE FROM dokument d USING valgt WHERE d.id = valgt.id""");

    /**
     * Removes those whose reception began this long ago, in the caller's transaction.
     *
     * @return how many
     */
    public int deleteHalfReceived(Connection c, Duration age, int max) throws SQLException {
        return DELETE_HALF_RECEIVED.with("age", age).with("limit", max).run(c);
    }
}
