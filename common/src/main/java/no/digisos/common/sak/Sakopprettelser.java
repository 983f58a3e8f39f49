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
import no.digisos.common.database.Oppgradering;
import no.digisos.common.krypto.BlindIndex;
import org.jspecify.annotations.Nullable;

/**
 * The statements by which a case that a fagsystem opens under a key of its own is opened once. The key is the fagsystem's own text, and may
 * name a person: kept is an HMAC of it, which for another integration is another. Rows from before have it open until fallback-job has
 * come to them.
 */
@ApplicationScoped
public class Sakopprettelser {
    private static final String SLAG = "idempotency-key ";

    /** the key's name among all keys of ours. Whoever opens a case under the same one waits, also where another key of ours is active. */
    private static final String LAS = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

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
    private static final String APNE = """
            SELECT digisos_id, integrasjon_id, nokkel FROM sak_opprettelse
             WHERE nokkel IS NOT NULL LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String SKJUL = """
            UPDATE sak_opprettelse s SET nokkel = NULL, nokkel_indeks_nokkel = ?, nokkel_indeks = ?
             WHERE s.digisos_id = ? AND NOT EXISTS (
                   SELECT FROM sak_opprettelse n WHERE n.integrasjon_id = s.integrasjon_id AND n.nokkel_indeks = ?)""";

    /** The same key has opened another case since, and finds that one. */
    private static final String FJERN = "DELETE FROM sak_opprettelse WHERE digisos_id = ? AND nokkel IS NOT NULL";

    private final BlindIndex blindIndex;
    private final Oppgradering oppgradering;

    public Sakopprettelser(BlindIndex blindIndex, Oppgradering oppgradering) {
        this.blindIndex = blindIndex;
        this.oppgradering = oppgradering;
    }

    /** The case that was opened under a key, and the fingerprint of what was asked for. */
    public record Apnet(UUID digisosId, byte[] fingeravtrykk) {}

    /** True when this call made the row; false when the integration has used the key before. */
    public boolean settInn(Connection c, UUID integrasjonId, String nokkel, UUID digisosId, byte[] fingeravtrykk)
            throws SQLException {
        las(c, integrasjonId, nokkel);
        if (finn(c, integrasjonId, nokkel).isPresent()) {
            return false;
        }
        BlindIndex.@Nullable Value indeks =
                oppgradering.gamleFunksjoner() ? null : blindIndex.active(slag(integrasjonId), nokkel);
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, integrasjonId);
            statement.setString(2, indeks == null ? nokkel : null);
            statement.setString(3, indeks == null ? null : indeks.version());
            statement.setBytes(4, indeks == null ? null : indeks.value());
            statement.setObject(5, digisosId);
            statement.setBytes(6, fingeravtrykk);
            return statement.executeUpdate() == 1;
        }
    }

    public Optional<Apnet> finn(Connection c, UUID integrasjonId, String nokkel) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, integrasjonId);
            // The driver takes an array of arrays of octets, and no array of objects that are.
            byte[][] verdier = blindIndex.all(slag(integrasjonId), nokkel).stream()
                    .map(BlindIndex.Value::value)
                    .toArray(byte[][]::new);
            statement.setArray(2, c.createArrayOf("bytea", verdier));
            statement.setString(3, nokkel);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Apnet(row.getObject(1, UUID.class), row.getBytes(2)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Replaces keys that lie open by their HMAC, in the caller's transaction. Any number may run at once.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int skjulNokler(Connection c, int maks) throws SQLException {
        int antall = 0;
        try (PreparedStatement apne = c.prepareStatement(APNE)) {
            apne.setInt(1, maks);
            try (ResultSet rad = apne.executeQuery()) {
                while (rad.next()) {
                    skjul(c, rad.getObject(1, UUID.class), rad.getObject(2, UUID.class), rad.getString(3));
                    antall++;
                }
            }
        }
        return antall;
    }

    private void skjul(Connection c, UUID digisosId, UUID integrasjonId, String nokkel) throws SQLException {
        BlindIndex.Value indeks = blindIndex.active(slag(integrasjonId), nokkel);
        try (PreparedStatement skjul = c.prepareStatement(SKJUL)) {
            skjul.setString(1, indeks.version());
            skjul.setBytes(2, indeks.value());
            skjul.setObject(3, digisosId);
            skjul.setBytes(4, indeks.value());
            if (skjul.executeUpdate() == 1) {
                return;
            }
        }
        try (PreparedStatement fjern = c.prepareStatement(FJERN)) {
            fjern.setObject(1, digisosId);
            fjern.executeUpdate();
        }
    }

    /** By the value of the one key of ours that all replicas have, whichever of them is active where. */
    private void las(Connection c, UUID integrasjonId, String nokkel) throws SQLException {
        List<BlindIndex.Value> verdier = blindIndex.all(slag(integrasjonId), nokkel);
        BlindIndex.Value felles = verdier.stream()
                .min(Comparator.comparing(BlindIndex.Value::version))
                .orElseThrow();
        try (PreparedStatement statement = c.prepareStatement(LAS)) {
            statement.setString(1, HexFormat.of().formatHex(felles.value()));
            statement.execute();
        }
    }

    private static String slag(UUID integrasjonId) {
        return SLAG + integrasjonId;
    }
}
