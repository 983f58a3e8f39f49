package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
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

    /** By the key's name among all keys of ours. Whoever opens a case under the same one waits, also where another key of ours is active. */
    static final Sql LOCK = Sql.of("SELECT pg_advisory_xact_lock(hashtextextended(:navn, 0))");

    /** Waits for a concurrent twin of the same key; inserts nothing when that one went through. */
    static final Sql INSERT = Sql.of("""
            INSERT INTO sak_opprettelse (integrasjon_id, nokkel, nokkel_indeks_nokkel, nokkel_indeks, digisos_id, fingeravtrykk)
            VALUES (:integrasjonId, :nokkel, :indeksNokkel, :indeks, :digisosId, :fingeravtrykk)
            ON CONFLICT DO NOTHING
            """);

    static final Sql FIND = Sql.of("""
            SELECT digisos_id, fingeravtrykk FROM sak_opprettelse
             WHERE integrasjon_id = :integrasjonId AND (nokkel_indeks = ANY (:indekser) OR nokkel = :nokkel)
            """);

    /** A row that somebody works on is taken later. */
    static final Sql OPEN = Sql.of("""
            SELECT digisos_id, integrasjon_id, nokkel FROM sak_opprettelse
             WHERE nokkel IS NOT NULL LIMIT :max FOR UPDATE SKIP LOCKED
            """);

    static final Sql HIDE = Sql.of("""
            UPDATE sak_opprettelse s SET nokkel = NULL, nokkel_indeks_nokkel = :indeksNokkel, nokkel_indeks = :indeks
             WHERE s.digisos_id = :digisosId AND NOT EXISTS (
                   SELECT FROM sak_opprettelse n WHERE n.integrasjon_id = s.integrasjon_id AND n.nokkel_indeks = :indeks)
            """);

    /** The same key has opened another case since, and finds that one. */
    static final Sql REMOVE =
            Sql.of("DELETE FROM sak_opprettelse WHERE digisos_id = :digisosId AND nokkel IS NOT NULL");

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
        return INSERT.with("integrasjonId", integrasjonId)
                        .with("nokkel", index == null ? key : null)
                        .with("indeksNokkel", index == null ? null : index.version())
                        .with("indeks", index == null ? null : index.value())
                        .with("digisosId", digisosId)
                        .with("fingeravtrykk", fingerprint)
                        .run(c)
                == 1;
    }

    /** The case that an integration opened under a key, if it did. */
    public Optional<Opened> find(Connection c, UUID integrasjonId, String key) throws SQLException {
        byte[][] values = blindIndex.all(kind(integrasjonId), key).stream()
                .map(BlindIndex.Value::value)
                .toArray(byte[][]::new);
        return FIND.with("integrasjonId", integrasjonId)
                .with("indekser", values)
                .with("nokkel", key)
                .one(c, row -> new Opened(Columns.uuid(row, "digisos_id"), row.getBytes("fingeravtrykk")));
    }

    /**
     * Replaces keys that lie open by their HMAC, in the caller's transaction. Any number may run at once.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int hideKeys(Connection c, int max) throws SQLException {
        List<OpenKey> open = OPEN.with("max", max)
                .all(
                        c,
                        row -> new OpenKey(
                                Columns.uuid(row, "digisos_id"),
                                Columns.uuid(row, "integrasjon_id"),
                                row.getString("nokkel")));
        for (OpenKey key : open) {
            hide(c, key);
        }
        return open.size();
    }

    private record OpenKey(UUID digisosId, UUID integrasjonId, String key) {
        /** The key may name a person. */
        @Override
        public String toString() {
            return "OpenKey[***]";
        }
    }

    private void hide(Connection c, OpenKey open) throws SQLException {
        BlindIndex.Value index = blindIndex.active(kind(open.integrasjonId()), open.key());
        int hidden = HIDE.with("indeksNokkel", index.version())
                .with("indeks", index.value())
                .with("digisosId", open.digisosId())
                .run(c);
        if (hidden == 0) {
            REMOVE.with("digisosId", open.digisosId()).run(c);
        }
    }

    /** By the value of the one key of ours that all replicas have, whichever of them is active where. */
    private void lock(Connection c, UUID integrasjonId, String key) throws SQLException {
        List<BlindIndex.Value> values = blindIndex.all(kind(integrasjonId), key);
        BlindIndex.Value shared = values.stream()
                .min(Comparator.comparing(BlindIndex.Value::version))
                .orElseThrow();
        LOCK.with("navn", HexFormat.of().formatHex(shared.value())).exists(c);
    }

    private static String kind(UUID integrasjonId) {
        return KIND + integrasjonId;
    }
}
