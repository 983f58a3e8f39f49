package no.digisos.common.dokumentlager;

import static no.digisos.common.krypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.Sealer;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a document's row. */
@ApplicationScoped
public class Dokumenter {
    private static final String BEGIN = "INSERT INTO dokument (id, tilstand) VALUES (?, 'MOTTAS')";
    private static final String COMPLETE = """
            UPDATE dokument
               SET storrelse = ?, sha256 = ?, sha512 = ?, chiffer_storrelse = ?, cms_storrelse = ?, cms_sha256 = ?, iv = ?,
                   nokkel_forseglet = ?
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
                   sha256 = NULL, sha512 = NULL, cms_sha256 = NULL
             WHERE digisos_id = ? AND tilstand = 'LAGRET'
            """;
    private static final String WITHDRAW = """
            UPDATE dokument SET trukket = digisos_now()
             WHERE id = ? AND digisos_id IS NOT NULL AND tilstand = 'LAGRET' AND trukket IS NULL
            RETURNING digisos_id
            """;

    private final Transactions transactions;
    private final Sealer sealer;

    public Dokumenter(Transactions transactions, Sealer sealer) {
        this.transactions = transactions;
        this.sealer = sealer;
    }

    /** What a document becomes when it gets an owner. Exactly one of digisosId and mellomlagringId is set. */
    public record Eier(
            Dokumentrolle rolle,
            @Nullable UUID digisosId,
            @Nullable UUID innsendingId,
            @Nullable UUID mellomlagringId,
            int rekkefolge) {

        public static Eier sak(Dokumentrolle rolle, UUID digisosId, @Nullable UUID innsendingId, int rekkefolge) {
            return new Eier(rolle, digisosId, innsendingId, null, rekkefolge);
        }

        public static Eier mellomlagring(UUID mellomlagringId, int rekkefolge) {
            return new Eier(Dokumentrolle.MELLOMLAGRET, null, null, mellomlagringId, rekkefolge);
        }
    }

    /** What the sender says of a file. */
    public record Filopplysning(String filnavn, @Nullable String mimetype, long oppgittStorrelse) {}

    /** The row that stands while the bytes arrive, committed at once so that a sweeper can find what was left behind. */
    void begynn(UUID id) {
        transactions.autoCommit(c -> update(c, BEGIN, id));
    }

    void fullfor(
            UUID id,
            MottattDokument mottatt,
            long chifferStorrelse,
            byte[] iv,
            byte[] contentKey,
            byte @Nullable [] cmsSha256) {
        byte[] forseglet = sealer.seal(contentKey, keyContext(id));
        transactions.autoCommit(c -> krevEn(update(
                c,
                COMPLETE,
                mottatt.storrelse(),
                mottatt.sha256(),
                mottatt.sha512(),
                chifferStorrelse,
                mottatt.cmsStorrelse(),
                cmsSha256,
                iv,
                forseglet,
                id)));
    }

    /** Gives a received document its owner, in the caller's transaction. */
    public void knytt(Connection c, UUID id, Eier eier, Filopplysning fil) throws SQLException {
        krevEn(update(
                c,
                OWN,
                eier.rolle().name(),
                eier.digisosId(),
                eier.innsendingId(),
                eier.mellomlagringId(),
                eier.rekkefolge(),
                sealer.seal(fil.filnavn().getBytes(StandardCharsets.UTF_8), nameContext(id)),
                fil.mimetype(),
                fil.oppgittStorrelse(),
                id));
    }

    /** Moves a file from a mellomlagring to its case, in the caller's transaction. */
    public void flytt(Connection c, UUID id, UUID fraMellomlagring, Eier eier) throws SQLException {
        krevEn(update(
                c,
                MOVE,
                eier.rolle().name(),
                eier.digisosId(),
                eier.innsendingId(),
                eier.rekkefolge(),
                id,
                fraMellomlagring));
    }

    /** Removes received documents that nobody got. */
    void forkast(Collection<UUID> ider) {
        transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(DROP_UNOWNED)) {
                statement.setArray(1, c.createArrayOf("uuid", ider.toArray()));
                return statement.executeUpdate();
            }
        });
    }

    /** Removes one file of a mellomlagring; false when it is not there. */
    public boolean slettMellomlagret(Connection c, UUID id, UUID mellomlagringId) throws SQLException {
        return update(c, DROP_STAGED, id, mellomlagringId) == 1;
    }

    public void slettAlleMellomlagrede(Connection c, UUID mellomlagringId) throws SQLException {
        update(c, DROP_ALL_STAGED, mellomlagringId);
    }

    /** Removes one file that a fagsystem uploaded to a case; false when it is not there. */
    public boolean slettFagsystemFil(Connection c, UUID id, UUID digisosId) throws SQLException {
        return update(c, DROP_FILE, id, digisosId) == 1;
    }

    /**
     * Removes all documents of a case: their pieces, their keys and their names. What stays is that they were there, of what kind
     * and size.
     *
     * @return how many there were
     */
    public int slettISak(Connection c, UUID digisosId) throws SQLException {
        update(c, DROP_PIECES, digisosId);
        update(c, DROP_KEYS, digisosId);
        return update(c, BURY, digisosId);
    }

    /**
     * Withdraws one document from the person's and NAV's view.
     *
     * @return its case; empty when no case has it, or it is withdrawn already
     */
    public Optional<UUID> trekkFraInnsyn(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(WITHDRAW)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** The file name, opened. */
    public String filnavn(Dokument dokument) {
        return filnavn(dokument.id(), dokument.filnavnForseglet);
    }

    /** The file name of a row that was read as such, opened. */
    public String filnavn(UUID id, byte[] forseglet) {
        return new String(sealer.open(forseglet, nameContext(id)), StandardCharsets.UTF_8);
    }

    byte[] contentKey(Dokument dokument) {
        return sealer.open(dokument.nokkelForseglet, keyContext(dokument.id()));
    }

    private static String nameContext(UUID id) {
        return sealContext("dokument", "filnavn", id.toString());
    }

    private static String keyContext(UUID id) {
        return sealContext("dokument", "nokkel", id.toString());
    }

    private static int krevEn(int rows) {
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
