package no.digisos.common.mellomlagring;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;
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
    static final Sql TOUCH = Sql.of("""
            INSERT INTO mellomlagring (id, organisasjon, nav_ekstern_ref_id) VALUES (:id, :organisasjon, :ref)
            ON CONFLICT (organisasjon, nav_ekstern_ref_id) DO UPDATE SET sist_berort = digisos_now()
            RETURNING id""");

    static final Sql LOCK = Sql.of(
            "SELECT id FROM mellomlagring WHERE organisasjon = :organisasjon AND nav_ekstern_ref_id = :ref FOR UPDATE");

    static final Sql FIND =
            Sql.of("SELECT id FROM mellomlagring WHERE organisasjon = :organisasjon AND nav_ekstern_ref_id = :ref");

    static final Sql FILES = Sql.of("""
            SELECT id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512
              FROM dokument
             WHERE mellomlagring_id = :id AND tilstand = 'LAGRET'
             ORDER BY opprettet, rekkefolge, id""");

    static final Sql DELETE = Sql.of("DELETE FROM mellomlagring WHERE id = :id");

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
        public boolean isSameAs(ReceivedDokument dokument) {
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

    /** Removes the row alone. */
    public void delete(Connection c, UUID id) throws SQLException {
        DELETE.with("id", id).run(c);
    }

    /** Makes the row of this reference, or notes that it is in use; locked either way. */
    public UUID touch(Connection c, Organisasjonsnummer organisation, NavEksternRefId ref) throws SQLException {
        return TOUCH.with("id", UUID.randomUUID())
                .with("organisasjon", organisation.verdi())
                .with("ref", ref.verdi())
                .only(c, row -> row.getObject(1, UUID.class));
    }

    /** The row of this reference. */
    public Optional<UUID> find(Connection c, Organisasjonsnummer organisation, NavEksternRefId ref)
            throws SQLException {
        return find(c, FIND, organisation, ref);
    }

    /** Its files, in the order in which they came. */
    public List<MellomlagringFile> files(Connection c, UUID mellomlagringId) throws SQLException {
        return FILES.with("id", mellomlagringId).all(c, row -> file(row, mellomlagringId));
    }

    private MellomlagringFile file(ResultSet row, UUID mellomlagringId) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        String mimetype = row.getString(3);
        return new MellomlagringFile(
                id,
                mellomlagringId,
                dokumenter.filnavn(id, row.getBytes(2)),
                mimetype == null ? "application/octet-stream" : mimetype,
                row.getLong(4),
                dokumenter
                        .hashes(id, row.getBytes(5), row.getBytes(6), row.getBytes(7))
                        .sha512());
    }

    private static Optional<UUID> find(
            Connection c, Sql statement, Organisasjonsnummer organisation, NavEksternRefId ref) throws SQLException {
        return statement
                .with("organisasjon", organisation.verdi())
                .with("ref", ref.verdi())
                .one(c, row -> row.getObject(1, UUID.class));
    }
}
