package no.digisos.common.dokumentlager;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.common.pdf.Pdf;
import no.digisos.common.sendform.Mimetype;
import no.digisos.common.sendform.Origin;
import no.digisos.common.sendform.SendForm;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a document's row. */
@ApplicationScoped
public class DokumentTable {
    private static final String BEGIN = "INSERT INTO dokument (id, tilstand) VALUES (?, 'MOTTAS')";
    private static final String COMPLETE = """
            UPDATE dokument
               SET storrelse = ?, hasher_forseglet = ?, sha256 = ?, sha512 = ?, chiffer_storrelse = ?, cms_storrelse = ?,
                   cms_sha256 = ?, iv = ?, nokkel_forseglet = ?, pdf = ?
             WHERE id = ? AND tilstand = 'MOTTAS'
            """;
    private static final String OWN = """
            UPDATE dokument
               SET tilstand = 'LAGRET', rolle = ?, digisos_id = ?, innsending_id = ?, mellomlagring_id = ?, rekkefolge = ?,
                   filnavn_forseglet = ?, mimetype = ?, oppgitt_storrelse = ?
             WHERE id = ? AND tilstand = 'MOTTAS' AND nokkel_forseglet IS NOT NULL
            """;
    private static final String MOVE = """
            UPDATE dokument
               SET rolle = ?, digisos_id = ?, innsending_id = ?, mellomlagring_id = NULL, rekkefolge = ?
             WHERE id = ? AND tilstand = 'LAGRET' AND mellomlagring_id = ?
            """;
    private static final String DROP_UNOWNED = "DELETE FROM dokument WHERE id = ANY (?) AND tilstand = 'MOTTAS'";
    private static final String DROP_STAGED =
            "DELETE FROM dokument WHERE id = ? AND mellomlagring_id = ? AND tilstand = 'LAGRET'";
    private static final String DROP_ALL_STAGED = "DELETE FROM dokument WHERE mellomlagring_id = ?";
    private static final String DROP_FILE =
            "DELETE FROM dokument WHERE id = ? AND digisos_id = ? AND rolle = 'FAGSYSTEM_FIL' AND tilstand = 'LAGRET'";

    private static final String DROP_PIECES =
            "DELETE FROM dokument_bit b USING dokument d WHERE d.id = b.dokument_id AND d.digisos_id = ?";
    private static final String DROP_KEYS =
            "DELETE FROM dokument_nokkel n USING dokument d WHERE d.id = n.dokument_id AND d.digisos_id = ?";
    private static final String BURY = """
            UPDATE dokument
               SET tilstand = 'SLETTET', slettet = digisos_now(), filnavn_forseglet = NULL, nokkel_forseglet = NULL, iv = NULL,
                   sendes_som_forseglet = NULL, hasher_forseglet = NULL, sha256 = NULL, sha512 = NULL, cms_sha256 = NULL
             WHERE digisos_id = ? AND tilstand = 'LAGRET'
            """;
    private static final String WITHDRAW = """
            UPDATE dokument SET trukket = digisos_now()
             WHERE id = ? AND digisos_id IS NOT NULL AND tilstand = 'LAGRET' AND trukket IS NULL
            RETURNING digisos_id
            """;

    private static final String SEND_AS = """
            UPDATE dokument d
               SET sendes_som_forseglet = coalesce(?, d.sendes_som_forseglet),
                   sendes_som_mimetype = coalesce(?, d.sendes_som_mimetype)
             WHERE d.id = ? AND d.tilstand = 'LAGRET' AND EXISTS (
                   SELECT FROM leveranse l WHERE l.innsending_id = d.innsending_id AND l.tilstand = 'STOPPET')
            RETURNING d.digisos_id
            """;

    /** meldingId */
    private static final String IN_DELIVERY = """
            SELECT d.id, d.rolle, d.mimetype, d.pdf, d.storrelse
              FROM dokument d JOIN leveranse l ON l.innsending_id = d.innsending_id
             WHERE l.id = ? AND d.tilstand = 'LAGRET' ORDER BY d.rekkefolge, d.id
            """;

