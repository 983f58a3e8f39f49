package no.digisos.common.dokumentlager;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.common.pdf.Pdf;
import no.digisos.common.sendform.Mimetype;
import no.digisos.common.sendform.Origin;
import no.digisos.common.sendform.SendForm;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a document's row, and what is sealed in one, opened; {@link DokumentLookup} reads rows. */
@ApplicationScoped
public class DokumentTable {
    static final Sql BEGIN = Sql.of("INSERT INTO dokument (id, tilstand) VALUES (:id, 'MOTTAS')");
    static final Sql COMPLETE = Sql.of("""
            UPDATE dokument
               SET storrelse = :storrelse, hasher_forseglet = :hasherForseglet, sha256 = :sha256, sha512 = :sha512,
                   chiffer_storrelse = :chifferStorrelse, cms_storrelse = :cmsStorrelse, cms_sha256 = :cmsSha256, iv = :iv,
                   nokkel_forseglet = :nokkelForseglet, pdf = :pdf
             WHERE id = :id AND tilstand = 'MOTTAS'
            """);
    static final Sql OWN = Sql.of("""
            UPDATE dokument
               SET tilstand = 'LAGRET', rolle = :rolle, digisos_id = :digisosId, innsending_id = :innsendingId,
                   mellomlagring_id = :mellomlagringId, rekkefolge = :rekkefolge, filnavn_forseglet = :filnavnForseglet,
                   mimetype = :mimetype, oppgitt_storrelse = :oppgittStorrelse
             WHERE id = :id AND tilstand = 'MOTTAS' AND nokkel_forseglet IS NOT NULL
            """);
    static final Sql MOVE = Sql.of("""
            UPDATE dokument
               SET rolle = :rolle, digisos_id = :digisosId, innsending_id = :innsendingId, mellomlagring_id = NULL,
                   rekkefolge = :rekkefolge
             WHERE id = :id AND tilstand = 'LAGRET' AND mellomlagring_id = :fraMellomlagring
            """);
    static final Sql DROP_UNOWNED = Sql.of("DELETE FROM dokument WHERE id = ANY (:ider) AND tilstand = 'MOTTAS'");
    static final Sql DROP_STAGED = Sql.of(
            "DELETE FROM dokument WHERE id = :id AND mellomlagring_id = :mellomlagringId AND tilstand = 'LAGRET'");
    static final Sql DROP_ALL_STAGED = Sql.of("DELETE FROM dokument WHERE mellomlagring_id = :mellomlagringId");
    static final Sql DROP_FILE = Sql.of("""
            DELETE FROM dokument
             WHERE id = :id AND digisos_id = :digisosId AND rolle = 'FAGSYSTEM_FIL' AND tilstand = 'LAGRET'
            """);

    static final Sql DROP_PIECES = Sql.of(
            "DELETE FROM dokument_bit b USING dokument d WHERE d.id = b.dokument_id AND d.digisos_id = :digisosId");
    static final Sql DROP_KEYS = Sql.of(
            "DELETE FROM dokument_nokkel n USING dokument d WHERE d.id = n.dokument_id AND d.digisos_id = :digisosId");
    static final Sql BURY = Sql.of("""
            UPDATE dokument
               SET tilstand = 'SLETTET', slettet = digisos_now(), filnavn_forseglet = NULL, nokkel_forseglet = NULL, iv = NULL,
                   sendes_som_forseglet = NULL, hasher_forseglet = NULL, sha256 = NULL, sha512 = NULL, cms_sha256 = NULL
             WHERE digisos_id = :digisosId AND tilstand = 'LAGRET'
            """);
    static final Sql WITHDRAW = Sql.of("""
            UPDATE dokument SET trukket = digisos_now()
             WHERE id = :id AND digisos_id IS NOT NULL AND tilstand = 'LAGRET' AND trukket IS NULL
            RETURNING digisos_id
            """);

    static final Sql SEND_AS = Sql.of("""
            UPDATE dokument d
               SET sendes_som_forseglet = coalesce(:filnavnForseglet, d.sendes_som_forseglet),
                   sendes_som_mimetype = coalesce(:mimetype, d.sendes_som_mimetype)
             WHERE d.id = :id AND d.tilstand = 'LAGRET' AND EXISTS (
                   SELECT FROM leveranse l WHERE l.innsending_id = d.innsending_id AND l.tilstand = 'STOPPET')
            RETURNING d.digisos_id
            """);

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

        /** A document of a case, and of a submission where it came with one. */
        public static Owner sak(DokumentRole role, UUID digisosId, @Nullable UUID innsendingId, int order) {
            return new Owner(role, digisosId, innsendingId, null, order);
        }

