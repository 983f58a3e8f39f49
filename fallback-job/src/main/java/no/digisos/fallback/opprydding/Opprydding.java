package no.digisos.fallback.opprydding;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import no.digisos.common.database.Transactions;
import no.digisos.fallback.FallbackConfig;
import no.digisos.fallback.Teller;
import no.digisos.fallback.Teller.Slag;

/** Removes what nobody will ask for again: documents that never came whole, and mellomlagring past its time. */
@ApplicationScoped
public class Opprydding {
    private static final String HALF_RECEIVED = """
            DELETE FROM dokument WHERE id IN (
                SELECT id FROM dokument
                 WHERE tilstand = 'MOTTAS' AND opprettet < digisos_now() - ? * interval '1 millisecond'
                 LIMIT ? FOR UPDATE SKIP LOCKED)
            """;
    private static final String EXPIRED_STAGE_FILES = """
            DELETE FROM dokument WHERE mellomlagring_id IN (
                SELECT id FROM mellomlagring
                 WHERE sist_berort < digisos_now() - ? * interval '1 millisecond'
                 ORDER BY sist_berort, id
                 LIMIT ? FOR UPDATE)
            """;
    private static final String EXPIRED_STAGES = """
            DELETE FROM mellomlagring m
             WHERE sist_berort < digisos_now() - ? * interval '1 millisecond'
               AND NOT EXISTS (SELECT 1 FROM dokument d WHERE d.mellomlagring_id = m.id)
            """;

    private final Transactions transactions;
    private final FallbackConfig config;

    public Opprydding(Transactions transactions, FallbackConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    public void kjor(Teller teller) {
        teller.tell(Slag.RYDDET, transactions.autoCommit(c -> delete(c, HALF_RECEIVED, config.halvmottattAlder())));
        teller.tell(Slag.RYDDET, transactions.inTransaction(c -> {
            delete(c, EXPIRED_STAGE_FILES, config.mellomlagringAlder());
            try (PreparedStatement statement = c.prepareStatement(EXPIRED_STAGES)) {
                statement.setLong(1, config.mellomlagringAlder().toMillis());
                return statement.executeUpdate();
            }
        }));
    }

    private int delete(Connection c, String sql, Duration alder) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setLong(1, alder.toMillis());
            statement.setInt(2, config.bolk());
            return statement.executeUpdate();
        }
    }
}
