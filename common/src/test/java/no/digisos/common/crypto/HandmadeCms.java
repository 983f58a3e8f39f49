package no.digisos.common.crypto;

import static no.digisos.testkit.cms.Ber.DEFINITE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import no.digisos.testkit.cms.Ber;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** A CMS whose every part can be made otherwise than it should be; as it is made, it is in order. */
final class HandmadeCms {

    static final byte[] PLAIN = "søknad om sosialhjelp".getBytes(StandardCharsets.UTF_8);

    final EncryptedContent encrypted;
    final byte[] ciphertext;
    private final List<byte[]> recipients = new ArrayList<>();
    private Ber lengths = DEFINITE;
    private ASN1ObjectIdentifier outerType = CMSObjectIdentifiers.envelopedData;
    private ASN1ObjectIdentifier innerType = CMSObjectIdentifiers.data;
    private byte[] originatorInfo = {};
    private byte[] attributes = {};
    private AlgorithmIdentifier cipher;
    private byte[] content;

    HandmadeCms() {
        this(PLAIN);
    }

    HandmadeCms(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            encrypted = ContentCipher.encrypt(new ByteArrayInputStream(plain), out::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ciphertext = out.toByteArray();
        cipher = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(encrypted.iv()));
        content = DEFINITE.element(0x80, ciphertext);
    }

    HandmadeCms to(X509Certificate recipient) {
        return to(recipient, OaepSha256.identifier(), CmsEnvelope.wrapKey(encrypted.contentKey(), recipient));
    }

    HandmadeCms to(X509Certificate recipient, AlgorithmIdentifier transport, byte[] wrappedKey) {
        return to(new RecipientIdentifier(CmsFraming.issuerAndSerial(recipient)), transport, wrappedKey);
    }

    HandmadeCms to(RecipientIdentifier recipient, AlgorithmIdentifier transport, byte[] wrappedKey) {
        recipients.add(recipientInfo(recipient, transport, wrappedKey));
        return this;
    }

    static byte[] recipientInfo(X509Certificate recipient, byte[] wrappedKey) {
        return recipientInfo(
                new RecipientIdentifier(CmsFraming.issuerAndSerial(recipient)), OaepSha256.identifier(), wrappedKey);
    }

    private static byte[] recipientInfo(
            RecipientIdentifier recipient, AlgorithmIdentifier transport, byte[] wrappedKey) {
        return der(new RecipientInfo(new KeyTransRecipientInfo(recipient, transport, new DEROctetString(wrappedKey))));
    }

    HandmadeCms lengths(Ber lengths) {
        this.lengths = lengths;
        return this;
    }

    HandmadeCms outerType(ASN1ObjectIdentifier type) {
        outerType = type;
        return this;
    }

    HandmadeCms innerType(ASN1ObjectIdentifier type) {
        innerType = type;
        return this;
    }

    HandmadeCms originatorInfo(byte[] element) {
        originatorInfo = element;
        return this;
    }

    HandmadeCms attributes(byte[] element) {
        attributes = element;
        return this;
    }

    HandmadeCms cipher(AlgorithmIdentifier identifier) {
        cipher = identifier;
        return this;
    }

    /** The encryptedContent element, with its [0] tag. */
    HandmadeCms content(byte[] element) {
        content = element;
        return this;
    }

    /** Content in OCTET STRINGs of a size, in a constructed [0] of the same lengths as all else. */
    HandmadeCms segments(int size) {
        return content(lengths.element(0xa0, Ber.segments(ciphertext, size)));
    }

    byte[] octets() {
        byte[] encryptedContentInfo = lengths.element(0x30, der(innerType), der(cipher), content);
        byte[] envelopedData = lengths.element(
                0x30,
                new byte[] {0x02, 0x01, 0x00},
                originatorInfo,
                lengths.element(0x31, recipients.toArray(byte[][]::new)),
                encryptedContentInfo,
                attributes);
        return lengths.element(0x30, der(outerType), lengths.element(0xa0, envelopedData));
    }

    static byte[] der(ASN1Encodable element) {
        try {
            return element.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
