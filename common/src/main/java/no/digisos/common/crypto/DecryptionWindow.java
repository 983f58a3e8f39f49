package no.digisos.common.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** Decrypts content only to measure it: the plain octets live in one small buffer, each overwritten by the next. */
final class DecryptionWindow {

    private final Cipher cipher;
    private final MessageDigest sha256 = JdkCrypto.sha256();
    private final MessageDigest sha512 = JdkCrypto.sha512();
    private final PlaintextObserver observer;
    private byte[] window = new byte[1024];
    private long ciphertextSize;
    private long plainSize;

    DecryptionWindow(byte[] contentKey, byte[] iv, PlaintextObserver observer) {
        this.observer = observer;
        cipher = JdkCrypto.aesCbc(Cipher.DECRYPT_MODE, contentKey, iv);
    }

    void write(byte[] buffer, int offset, int length) {
        int needed = cipher.getOutputSize(length);
        if (window.length < needed) {
            clear();
            window = new byte[needed];
        }
        try {
            measure(cipher.update(buffer, offset, length, window, 0));
        } catch (ShortBufferException e) {
            throw new IllegalStateException("The cipher gave more than it said", e);
        }
        ciphertextSize += length;
    }

    /** Takes the last block; false when the content is empty, not whole blocks, or wrongly padded. */
    boolean endsWell() {
        if (ciphertextSize == 0) {
            return false; // the cipher itself takes no block at all for an empty text
        }
        try {
            measure(cipher.doFinal(window, 0));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    void clear() {
        Arrays.fill(window, (byte) 0);
    }

    long ciphertextSize() {
        return ciphertextSize;
    }

    long plainSize() {
        return plainSize;
    }

    byte[] plainSha256() {
        return sha256.digest();
    }

    byte[] plainSha512() {
        return sha512.digest();
    }

    private void measure(int length) {
        sha256.update(window, 0, length);
        sha512.update(window, 0, length);
        observer.see(window, 0, length);
        plainSize += length;
    }
}