        /** A file that waits in a mellomlagring. */
        public static Owner mellomlagring(UUID mellomlagringId, int order) {
            return new Owner(DokumentRole.MELLOMLAGRET, null, null, mellomlagringId, order);
        }
    }

    /** What the sender says of a file. */
    public record FileInfo(String filnavn, @Nullable String mimetype, long oppgittStorrelse) {}

    /** The row that stands while the bytes arrive, committed at once so that a sweeper can find what was left behind. */
    void begin(UUID id) {
        transactions.autoCommit(c -> BEGIN.with("id", id).run(c));
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
        Sql.Call call = COMPLETE.with("id", id)
                .with("storrelse", received.storrelse())
                .with(
                        "hasherForseglet",
                        open ? null : new PlaintextHashes(received.sha256(), received.sha512()).seal(sealer, id))
                .with("sha256", open ? received.sha256() : null)
                .with("sha512", open ? received.sha512() : null)
                .with("chifferStorrelse", chifferStorrelse)
                .with("cmsStorrelse", received.cmsStorrelse())
                .with("cmsSha256", cmsSha256)
                .with("iv", iv)
                .with("nokkelForseglet", sealed)
                .with("pdf", pdf);
        transactions.autoCommit(c -> requireOne(call.run(c)));
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
        requireOne(OWN.with("id", id)
                .with("rolle", owner.rolle())
                .with("digisosId", owner.digisosId())
                .with("innsendingId", owner.innsendingId())
                .with("mellomlagringId", owner.mellomlagringId())
                .with("rekkefolge", owner.rekkefolge())
                .with("filnavnForseglet", sealer.seal(file.filnavn().getBytes(StandardCharsets.UTF_8), nameContext(id)))
                .with("mimetype", Mimetype.stored(file.mimetype()))
                .with("oppgittStorrelse", file.oppgittStorrelse())
                .run(c));
    }

    /** Moves a file from a mellomlagring to its case, in the caller's transaction. */
    public void move(Connection c, UUID id, UUID fromMellomlagring, Owner owner) throws SQLException {
        requireOne(MOVE.with("id", id)
                .with("rolle", owner.rolle())
                .with("digisosId", owner.digisosId())
                .with("innsendingId", owner.innsendingId())
                .with("rekkefolge", owner.rekkefolge())
                .with("fraMellomlagring", fromMellomlagring)
                .run(c));
    }

    /** Removes received documents that nobody got. */
    void discard(Collection<UUID> ids) {
        UUID[] all = ids.toArray(UUID[]::new);
        transactions.autoCommit(c -> DROP_UNOWNED.with("ider", all).run(c));
    }

    /** Removes one file of a mellomlagring; false when it is not there. */
    public boolean deleteStaged(Connection c, UUID id, UUID mellomlagringId) throws SQLException {
        return DROP_STAGED
                        .with("id", id)
                        .with("mellomlagringId", mellomlagringId)
                        .run(c)
                == 1;
    }

    /** Removes all files of a mellomlagring. */
    public void deleteAllStaged(Connection c, UUID mellomlagringId) throws SQLException {
        DROP_ALL_STAGED.with("mellomlagringId", mellomlagringId).run(c);
    }

    /** Removes one file that a fagsystem uploaded to a case; false when it is not there. */
    public boolean deleteFagsystemFile(Connection c, UUID id, UUID digisosId) throws SQLException {
        return DROP_FILE.with("id", id).with("digisosId", digisosId).run(c) == 1;
    }

    /**
     * Removes all documents of a case: their pieces, their keys and their names. What stays is that they were there, of what kind
     * and size.
     *
     * @return how many there were
     */
    public int deleteISak(Connection c, UUID digisosId) throws SQLException {
        DROP_PIECES.with("digisosId", digisosId).run(c);
        DROP_KEYS.with("digisosId", digisosId).run(c);
        return BURY.with("digisosId", digisosId).run(c);
    }

    /**
     * Withdraws one document from the person's and NAV's view.
     *
     * @return its case; empty when no case has it, or it is withdrawn already
     */
    public Optional<UUID> withdrawFromInnsyn(Connection c, UUID id) throws SQLException {
        return WITHDRAW.with("id", id).one(c, row -> Columns.uuid(row, "digisos_id"));
    }

    /** The hashes of the plain file, opened. */
    public PlaintextHashes hashes(Dokument dokument) {
        return hashes(dokument.id(), dokument.hasherForseglet(), dokument.sha256(), dokument.sha512());
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
        return filnavn(dokument.id(), dokument.filnavnForseglet());
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
        return SEND_AS.with("id", id)
                .with("filnavnForseglet", sealed)
                .with("mimetype", mimetype)
                .one(c, row -> Columns.uuid(row, "digisos_id"));
    }

    /** What decides the form in which it is sent, its names opened. */
    Origin origin(Dokument dokument, @Nullable Pdf pdf) {
        byte[] chosen = dokument.sendesSomForseglet();
        return new Origin(
                filnavn(dokument),
                dokument.statedMimetype(),
                pdf,
                dokument.storrelse(),
                dokument.role().isOurJson(),
                chosen == null
                        ? null
                        : new String(sealer.open(chosen, sentAsContext(dokument.id())), StandardCharsets.UTF_8),
                dokument.sendesSomMimetype());
    }

    byte[] contentKey(Dokument dokument) {
        return sealer.open(dokument.nokkelForseglet(), keyContext(dokument.id()));
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
}
