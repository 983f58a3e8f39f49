package no.digisos.submit.mellomlagring;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/**
 * The statements of mellomlagring. Its key is the authorised organisation and navEksternRefId: the token is a machine's, so it
 * can be bound to a person only at submission (contract.md 0.2).
 */
@ApplicationScoped
public class Mellomlagringer {
    /** Makes or touches the row and locks it; a row that is being moved to a case at this moment is waited for and made anew. */
    private static final String TOUCH = """
            INSERT INTO mellomlagring (id, organisasjon, nav_ekstern_ref_id) VALUES (?, ?, ?)
            ON CONFLICT (organisasjon, nav_ekstern_ref_id) DO UPDATE SET sist_berort = digisos_now()
            RETURNING id
            """;

    private static final String LOCK =
            "SELECT id FROM mellomlagring WHERE organisasjon = ? AND nav_ekstern_ref_id = ? FOR UPDATE";
    private static final String FIND = "SELECT id FROM mellomlagring WHERE organisasjon = ? AND nav_ekstern_ref_id = ?";
    private static final String FILES = """
            SELECT id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512
              FROM dokument
             WHERE mellomlagring_id = ? AND tilstand = 'LAGRET'
             ORDER BY opprettet, rekkefolge, id
            """;
    private static final String DELETE = "DELETE FROM mellomlagring WHERE id = ?";

    private final Dokumenter dokumenter;

    public Mellomlagringer(Dokumenter dokumenter) {
        this.dokumenter = dokumenter;
    }

    /** The files under one reference, locked; without an id when nothing is there. */
    public record Mellomlagret(@Nullable UUID id, List<MellomlagretFil> filer) {
        public static final Mellomlagret INGENTING = new Mellomlagret(null, List.of());
    }

    /** One file in mellomlagring. */
    public record MellomlagretFil(
            UUID id, UUID mellomlagringId, String filnavn, String mimetype, long storrelse, byte[] sha512) {

        /** Whether it is the same file in the clear. */
        boolean erSammeSom(MottattDokument dokument) {
            return Arrays.equals(sha512, dokument.sha512());
        }
    }

    /** Locks what is there under the reference, so that uploads to it and other submissions of it wait. */
    public Mellomlagret las(Connection c, Organisasjonsnummer organisasjon, NavEksternRefId ref) throws SQLException {
        UUID id = finn(c, LOCK, organisasjon, ref).orElse(null);
        return new Mellomlagret(id, id == null ? List.of() : filer(c, id));
    }

    /** Removes what is there, row and files. */
    public void tom(Connection c, Mellomlagret mellomlagret) throws SQLException {
        if (mellomlagret.id() != null) {
            dokumenter.slettAlleMellomlagrede(c, mellomlagret.id());
            slett(c, mellomlagret.id());
        }
    }

    /** Removes the emptied row; its documents have moved. */
    public void slett(Connection c, Mellomlagret mellomlagret) throws SQLException {
        if (mellomlagret.id() != null) {
            slett(c, mellomlagret.id());
        }
    }

    void slett(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(DELETE)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    UUID beror(Connection c, Organisasjonsnummer organisasjon, NavEksternRefId ref) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(TOUCH)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, organisasjon.verdi());
            statement.setString(3, ref.verdi());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    Optional<UUID> finn(Connection c, Organisasjonsnummer organisasjon, NavEksternRefId ref) throws SQLException {
        return finn(c, FIND, organisasjon, ref);
    }

    List<MellomlagretFil> filer(Connection c, UUID mellomlagringId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FILES)) {
            statement.setObject(1, mellomlagringId);
            try (ResultSet row = statement.executeQuery()) {
                List<MellomlagretFil> filer = new ArrayList<>();
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    String mimetype = row.getString(3);
                    filer.add(new MellomlagretFil(
                            id,
                            mellomlagringId,
                            dokumenter.filnavn(id, row.getBytes(2)),
                            mimetype == null ? "application/octet-stream" : mimetype,
                            row.getLong(4),
                            dokumenter
                                    .hasher(id, row.getBytes(5), row.getBytes(6), row.getBytes(7))
                                    .sha512()));
                }
                return filer;
            }
        }
    }

    private static Optional<UUID> finn(Connection c, String sql, Organisasjonsnummer organisasjon, NavEksternRefId ref)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setString(1, organisasjon.verdi());
            statement.setString(2, ref.verdi());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }
}
