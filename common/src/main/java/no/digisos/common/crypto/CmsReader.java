package no.digisos.common.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import no.digisos.common.crypto.BerReader.Element;
import no.digisos.common.crypto.BerReader.Level;
import no.digisos.common.crypto.InvalidCmsException.Reason;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads documents that clients have encrypted to the platform: CMS EnvelopedData (RFC 5652), AES-256-CBC content, the
 * content key by RSA-OAEP with SHA-256.
 *
 * <p>The content goes to a sink as it came, still encrypted; it is decrypted alongside through a window that is thrown
 * away, which proves that every octet arrived and that the padding is right, and gives the plain file's size and
 * hashes. Memory is constant whatever the document's size and encoding: definite or indefinite lengths at every level,
 * any segmenting, nested or not. Thread-safe.
 */
public final class CmsReader {

    private static final int MAX_RECIPIENTS = 10;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_ATTRIBUTE_BYTES = 64 * 1024;

    private final Map<Name, RecipientKey> keys;

    /**
     * @param keys the platform's certificates, active and old, with their keys
     * @throws IllegalArgumentException when two certificates have the same issuer and serial number
     */
    public CmsReader(List<RecipientKey> keys) {
        Map<Name, RecipientKey> byName = new HashMap<>();
        for (RecipientKey key : keys) {
            if (byName.put(Name.of(CmsFraming.issuerAndSerial(key.certificate())), key) != null) {
                throw new IllegalArgumentException("Two certificates have the same issuer and serial number: "
                        + key.certificate().getIssuerX500Principal() + ", "
                        + key.certificate().getSerialNumber());
            }
        }
        this.keys = Map.copyOf(byName);
    }

    /**
     * Reads a document to the end of its source. What the sink was given counts only when this returns.
     *
     * @param cms the document and nothing else; it is not closed
     * @param sink takes the encrypted content octets, ASN.1 framing removed
     * @throws InvalidCmsException when the document is not in the accepted format, not whole, not encrypted to one of
     *     the keys, or does not decrypt
     * @throws IOException as the source or the sink threw it
     */
    public ReadCms read(InputStream cms, CiphertextSink sink) throws IOException, InvalidCmsException {
        return read(cms, sink, (buffer, offset, length) -> {});
    }

    /**
     * As {@link #read(InputStream, CiphertextSink)}, with a look at the plain file as it goes by.
     *
     * @param observer is shown whatever the content decrypts to, which is the plain file only when this returns
     */
    public ReadCms read(InputStream cms, CiphertextSink sink, PlaintextObserver observer)
            throws IOException, InvalidCmsException {
        MessageDigest cmsSha256 = JdkCrypto.sha256();
        BerReader reader = new BerReader(cms, cmsSha256);
        reader.allow(MAX_HEADER_BYTES);

        Level contentInfo = reader.enterNext(reader.outermost(), BerReader.SEQUENCE);
        requireType(reader.captureNext(contentInfo), CMSObjectIdentifiers.envelopedData);
        Level explicit = reader.enterNext(contentInfo, BerReader.CONTEXT | BerReader.CONSTRUCTED);
        Level envelopedData = reader.enterNext(explicit, BerReader.SEQUENCE);
        ContentKey contentKey = readContentKey(reader, envelopedData);

        Level encrypted = reader.enterNext(envelopedData, BerReader.SEQUENCE);
        requireType(reader.captureNext(encrypted), CMSObjectIdentifiers.data);
        byte[] iv = initialisationVector(reader.captureNext(encrypted));
        Element content = reader.next(encrypted);
        if ((content.tag() & ~BerReader.CONSTRUCTED) != BerReader.CONTEXT) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
        DecryptionWindow window = new DecryptionWindow(contentKey.octets, iv, observer);
        try {
            reader.stream(encrypted, content, (buffer, offset, length) -> {
                window.write(buffer, offset, length);
                sink.write(buffer, offset, length);
            });
            reader.allow(MAX_ATTRIBUTE_BYTES);
            reader.leave(encrypted);
            skipAttributes(reader, envelopedData);
            reader.leave(explicit);
            reader.leave(contentInfo);
            if (!reader.atEnd()) {
                throw new InvalidCmsException(Reason.TRAILING_DATA);
            }
            // Only now, and with one reason, so that neither the answer nor its time tells which of the two was wrong.
            if (!window.endsWell() || !contentKey.genuine) {
                throw new InvalidCmsException(Reason.UNDECRYPTABLE);
            }
        } finally {
            window.clear();
        }
        return new ReadCms(
                contentKey.octets,
                iv,
                window.ciphertextSize(),
                window.plainSize(),
                window.plainSha256(),
                window.plainSha512(),
                reader.offset(),
                cmsSha256.digest());
    }

