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
public class Innsendinger {
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
    public record Ny(
            UUID id,
            Innsendingstype type,
            UUID digisosId,
            NavEksternRefId navEksternRefId,
            @Nullable UUID klageId,
            @Nullable UUID vedtakId,
            byte[] fingeravtrykk,
            String organisasjon,
            UUID integrasjonId,
            int skjemaavvik) {}

    /** The submission that has a reference. */
    public record Akseptert(UUID id, UUID digisosId, byte[] fingeravtrykk, String organisasjon, byte[] sokerIndeks) {}

    /** True when this call made the row; false when the reference is taken, whoever by. */
    public boolean settInn(Connection c, Ny ny) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, ny.id());
            statement.setString(2, ny.type().name());
            statement.setObject(3, ny.digisosId());
            statement.setString(4, ny.navEksternRefId().verdi());
            statement.setObject(5, ny.klageId());
            statement.setObject(6, ny.vedtakId());
            statement.setBytes(7, ny.fingeravtrykk());
            statement.setString(8, ny.organisasjon());
            statement.setObject(9, ny.integrasjonId());
            statement.setInt(10, ny.skjemaavvik());
            return statement.executeUpdate() == 1;
        }
    }

    /** The søknad of this reference, over the whole service. */
    public Optional<Akseptert> finnSoknad(Connection c, NavEksternRefId ref) throws SQLException {
        return finn(c, SOKNAD, ref.verdi());
    }

    /**
     * The submission that has this one's reference already. A søknad's is unique over the whole service, an ettersendelse's in
     * its case, a klage's klageId over the whole service, and what follows a klage in that klage.
     */
    public Optional<Akseptert> finnForste(Connection c, Ny ny) throws SQLException {
        String ref = ny.navEksternRefId().verdi();
        return switch (ny.type()) {
            case SOKNAD -> finn(c, SOKNAD, ref);
            case ETTERSENDELSE -> finn(c, ETTERSENDELSE, ny.digisosId(), ref);
            case KLAGE -> finn(c, KLAGE, ny.klageId());
            case KLAGE_ETTERSENDELSE -> finn(c, KLAGE_ETTERSENDELSE, ny.klageId(), ref);
            case KLAGE_TREKK -> finn(c, KLAGE_TREKK, ny.klageId());
        };
    }

    private static Optional<Akseptert> finn(Connection c, String vilkar, @Nullable Object... verdier)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND + vilkar)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Akseptert(
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
