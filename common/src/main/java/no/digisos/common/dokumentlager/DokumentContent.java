package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.CiphertextSource;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.crypto.ContentCipher;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.common.database.Transactions;
import no.digisos.common.pdf.Pdf;
import no.digisos.common.pdf.PdfReader;

/** The contents of stored documents: re-wrapped for a receiver's certificate without being opened, or decrypted for a reader. */
@ApplicationScoped
public class DokumentContent {
    private static final String KEEP_KEY =
            "INSERT INTO dokument_nokkel (dokument_id, fingeravtrykk, innpakket) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND_KEY =
            "SELECT innpakket FROM dokument_nokkel WHERE dokument_id = ? AND fingeravtrykk = ?";

    private static final int READ_AT_ONCE = 64 * 1024;

    private final DokumentTable dokumenter;
    private final ChunkStore store;
    private final Transactions transactions;

    public DokumentContent(DokumentTable dokumenter, ChunkStore store, Transactions transactions) {
        this.dokumenter = dokumenter;
        this.store = store;
        this.transactions = transactions;
    }

    /**
     * The document as CMS for this certificate. The wrapped key is made once per document and certificate and kept, so that
     * length and every byte are the same at each download, and Range and If-Range work.
     */
    public CmsEnvelope envelope(Dokument dokument, X509Certificate recipient) {
        String fingerprint = Certificates.fingerprint(recipient);
        byte[] wrapped = wrapped(dokument.id(), fingerprint);
        if (wrapped.length == 0) {
            byte[] fresh = CmsEnvelope.wrapKey(dokumenter.contentKey(dokument), recipient);
            transactions.autoCommit(c -> {
                try (PreparedStatement statement = c.prepareStatement(KEEP_KEY)) {
                    statement.setObject(1, dokument.id());
                    statement.setString(2, fingerprint);
                    statement.setBytes(3, fresh);
                    return statement.executeUpdate();
                }
            });
            // Read back: a concurrent download may have kept its own first.
            wrapped = wrapped(dokument.id(), fingerprint);
        }
        return CmsEnvelope.of(recipient, wrapped, dokument.iv(), dokument.chifferStorrelse());
    }

    /** The encrypted octets, as {@link CmsEnvelope#writeRange} wants them. */
    public CiphertextSource ciphertext(Dokument dokument) {
        return from -> new ChunkStream(store, dokument.id(), dokument.chifferStorrelse(), from);
    }

    /** Hash of the plain document, as it was when it came. */
    public byte[] sha256(Dokument dokument) {
        return dokumenter.hashes(dokument).sha256();
    }

    /** The plain document, streamed. */
    public InputStream plaintext(Dokument dokument) {
        return ContentCipher.decrypt(
                new ChunkStream(store, dokument.id(), dokument.chifferStorrelse(), 0),
                dokumenter.contentKey(dokument),
                dokument.iv(),
                dokument.chifferStorrelse());
    }

    /**
     * Writes the plain document, in constant memory. The cipher has no integrity of its own, so the hash is taken on the way.
     *
     * @param out is neither flushed nor closed
     * @throws IOException when it is not what was stored, which shows at its end: what was written must then be thrown away
     */
    public void writePlaintext(Dokument dokument, OutputStream out) throws IOException {
        byte[] stored = sha256(dokument);
        MessageDigest sha256 = JdkCrypto.sha256();
        try (InputStream stream = new DigestInputStream(plaintext(dokument), sha256)) {
            stream.transferTo(out);
        }
        if (!MessageDigest.isEqual(sha256.digest(), stored)) {
            throw new IOException("Dokument " + dokument.id() + " er ikke det som ble lagret");
        }
    }

    /** What the document is by its own bytes; they are read through for one that came before that was looked at. */
    public Pdf pdf(Dokument dokument) throws IOException {
        Pdf known = dokument.pdf();
        if (known != null) {
            return known;
        }
        PdfReader reader = new PdfReader();
        byte[] buffer = new byte[READ_AT_ONCE];
        try (InputStream stream = plaintext(dokument)) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                reader.read(buffer, 0, n);
            }
        }
        return reader.verdict();
    }

    /** A small plain document whole, its hash checked, since the cipher has no integrity of its own. */
    public byte[] whole(Dokument dokument) throws IOException {
        try (InputStream stream = plaintext(dokument)) {
            byte[] content = stream.readAllBytes();
            if (!MessageDigest.isEqual(JdkCrypto.sha256().digest(content), sha256(dokument))) {
                throw new IOException("Dokument " + dokument.id() + " er ikke det som ble lagret");
            }
            return content;
        }
    }

    private byte[] wrapped(UUID id, String fingerprint) {
        return transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(FIND_KEY)) {
                statement.setObject(1, id);
                statement.setString(2, fingerprint);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getBytes(1) : new byte[0];
                }
            }
        });
    }
}
