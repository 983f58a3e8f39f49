package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.pdf.Pdf;
import org.jspecify.annotations.Nullable;

/** Every statement that reads stored documents' rows; those that change them are {@link DokumentTable}'s. */
@ApplicationScoped
public class DokumentLookup {
    private static final String READ = """
            SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
                   chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
              FROM dokument
             WHERE tilstand = 'LAGRET' AND\s""";

    static final Sql VISIBLE_IN_SAKER =
            Sql.of(READ + "id = ANY (:ider) AND digisos_id = ANY (:digisosIder) AND trukket IS NULL");
    static final Sql VISIBLE = Sql.of(READ + "id = :id AND digisos_id IS NOT NULL AND trukket IS NULL");
    static final Sql IN_SAKER = Sql.of(READ + "digisos_id = ANY (:digisosIder) ORDER BY rekkefolge, opprettet, id");
    static final Sql IN_SAK_WITH_ROLE =
            Sql.of(READ + "digisos_id = :digisosId AND rolle = :rolle ORDER BY opprettet, rekkefolge, id");
    static final Sql IN_INNSENDINGER = Sql.of(READ + "innsending_id = ANY (:innsendingIder) ORDER BY rekkefolge, id");
    static final Sql IN_MELLOMLAGRING = Sql.of(READ + "mellomlagring_id = :mellomlagringId ORDER BY opprettet, id");

    static final Sql FILES_IN_SAK = Sql.of("""
            SELECT id FROM dokument
             WHERE digisos_id = :digisosId AND tilstand = 'LAGRET'
               AND rolle IN ('FAGSYSTEM_FIL', 'SOKNAD_DOKUMENT', 'VEDLEGG')
            """);
    static final Sql IN_LEVERANSE = Sql.of("""
            SELECT d.id, d.rolle, d.mimetype, d.pdf, d.storrelse
              FROM dokument d JOIN leveranse l ON l.innsending_id = d.innsending_id
             WHERE l.id = :meldingId AND d.tilstand = 'LAGRET' ORDER BY d.rekkefolge, d.id
            """);

    private final Transactions transactions;

    public DokumentLookup(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The stored document of this id that belongs to this case, unless it is withdrawn from view: for the person and for NAV. */
    public Optional<Dokument> iSak(UUID dokumentId, UUID digisosId) {
        return transactions.autoCommit(c ->
                visibleOnes(c, List.of(dokumentId), List.of(digisosId)).stream().findFirst());
    }

    /** As {@link #iSak}, of many documents and cases, in no order. */
    public List<Dokument> visibleOnes(Connection c, Collection<UUID> dokumentIds, Collection<UUID> digisosIds)
            throws SQLException {
        return VISIBLE_IN_SAKER
                .with("ider", dokumentIds.toArray(UUID[]::new))
                .with("digisosIder", digisosIds.toArray(UUID[]::new))
                .all(c, DokumentLookup::dokument);
    }

    /** The stored document of this id in whatever case, unless it is withdrawn from view. */
    public Optional<Dokument> visible(Connection c, UUID dokumentId) throws SQLException {
        return VISIBLE.with("id", dokumentId).one(c, DokumentLookup::dokument);
    }

    /** All stored documents of these cases, in the order in which they are to be shown. */
    public List<Dokument> inSaker(Connection c, Collection<UUID> digisosIds) throws SQLException {
        return IN_SAKER.with("digisosIder", digisosIds.toArray(UUID[]::new)).all(c, DokumentLookup::dokument);
    }

    /** The stored documents of a case that are this in it, oldest first. */
    public List<Dokument> inSakWithRole(UUID digisosId, DokumentRole role) {
        return transactions.autoCommit(c -> IN_SAK_WITH_ROLE
                .with("digisosId", digisosId)
                .with("rolle", role)
                .all(c, DokumentLookup::dokument));
    }

    /** The stored documents of one submission, in order. */
    public List<Dokument> inInnsending(UUID innsendingId) {
        return transactions.autoCommit(c -> inOrder(c, List.of(innsendingId)));
    }

    /** The stored documents of these submissions, by submission and in order. */
    public Map<UUID, List<Dokument>> inInnsendinger(Connection c, Collection<UUID> innsendingIds) throws SQLException {
        return inOrder(c, innsendingIds).stream()
                .collect(Collectors.groupingBy(dokument -> Objects.requireNonNull(dokument.innsendingId())));
    }

    private static List<Dokument> inOrder(Connection c, Collection<UUID> innsendingIds) throws SQLException {
        return IN_INNSENDINGER
                .with("innsendingIder", innsendingIds.toArray(UUID[]::new))
                .all(c, DokumentLookup::dokument);
    }

    /** The files of a mellomlagring, oldest first. */
    public List<Dokument> inMellomlagring(UUID mellomlagringId) {
        return transactions.autoCommit(
                c -> IN_MELLOMLAGRING.with("mellomlagringId", mellomlagringId).all(c, DokumentLookup::dokument));
    }

    /** The files of a case that an update of it may refer to: the fagsystem's own, and what the citizen sent. */
    public Set<UUID> filesInSak(Connection c, UUID digisosId) throws SQLException {
        return Set.copyOf(FILES_IN_SAK.with("digisosId", digisosId).ids(c));
    }

    /**
     * A document as an operator sees it, without its name, which is the person's.
     *
     * @param mimetype as its sender stated it
     * @param pdf null when that was not looked at
     * @param storrelse bytes of the plain file
     */
    public record Line(
            UUID dokumentId,
            String rolle,
            @Nullable String mimetype,
            @Nullable String pdf,
            long storrelse) {}

    /** The documents of a delivery, in the order in which they are sent. */
    public List<Line> inLeveranse(UUID meldingId) {
        return transactions.autoCommit(c -> IN_LEVERANSE
                .with("meldingId", meldingId)
                .all(
                        c,
                        row -> new Line(
                                Columns.uuid(row, "id"),
                                row.getString("rolle"),
                                row.getString("mimetype"),
                                row.getString("pdf"),
                                row.getLong("storrelse"))));
    }

    private static Dokument dokument(ResultSet row) throws SQLException {
        String pdf = row.getString("pdf");
        byte[] cmsSha256 = row.getBytes("cms_sha256");
        return new Dokument(
                Columns.uuid(row, "id"),
                DokumentRole.valueOf(row.getString("rolle")),
                Columns.uuidOrNull(row, "digisos_id"),
                Columns.uuidOrNull(row, "innsending_id"),
                row.getBytes("filnavn_forseglet"),
                row.getString("mimetype"),
                row.getLong("storrelse"),
                row.getBytes("hasher_forseglet"),
                row.getBytes("sha256"),
                row.getBytes("sha512"),
                row.getLong("chiffer_storrelse"),
                cmsSha256 == null ? new byte[0] : cmsSha256,
                row.getBytes("iv"),
                row.getBytes("nokkel_forseglet"),
                pdf == null ? null : Pdf.valueOf(pdf),
                row.getBytes("sendes_som_forseglet"),
                row.getString("sendes_som_mimetype"));
    }
}
