package no.digisos.common.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Encrypted content as the document store keeps it, in memory; notes the offsets at which it was opened. */
final class StoredContent implements CiphertextSource {

    final EncryptedContent encrypted;
    final byte[] ciphertext;
    final List<Long> opened = new ArrayList<>();

    private StoredContent(EncryptedContent encrypted, byte[] ciphertext) {
        this.encrypted = encrypted;
        this.ciphertext = ciphertext;
    }

    static StoredContent of(byte[] plain) throws IOException {
        ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
        EncryptedContent encrypted = ContentCipher.encrypt(new ByteArrayInputStream(plain), ciphertext::write);
        return new StoredContent(encrypted, ciphertext.toByteArray());
    }

    CmsEnvelope envelopeFor(X509Certificate recipient) {
        byte[] wrappedKey = CmsEnvelope.wrapKey(encrypted.contentKey(), recipient);
        return CmsEnvelope.of(recipient, wrappedKey, encrypted.iv(), encrypted.ciphertextSize());
    }

    @Override
    public InputStream open(long offset) {
        opened.add(offset);
        return new ByteArrayInputStream(ciphertext, (int) offset, ciphertext.length - (int) offset);
    }
}
