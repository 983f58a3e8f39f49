package no.digisos.testkit.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.crypto.CmsReader;
import no.digisos.common.crypto.HandmadeCms;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.common.crypto.ReadCms;
import no.digisos.common.crypto.RecipientKey;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads a document of 200 MiB, DER with one primitive content element, that is made while it is read. Run in a JVM of
 * its own with a heap that the document does not fit into.
 */
public final class LargeDefiniteCms {

    /** Bytes of the plain document, all of them zero. */
    public static final long PLAIN_BYTES = 200L * 1024 * 1024;

    private LargeDefiniteCms() {}

    public static void main(String[] arguments) throws Exception {
        RecipientKey key = TestCertificates.generate("Digisos", 2048);
        long[] stored = new long[1];
        ReadCms read = new CmsReader(List.of(key))
                .read(document(key.certificate()), (buffer, offset, length) -> stored[0] += length);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        out.println("plain=" + read.plainSize() + " stored=" + stored[0]);
    }

    /** The document for this certificate. */
    public static InputStream document(X509Certificate recipient) throws IOException, GeneralSecurityException {
        byte[] contentKey = JdkCrypto.random(32);
        byte[] iv = JdkCrypto.random(16);
        long ciphertextSize = PLAIN_BYTES + 16;
        byte[] recipients = Ber.DEFINITE.element(0x31, recipientInfo(recipient, contentKey));
        byte[] encryptedStart = Ber.concat(
                HandmadeCms.der(CMSObjectIdentifiers.data),
                HandmadeCms.der(new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv))),
                Ber.header(0x80, ciphertextSize));
        byte[] encrypted = Ber.concat(Ber.header(0x30, encryptedStart.length + ciphertextSize), encryptedStart);
        byte[] envelopedStart = Ber.concat(new byte[] {0x02, 0x01, 0x00}, recipients, encrypted);
        byte[] enveloped = Ber.concat(Ber.header(0x30, envelopedStart.length + ciphertextSize), envelopedStart);
        byte[] contentStart = Ber.concat(
                HandmadeCms.der(CMSObjectIdentifiers.envelopedData),
                Ber.header(0xa0, enveloped.length + ciphertextSize),
                enveloped);
        byte[] start = Ber.concat(Ber.header(0x30, contentStart.length + ciphertextSize), contentStart);
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(start),
                new EncryptedZeros(JdkCrypto.aesCbc(Cipher.ENCRYPT_MODE, contentKey, iv)))));
    }

    private static byte[] recipientInfo(X509Certificate recipient, byte[] contentKey) {
        return HandmadeCms.recipientInfo(recipient, CmsEnvelope.wrapKey(contentKey, recipient));
    }

    private static final class EncryptedZeros extends InputStream {

        private static final byte[] ZEROS = new byte[64 * 1024];

        private final Cipher cipher;
        private long left = PLAIN_BYTES;
        private ByteArrayInputStream chunk = new ByteArrayInputStream(new byte[0]);

        EncryptedZeros(Cipher cipher) {
            this.cipher = cipher;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("octet by octet is too slow here");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (chunk.available() == 0 && left >= 0) {
                int step = (int) Math.min(left, ZEROS.length);
                try {
                    chunk = new ByteArrayInputStream(step == 0 ? cipher.doFinal() : cipher.update(ZEROS, 0, step));
                } catch (GeneralSecurityException e) {
                    throw new IOException(e);
                }
                left = step == 0 ? -1 : left - step;
            }
            return chunk.read(buffer, offset, length);
        }
    }
}