    private final Transactions transactions;
    private final Sealer sealer;
    private final Upgrade upgrade;

    public DokumentTable(Transactions transactions, Sealer sealer, Upgrade upgrade) {
        this.transactions = transactions;
        this.sealer = sealer;
        this.upgrade = upgrade;
    }

    /** What a document becomes when it gets an owner. Exactly one of digisosId and mellomlagringId is set. */
    public record Owner(
            DokumentRole rolle,
            @Nullable UUID digisosId,
            @Nullable UUID innsendingId,
            @Nullable UUID mellomlagringId,
            int rekkefolge) {

        public static Owner sak(DokumentRole role, UUID digisosId, @Nullable UUID innsendingId, int order) {
            return new Owner(role, digisosId, innsendingId, null, order);
        }

        public static Owner mellomlagring(UUID mellomlagringId, int order) {
            return new Owner(DokumentRole.MELLOMLAGRET, null, null, mellomlagringId, order);
        }
    }

    /** What the sender says of a file. */
    public record FileInfo(String filnavn, @Nullable String mimetype, long oppgittStorrelse) {}

    /** The row that stands while the bytes arrive, committed at once so that a sweeper can find what was left behind. */
    void begin(UUID id) {
        transactions.autoCommit(c -> update(c, BEGIN, id));
    }

    void complete(
            UUID id,
            ReceivedDokument received,
            long chifferStorrelse,
            byte[] iv,
            byte[] contentKey,
            byte @Nullable [] cmsSha256,
            Pdf pdf) {
        byte[] sealed = sealer.seal(contentKey, keyContext(id));
        boolean open = upgrade.gamleFunksjoner();
        transactions.autoCommit(c -> requireOne(update(
                c,
                COMPLETE,
                received.storrelse(),
                open ? null : new PlaintextHashes(received.sha256(), received.sha512()).seal(sealer, id),
                open ? received.sha256() : null,
                open ? received.sha512() : null,
                chifferStorrelse,
                received.cmsStorrelse(),
                cmsSha256,
                iv,
                sealed,
                pdf.name(),
                id)));
    }

    /**
     * Gives a received document its owner, in the caller's transaction. Its name is kept as it is; a type that nobody can mean is
     * not kept.
     *
     * @throws IllegalArgumentException when the document has no form in which it can be sent: then nobody may take it over
     */
    public void attach(Connection c, UUID id, Owner owner, FileInfo file) throws SQLException {
        SendForm.of(
                List.of(Origin.of(file.filnavn(), file.mimetype(), null, file.oppgittStorrelse())),
                SendForm.Name.AVSENDERS);
        requireOne(update(
                c,
                OWN,
                owner.rolle().name(),
                owner.digisosId(),
                owner.innsendingId(),
                owner.mellomlagringId(),
                owner.rekkefolge(),
                sealer.seal(file.filnavn().getBytes(StandardCharsets.UTF_8), nameContext(id)),
                Mimetype.stored(file.mimetype()),
                file.oppgittStorrelse(),
                id));
    }

    /** Moves a file from a mellomlagring to its case, in the caller's transaction. */
    public void move(Connection c, UUID id, UUID fromMellomlagring, Owner owner) throws SQLException {
        requireOne(update(
                c,
                MOVE,
                owner.rolle().name(),
                owner.digisosId(),
                owner.innsendingId(),
                owner.rekkefolge(),
                id,
                fromMellomlagring));
    }

