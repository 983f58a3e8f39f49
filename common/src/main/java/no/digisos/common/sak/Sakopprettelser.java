package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The statements by which a case that a fagsystem opens under a key of its own is opened once. */
@ApplicationScoped
public class Sakopprettelser {
    /** Waits for a concurrent twin of the same key; inserts nothing when that one went through. */
    private static final String INSERT = """
            INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FIND =
            "SELECT digisos_id, fingeravtrykk FROM sak_opprettelse WHERE integrasjon_id = ? AND nokkel = ?";

    /** The case that was opened under a key, and the fingerprint of what was asked for. */
    public record Apnet(UUID digisosId, byte[] fingeravtrykk) {}

    /** True when this call made the row; false when the integration has used the key before. */
    public boolean settInn(Connection c, UUID integrasjonId, String nokkel, UUID digisosId, byte[] fingeravtrykk)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, integrasjonId);
            statement.setString(2, nokkel);
            statement.setObject(3, digisosId);
            statement.setBytes(4, fingeravtrykk);
            return statement.executeUpdate() == 1;
        }
    }

    public Optional<Apnet> finn(Connection c, UUID integrasjonId, String nokkel) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, integrasjonId);
            statement.setString(2, nokkel);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Apnet(row.getObject(1, UUID.class), row.getBytes(2)))
                        : Optional.empty();
            }
        }
    }
}