    /** Reads up to and with the recipients, all of them, and unwraps the content key from the first that is ours. */
    private ContentKey readContentKey(BerReader reader, Level envelopedData) throws IOException, InvalidCmsException {
        Element version = reader.next(envelopedData);
        if (version.tag() != BerReader.INTEGER) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
        reader.skip(envelopedData, version);
        Element next = reader.next(envelopedData);
        if (next.tag() == (BerReader.CONTEXT | BerReader.CONSTRUCTED)) {
            reader.skip(envelopedData, next); // originatorInfo
            next = reader.next(envelopedData);
        }
        if (next.tag() != BerReader.SET) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
        Level set = reader.enter(envelopedData, next);
        Optional<WrappedKey> ours = Optional.empty();
        int recipients = 0;
        for (byte[] encoded = reader.captureNext(set); encoded.length > 0; encoded = reader.captureNext(set)) {
            if (++recipients > MAX_RECIPIENTS) {
                throw new InvalidCmsException(Reason.TOO_MANY_RECIPIENTS);
            }
            Optional<WrappedKey> found = parse(encoded, recipient -> find(RecipientInfo.getInstance(recipient)));
            ours = ours.or(() -> found);
        }
        return unwrap(ours.orElseThrow(() -> new InvalidCmsException(Reason.UNKNOWN_RECIPIENT)));
    }

    private Optional<WrappedKey> find(RecipientInfo recipient) {
        if (recipient.getInfo() instanceof KeyTransRecipientInfo info
                && info.getRecipientIdentifier().getId() instanceof IssuerAndSerialNumber name) {
            return Optional.ofNullable(keys.get(Name.of(name)))
                    .map(key -> new WrappedKey(key, info.getKeyEncryptionAlgorithm(), info.getEncryptedKey()));
        }
        return Optional.empty();
    }

    private static void skipAttributes(BerReader reader, Level envelopedData) throws IOException, InvalidCmsException {
        Element next = reader.next(envelopedData);
        if (next.isEnd()) {
            return;
        }
        if (next.tag() != (BerReader.CONTEXT | BerReader.CONSTRUCTED | 1)) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
        reader.skip(envelopedData, next); // unprotectedAttrs
        reader.leave(envelopedData);
    }

    private static ContentKey unwrap(WrappedKey wrapped) throws InvalidCmsException {
        requireOaepSha256(wrapped.transport);
        try {
            byte[] octets = OaepSha256.unwrap(wrapped.octets.getOctets(), wrapped.key.privateKey());
            if (octets.length == JdkCrypto.KEY_BYTES) {
                return new ContentKey(octets, true);
            }
        } catch (GeneralSecurityException | ProviderException e) {
            // Falls through: the failure is told at the end of the document, like wrong padding.
        }
        return new ContentKey(JdkCrypto.random(JdkCrypto.KEY_BYTES), false);
    }

    private static void requireOaepSha256(AlgorithmIdentifier algorithm) throws InvalidCmsException {
        boolean accepted;
        try {
            accepted = OaepSha256.isMeantBy(algorithm);
        } catch (RuntimeException e) {
            accepted = false; // parameters of another structure; BouncyCastle has many exceptions for it
        }
        if (!accepted) {
            throw new InvalidCmsException(Reason.UNSUPPORTED_ALGORITHM);
        }
    }

    private static void requireType(byte[] encoded, ASN1ObjectIdentifier expected) throws InvalidCmsException {
        if (!expected.equals(parse(encoded, ASN1ObjectIdentifier::getInstance))) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
    }

    private static byte[] initialisationVector(byte[] encoded) throws InvalidCmsException {
        AlgorithmIdentifier algorithm = parse(encoded, AlgorithmIdentifier::getInstance);
        if (NISTObjectIdentifiers.id_aes256_CBC.equals(algorithm.getAlgorithm())
                && algorithm.getParameters() instanceof ASN1OctetString iv
                && iv.getOctetsLength() == JdkCrypto.BLOCK_BYTES) {
            return iv.getOctets();
        }
        throw new InvalidCmsException(Reason.UNSUPPORTED_ALGORITHM);
    }

    private static <T> T parse(byte[] encoded, Function<ASN1Primitive, T> type) throws InvalidCmsException {
        if (encoded.length == 0) {
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
        try {
            return type.apply(ASN1Primitive.fromByteArray(encoded));
        } catch (IOException | RuntimeException e) {
            // From octets in memory, so it is the structure; BouncyCastle has many exceptions for it.
            throw new InvalidCmsException(Reason.NOT_CMS);
        }
    }

    /** What a recipient is found by; names that differ in letter case or string type only are the same. */
    private record Name(X500Name issuer, BigInteger serialNumber) {

        static Name of(IssuerAndSerialNumber name) {
            return new Name(name.getName(), name.getSerialNumber().getValue());
        }
    }

    /** A recipient's part that is for one of our keys. */
    private record WrappedKey(RecipientKey key, AlgorithmIdentifier transport, ASN1OctetString octets) {}

    private static final class ContentKey {

        private final byte[] octets;
        private final boolean genuine;

        /** @param genuine false when unwrapping failed and the octets are random */
        ContentKey(byte[] octets, boolean genuine) {
            this.octets = octets;
            this.genuine = genuine;
        }
    }
}
