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
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/**
 * The statements of mellomlagring. Its key is the authorised organisation and navEksternRefId: the token is a machine's, so it
 * can be bound to a person only at submission (contract.md 0.2).
 */
@ApplicationScoped
public class MellomlagringTable {
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

    private final DokumentTable dokumenter;

    public MellomlagringTable(DokumentTable dokumenter) {
        this.dokumenter = dokumenter;
    }

    /** The files under one reference, locked; without an id when nothing is there. */
    public record MellomlagringState(@Nullable UUID id, List<MellomlagringFile> filer) {
        public static final MellomlagringState NOTHING = new MellomlagringState(null, List.of());
    }

    /** One file in mellomlagring. */
    public record MellomlagringFile(
            UUID id, UUID mellomlagringId, String filnavn, String mimetype, long storrelse, byte[] sha512) {

        /** Whether it is the same file in the clear. */
        boolean isSameAs(ReceivedDokument dokument) {
            return Arrays.equals(sha512, dokument.sha512());
        }
    }

    /** Locks what is there under the reference, so that uploads to it and other submissions of it wait. */
    public MellomlagringState lock(Connection c, Organisasjonsnummer organisation, NavEksternRefId ref)
            throws SQLException {
        UUID id = find(c, LOCK, organisation, ref).orElse(null);
        return new MellomlagringState(id, id == null ? List.of() : files(c, id));
    }

    /** Removes what is there, row and files. */
    public void empty(Connection c, MellomlagringState staged) throws SQLException {
        if (staged.id() != null) {
            dokumenter.deleteAllStaged(c, staged.id());
            delete(c, staged.id());
        }
    }

    /** Removes the emptied row; its documents have moved. */
    public void delete(Connection c, MellomlagringState staged) throws SQLException {
        if (staged.id() != null) {
            delete(c, staged.id());
        }
    }

    void delete(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(DELETE)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    UUID touch(Connection c, Organisasjonsnummer organisation, NavEksternRefId ref) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(TOUCH)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, organisation.verdi());
            statement.setString(3, ref.verdi());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    Optional<UUID> find(Connection c, Organisasjonsnummer organisation, NavEksternRefId ref) throws SQLException {
        return find(c, FIND, organisation, ref);
    }

    List<MellomlagringFile> files(Connection c, UUID mellomlagringId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FILES)) {
            statement.setObject(1, mellomlagringId);
            try (ResultSet row = statement.executeQuery()) {
                List<MellomlagringFile> files = new ArrayList<>();
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    String mimetype = row.getString(3);
                    files.add(new MellomlagringFile(
                            id,
                            mellomlagringId,
                            dokumenter.filnavn(id, row.getBytes(2)),
                            mimetype == null ? "application/octet-stream" : mimetype,
                            row.getLong(4),
                            dokumenter
                                    .hashes(id, row.getBytes(5), row.getBytes(6), row.getBytes(7))
                                    .sha512()));
                }
                return files;
            }
        }
    }

    private static Optional<UUID> find(Connection c, String sql, Organisasjonsnummer organisation, NavEksternRefId ref)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setString(1, organisation.verdi());
            statement.setString(2, ref.verdi());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }
}
