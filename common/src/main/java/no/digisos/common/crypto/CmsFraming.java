package no.digisos.common.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * The octets around the encrypted content in every CMS that is written here: BER of indefinite length, version 0, one
 * recipient, content in segments of 64 KiB, no attributes (crypto.md «Format»). The same inputs give the same octets.
 */
final class CmsFraming {

    /** Octets of content in each segment but the last. */
    static final int SEGMENT_BYTES = 64 * 1024;

    /** Tag OCTET STRING and a length of three octets, for a full segment. */
    static final int FULL_HEADER_BYTES = 5;

    private static final int SEQUENCE = 0x30;
    private static final int EXPLICIT = 0xa0;
    private static final int OCTET_STRING = 0x04;
    private static final int INDEFINITE = 0x80;
    private static final int OPEN_LEVELS = 5;

    private CmsFraming() {}

    /**
     * Everything before the first segment.
     *
     * @throws IllegalArgumentException when the wrapped key or the IV has not the length that it must have
     */
    static byte[] prefix(X509Certificate recipient, byte[] wrappedKey, byte[] iv) {
        if (!(recipient.getPublicKey() instanceof RSAPublicKey key)
                || wrappedKey.length != (key.getModulus().bitLength() + 7) / 8) {
            throw new IllegalArgumentException(
                    "A wrapped key of " + wrappedKey.length + " octets is not one for the certificate's "
                            + recipient.getPublicKey().getAlgorithm() + " key");
        }
        if (iv.length != JdkCrypto.BLOCK_BYTES) {
            throw new IllegalArgumentException("An IV has 16 octets, not " + iv.length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        open(out, SEQUENCE);
        write(out, CMSObjectIdentifiers.envelopedData);
        open(out, EXPLICIT);
        open(out, SEQUENCE);
        out.writeBytes(new byte[] {0x02, 0x01, 0x00}); // version 0
        write(
                out,
                new DERSet(new RecipientInfo(new KeyTransRecipientInfo(
                        new RecipientIdentifier(issuerAndSerial(recipient)),
                        OaepSha256.identifier(),
                        new DEROctetString(wrappedKey)))));
        open(out, SEQUENCE);
        write(out, CMSObjectIdentifiers.data);
        write(out, new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        open(out, EXPLICIT); // [0] IMPLICIT, constructed: the same octet
        return out.toByteArray();
    }

    /**
     * The header of a segment.
     *
     * @param length octets of content in the segment, up to {@value #SEGMENT_BYTES}
     */
    static byte[] segmentHeader(int length) {
        if (length < 0x80) {
            return new byte[] {OCTET_STRING, (byte) length};
        }
        if (length < 0x100) {
            return new byte[] {OCTET_STRING, (byte) 0x81, (byte) length};
        }
        if (length < 0x10000) {
            return new byte[] {OCTET_STRING, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
        return new byte[] {OCTET_STRING, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    /** Everything after the last segment: the end-of-contents octets of every level. */
    static byte[] suffix() {
        return new byte[2 * OPEN_LEVELS];
    }

    /** What a certificate is named by in a RecipientInfo; the issuer's encoding is the certificate's own. */
    static IssuerAndSerialNumber issuerAndSerial(X509Certificate certificate) {
        try {
            return new IssuerAndSerialNumber(Certificate.getInstance(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
    }

    private static void open(ByteArrayOutputStream out, int tag) {
        out.write(tag);
        out.write(INDEFINITE);
    }

    private static void write(ByteArrayOutputStream out, ASN1Encodable element) {
        try {
            out.writeBytes(element.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
