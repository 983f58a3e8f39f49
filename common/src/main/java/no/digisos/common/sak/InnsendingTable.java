package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.NavEksternRefId;
import org.jspecify.annotations.Nullable;

/** The statements by which a submission is accepted once. */
@ApplicationScoped
public class InnsendingTable {
    /** Waits for a concurrent twin of the same reference; inserts nothing when that one was accepted. */
    private static final String INSERT = """
            INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, fingeravtrykk,
                                    avsender_organisasjon, avsender_integrasjon, skjemaavvik)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** The types are spelt out, since each has a unique index of its own. */
    private static final String FIND = """
            SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
              FROM innsending i JOIN digisos_sak s USING (digisos_id)
             WHERE\s""";

    private static final String SOKNAD = "i.type = 'SOKNAD' AND i.nav_ekstern_ref_id = ?";
    private static final String ETTERSENDELSE =
            "i.type = 'ETTERSENDELSE' AND i.digisos_id = ? AND i.nav_ekstern_ref_id = ?";
    private static final String KLAGE = "i.type = 'KLAGE' AND i.klage_id = ?";
    private static final String KLAGE_ETTERSENDELSE =
            "i.type = 'KLAGE_ETTERSENDELSE' AND i.klage_id = ? AND i.nav_ekstern_ref_id = ?";
    private static final String KLAGE_TREKK = "i.type = 'KLAGE_TREKK' AND i.klage_id = ?";

    /**
     * A submission about to be accepted.
     *
     * @param klageId for a klage and what follows it, else null
     * @param vedtakId for a klage, else null
     * @param skjemaavvik departures of its JSON documents from their schemas
     */
    public record Fresh(
            UUID id,
            InnsendingType type,
            UUID digisosId,
            NavEksternRefId navEksternRefId,
            @Nullable UUID klageId,
            @Nullable UUID vedtakId,
            byte[] fingeravtrykk,
            String organisasjon,
            UUID integrasjonId,
            int skjemaavvik) {}

    /** The submission that has a reference. */
    public record Accepted(UUID id, UUID digisosId, byte[] fingeravtrykk, String organisasjon, byte[] sokerIndeks) {}

    /** True when this call made the row; false when the reference is taken, whoever by. */
    public boolean insert(Connection c, Fresh fresh) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, fresh.id());
            statement.setString(2, fresh.type().name());
            statement.setObject(3, fresh.digisosId());
            statement.setString(4, fresh.navEksternRefId().verdi());
            statement.setObject(5, fresh.klageId());
            statement.setObject(6, fresh.vedtakId());
            statement.setBytes(7, fresh.fingeravtrykk());
            statement.setString(8, fresh.organisasjon());
            statement.setObject(9, fresh.integrasjonId());
            statement.setInt(10, fresh.skjemaavvik());
            return statement.executeUpdate() == 1;
        }
    }

    /** The søknad of this reference, over the whole service. */
    public Optional<Accepted> findSoknad(Connection c, NavEksternRefId ref) throws SQLException {
        return find(c, SOKNAD, ref.verdi());
    }

    /**
     * The submission that has this one's reference already. A søknad's is unique over the whole service, an ettersendelse's in
     * its case, a klage's klageId over the whole service, and what follows a klage in that klage.
     */
    public Optional<Accepted> findFirst(Connection c, Fresh fresh) throws SQLException {
        String ref = fresh.navEksternRefId().verdi();
        return switch (fresh.type()) {
            case SOKNAD -> find(c, SOKNAD, ref);
            case ETTERSENDELSE -> find(c, ETTERSENDELSE, fresh.digisosId(), ref);
            case KLAGE -> find(c, KLAGE, fresh.klageId());
            case KLAGE_ETTERSENDELSE -> find(c, KLAGE_ETTERSENDELSE, fresh.klageId(), ref);
            case KLAGE_TREKK -> find(c, KLAGE_TREKK, fresh.klageId());
        };
    }

    private static Optional<Accepted> find(Connection c, String condition, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND + condition)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Accepted(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getBytes(3),
                                row.getString(4),
                                row.getBytes(5)))
                        : Optional.empty();
            }
        }
    }
}