    /** Removes received documents that nobody got. */
    void discard(Collection<UUID> ids) {
        transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(DROP_UNOWNED)) {
                statement.setArray(1, c.createArrayOf("uuid", ids.toArray()));
                return statement.executeUpdate();
            }
        });
    }

    /** Removes one file of a mellomlagring; false when it is not there. */
    public boolean deleteStaged(Connection c, UUID id, UUID mellomlagringId) throws SQLException {
        return update(c, DROP_STAGED, id, mellomlagringId) == 1;
    }

    public void deleteAllStaged(Connection c, UUID mellomlagringId) throws SQLException {
        update(c, DROP_ALL_STAGED, mellomlagringId);
    }

    /** Removes one file that a fagsystem uploaded to a case; false when it is not there. */
    public boolean deleteFagsystemFile(Connection c, UUID id, UUID digisosId) throws SQLException {
        return update(c, DROP_FILE, id, digisosId) == 1;
    }

    /**
     * Removes all documents of a case: their pieces, their keys and their names. What stays is that they were there, of what kind
     * and size.
     *
     * @return how many there were
     */
    public int deleteISak(Connection c, UUID digisosId) throws SQLException {
        update(c, DROP_PIECES, digisosId);
        update(c, DROP_KEYS, digisosId);
        return update(c, BURY, digisosId);
    }

    /**
     * Withdraws one document from the person's and NAV's view.
     *
     * @return its case; empty when no case has it, or it is withdrawn already
     */
    public Optional<UUID> withdrawFromInnsyn(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(WITHDRAW)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** The hashes of the plain file, opened. */
    public PlaintextHashes hashes(Dokument dokument) {
        return hashes(dokument.id(), dokument.hasherForseglet, dokument.sha256, dokument.sha512);
    }

    /** The hashes of a row that was read as such: sealed, or open as they were before. */
    public PlaintextHashes hashes(
            UUID id, byte @Nullable [] sealed, byte @Nullable [] sha256, byte @Nullable [] sha512) {
        return sealed == null
                ? new PlaintextHashes(Objects.requireNonNull(sha256), Objects.requireNonNull(sha512))
                : PlaintextHashes.open(sealer, id, sealed);
    }

    /** The file name, opened. */
    public String filnavn(Dokument dokument) {
        return filnavn(dokument.id(), dokument.filnavnForseglet);
    }

    /** The file name of a row that was read as such, opened. */
    public String filnavn(UUID id, byte[] sealed) {
        return new String(sealer.open(sealed, nameContext(id)), StandardCharsets.UTF_8);
    }

    /**
     * An operator names a document of a stopped delivery for its sending, in the caller's transaction. What the case shows of it
     * stays.
     *
     * @param filnavn null leaves it as it is
     * @param mimetype null leaves it as it is
     * @return the document's case; empty when there is no such document of a stopped delivery
     */
    public Optional<UUID> sendAs(Connection c, UUID id, @Nullable String filnavn, @Nullable String mimetype)
            throws SQLException {
        byte[] sealed =
                filnavn == null ? null : sealer.seal(filnavn.getBytes(StandardCharsets.UTF_8), sentAsContext(id));
        try (PreparedStatement statement = c.prepareStatement(SEND_AS)) {
            statement.setBytes(1, sealed);
            statement.setString(2, mimetype);
            statement.setObject(3, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
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
        return transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(IN_DELIVERY)) {
                statement.setObject(1, meldingId);
                try (ResultSet row = statement.executeQuery()) {
                    List<Line> lines = new ArrayList<>();
                    while (row.next()) {
                        lines.add(new Line(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5)));
                    }
                    return lines;
                }
            }
        });
    }

    /** What decides the form in which it is sent, its names opened. */
    Origin origin(Dokument dokument, @Nullable Pdf pdf) {
        byte[] chosen = dokument.sendesSomForseglet;
        return new Origin(
                filnavn(dokument),
                dokument.mimetype,
                pdf,
                dokument.storrelse,
                dokument.rolle.isOurJson(),
                chosen == null
                        ? null
                        : new String(sealer.open(chosen, sentAsContext(dokument.id())), StandardCharsets.UTF_8),
                dokument.sendesSomMimetype);
    }

    byte[] contentKey(Dokument dokument) {
        return sealer.open(dokument.nokkelForseglet, keyContext(dokument.id()));
    }

    private static String nameContext(UUID id) {
        return sealContext("dokument", "filnavn", id.toString());
    }

    private static String sentAsContext(UUID id) {
        return sealContext("dokument", "sendes_som", id.toString());
    }

    private static String keyContext(UUID id) {
        return sealContext("dokument", "nokkel", id.toString());
    }

    private static int requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("A document changed hands under our feet: " + rows + " rows");
        }
        return rows;
    }

    private static int update(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
