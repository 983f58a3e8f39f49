package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Upgrade;
import org.jspecify.annotations.Nullable;

/**
 * The statements by which a case that a fagsystem opens under a key of its own is opened once. The key is the fagsystem's own text, and may
 * name a person: kept is an HMAC of it, which for another integration is another. Rows from before have it open until fallback-job has
 * come to them.
 */
@ApplicationScoped
public class SakCreations {
    private static final String KIND = "idempotency-key ";

    /** the key's name among all keys of ours. Whoever opens a case under the same one waits, also where another key of ours is active. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

    /** Waits for a concurrent twin of the same key; inserts nothing when that one went through. */
    private static final String INSERT = """
            INSERT INTO sak_opprettelse (integrasjon_id, nokkel, nokkel_indeks_nokkel, nokkel_indeks, digisos_id, fingeravtrykk)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    /** integrasjonId, places in the index, key */
    private static final String FIND = """
            SELECT digisos_id, fingeravtrykk FROM sak_opprettelse
             WHERE integrasjon_id = ? AND (nokkel_indeks = ANY (?) OR nokkel = ?)""";

    /** limit. A row that somebody works on is taken later. */
    private static final String OPEN = """
            SELECT digisos_id, integrasjon_id, nokkel FROM sak_opprettelse
             WHERE nokkel IS NOT NULL LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String HIDE = """
            UPDATE sak_opprettelse s SET nokkel = NULL, nokkel_indeks_nokkel = ?, nokkel_indeks = ?
             WHERE s.digisos_id = ? AND NOT EXISTS (
                   SELECT FROM sak_opprettelse n WHERE n.integrasjon_id = s.integrasjon_id AND n.nokkel_indeks = ?)""";

    /** The same key has opened another case since, and finds that one. */
    private static final String REMOVE = "DELETE FROM sak_opprettelse WHERE digisos_id = ? AND nokkel IS NOT NULL";

    private final BlindIndex blindIndex;
    private final Upgrade upgrade;

    public SakCreations(BlindIndex blindIndex, Upgrade upgrade) {
        this.blindIndex = blindIndex;
        this.upgrade = upgrade;
    }

    /** The case that was opened under a key, and the fingerprint of what was asked for. */
    public record Opened(UUID digisosId, byte[] fingeravtrykk) {}

    /** True when this call made the row; false when the integration has used the key before. */
    public boolean insert(Connection c, UUID integrasjonId, String key, UUID digisosId, byte[] fingerprint)
            throws SQLException {
        lock(c, integrasjonId, key);
        if (find(c, integrasjonId, key).isPresent()) {
            return false;
        }
        BlindIndex.@Nullable Value index =
                upgrade.gamleFunksjoner() ? null : blindIndex.active(kind(integrasjonId), key);
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, integrasjonId);
            statement.setString(2, index == null ? key : null);
            statement.setString(3, index == null ? null : index.version());
            statement.setBytes(4, index == null ? null : index.value());
            statement.setObject(5, digisosId);
            statement.setBytes(6, fingerprint);
            return statement.executeUpdate() == 1;
        }
    }

    public Optional<Opened> find(Connection c, UUID integrasjonId, String key) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, integrasjonId);
            // The driver takes an array of arrays of octets, and no array of objects that are.
            byte[][] values = blindIndex.all(kind(integrasjonId), key).stream()
                    .map(BlindIndex.Value::value)
                    .toArray(byte[][]::new);
            statement.setArray(2, c.createArrayOf("bytea", values));
            statement.setString(3, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Opened(row.getObject(1, UUID.class), row.getBytes(2)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Replaces keys that lie open by their HMAC, in the caller's transaction. Any number may run at once.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int hideKeys(Connection c, int max) throws SQLException {
        int count = 0;
        try (PreparedStatement open = c.prepareStatement(OPEN)) {
            open.setInt(1, max);
            try (ResultSet row = open.executeQuery()) {
                while (row.next()) {
                    hide(c, row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3));
                    count++;
                }
            }
        }
        return count;
    }

    private void hide(Connection c, UUID digisosId, UUID integrasjonId, String key) throws SQLException {
        BlindIndex.Value index = blindIndex.active(kind(integrasjonId), key);
        try (PreparedStatement hide = c.prepareStatement(HIDE)) {
            hide.setString(1, index.version());
            hide.setBytes(2, index.value());
            hide.setObject(3, digisosId);
            hide.setBytes(4, index.value());
            if (hide.executeUpdate() == 1) {
                return;
            }
        }
        try (PreparedStatement remove = c.prepareStatement(REMOVE)) {
            remove.setObject(1, digisosId);
            remove.executeUpdate();
        }
    }

    /** By the value of the one key of ours that all replicas have, whichever of them is active where. */
    private void lock(Connection c, UUID integrasjonId, String key) throws SQLException {
        List<BlindIndex.Value> values = blindIndex.all(kind(integrasjonId), key);
        BlindIndex.Value shared = values.stream()
                .min(Comparator.comparing(BlindIndex.Value::version))
                .orElseThrow();
        try (PreparedStatement statement = c.prepareStatement(LOCK)) {
            statement.setString(1, HexFormat.of().formatHex(shared.value()));
            statement.execute();
        }
    }

    private static String kind(UUID integrasjonId) {
        return KIND + integrasjonId;
    }
}
