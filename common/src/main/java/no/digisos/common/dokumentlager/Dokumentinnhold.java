package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.CiphertextSource;
import no.digisos.common.krypto.CmsEnvelope;
import no.digisos.common.krypto.ContentCipher;
import no.digisos.common.pdf.Pdf;
import no.digisos.common.pdf.PdfLeser;

/** The contents of stored documents: re-wrapped for a receiver's certificate without being opened, or decrypted for a reader. */
@ApplicationScoped
public class Dokumentinnhold {
    private static final String KEEP_KEY =
            "INSERT INTO dokument_nokkel (dokument_id, fingeravtrykk, innpakket) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND_KEY =
            "SELECT innpakket FROM dokument_nokkel WHERE dokument_id = ? AND fingeravtrykk = ?";

    private static final int LESES = 64 * 1024;

    private final Dokumenter dokumenter;
    private final Bitlager lager;
    private final Transactions transactions;

    public Dokumentinnhold(Dokumenter dokumenter, Bitlager lager, Transactions transactions) {
        this.dokumenter = dokumenter;
        this.lager = lager;
        this.transactions = transactions;
    }

    /**
     * The document as CMS for this certificate. The wrapped key is made once per document and certificate and kept, so that
     * length and every byte are the same at each download, and Range and If-Range work.
     */
    public CmsEnvelope konvolutt(Dokument dokument, X509Certificate mottaker) {
        String fingeravtrykk = Certificates.fingerprint(mottaker);
        byte[] innpakket = innpakket(dokument.id(), fingeravtrykk);
        if (innpakket.length == 0) {
            byte[] ny = CmsEnvelope.wrapKey(dokumenter.contentKey(dokument), mottaker);
            transactions.autoCommit(c -> {
                try (PreparedStatement statement = c.prepareStatement(KEEP_KEY)) {
                    statement.setObject(1, dokument.id());
                    statement.setString(2, fingeravtrykk);
                    statement.setBytes(3, ny);
                    return statement.executeUpdate();
                }
            });
            // Read back: a concurrent download may have kept its own first.
            innpakket = innpakket(dokument.id(), fingeravtrykk);
        }
        return CmsEnvelope.of(mottaker, innpakket, dokument.iv(), dokument.chifferStorrelse());
    }

    /** The encrypted octets, as {@link CmsEnvelope#writeRange} wants them. */
    public CiphertextSource chiffer(Dokument dokument) {
        return fra -> new BitStrom(lager, dokument.id(), dokument.chifferStorrelse(), fra);
    }

    /** Hash of the plain document, as it was when it came. */
    public byte[] sha256(Dokument dokument) {
        return dokumenter.hasher(dokument).sha256();
    }

    /** The plain document, streamed. */
    public InputStream klartekst(Dokument dokument) {
        return ContentCipher.decrypt(
                new BitStrom(lager, dokument.id(), dokument.chifferStorrelse(), 0),
                dokumenter.contentKey(dokument),
                dokument.iv(),
                dokument.chifferStorrelse());
    }

    /**
     * Writes the plain document, in constant memory. The cipher has no integrity of its own, so the hash is taken on the way.
     *
     * @param ut is neither flushed nor closed
     * @throws IOException when it is not what was stored, which shows at its end: what was written must then be thrown away
     */
    public void skrivKlartekst(Dokument dokument, OutputStream ut) throws IOException {
        byte[] lagret = sha256(dokument);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream strom = new DigestInputStream(klartekst(dokument), sha256)) {
                strom.transferTo(ut);
            }
            if (!MessageDigest.isEqual(sha256.digest(), lagret)) {
                throw new IOException("Dokument " + dokument.id() + " er ikke det som ble lagret");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the document is by its own bytes; they are read through for one that came before that was looked at. */
    public Pdf pdf(Dokument dokument) throws IOException {
        Pdf kjent = dokument.pdf();
        if (kjent != null) {
            return kjent;
        }
        PdfLeser leser = new PdfLeser();
        byte[] buffer = new byte[LESES];
        try (InputStream strom = klartekst(dokument)) {
            for (int n = strom.read(buffer); n >= 0; n = strom.read(buffer)) {
                leser.les(buffer, 0, n);
            }
        }
        return leser.dom();
    }

    /** A small plain document whole, its hash checked, since the cipher has no integrity of its own. */
    public byte[] helt(Dokument dokument) throws IOException {
        try (InputStream strom = klartekst(dokument)) {
            byte[] innhold = strom.readAllBytes();
            if (!MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(innhold), sha256(dokument))) {
                throw new IOException("Dokument " + dokument.id() + " er ikke det som ble lagret");
            }
            return innhold;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] innpakket(UUID id, String fingeravtrykk) {
        return transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(FIND_KEY)) {
                statement.setObject(1, id);
                statement.setString(2, fingeravtrykk);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getBytes(1) : new byte[0];
                }
            }
        });
    }
}
