package no.digisos.testkit.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads a document of 200 MiB, DER with one primitive content element, that is made while it is read.
 */
public final class LargeDefiniteCms {

    /** Bytes of the plain document, all of them zero. */
    public static final long PLAIN_BYTES = 200L * 1024 * 1024;

    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;

    private LargeDefiniteCms() {}

    /** The document for this certificate. */
    public static InputStream document(X509Certificate recipient) throws IOException, GeneralSecurityException {
        byte[] contentKey = random(KEY_BYTES);
        byte[] iv = random(BLOCK_BYTES);
        long ciphertextSize = PLAIN_BYTES + BLOCK_BYTES;
        byte[] recipients = Ber.DEFINITE.element(0x31, recipientInfo(recipient, contentKey));
        byte[] encryptedStart = Ber.concat(
                der(CMSObjectIdentifiers.data),
                der(new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv))),
                Ber.header(0x80, ciphertextSize));
        byte[] encrypted = Ber.concat(Ber.header(0x30, encryptedStart.length + ciphertextSize), encryptedStart);
        byte[] envelopedStart = Ber.concat(new byte[] {0x02, 0x01, 0x00}, recipients, encrypted);
        byte[] enveloped = Ber.concat(Ber.header(0x30, envelopedStart.length + ciphertextSize), envelopedStart);
        byte[] contentStart = Ber.concat(
                der(CMSObjectIdentifiers.envelopedData),
                Ber.header(0xa0, enveloped.length + ciphertextSize),
                enveloped);
        byte[] start = Ber.concat(Ber.header(0x30, contentStart.length + ciphertextSize), contentStart);
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(start), new EncryptedZeros(aesCbc(contentKey, iv)))));
    }

    /** The key for the recipient's certificate: RSA-OAEP, by SHA-256 in both places. */
    private static byte[] recipientInfo(X509Certificate recipient, byte[] contentKey)
            throws IOException, GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                recipient.getPublicKey(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        AlgorithmIdentifier oaep = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
        IssuerAndSerialNumber issuerAndSerial = new IssuerAndSerialNumber(
                X500Name.getInstance(recipient.getIssuerX500Principal().getEncoded()), recipient.getSerialNumber());
        return der(new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(issuerAndSerial), oaep, new DEROctetString(rsa.doFinal(contentKey)))));
    }

    private static Cipher aesCbc(byte[] key, byte[] iv) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return aes;
    }

    private static byte[] random(int length) {
        byte[] octets = new byte[length];
        new SecureRandom().nextBytes(octets);
        return octets;
    }

    private static byte[] der(ASN1Encodable element) throws IOException {
        return element.toASN1Primitive().getEncoded(ASN1Encoding.DER);
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
