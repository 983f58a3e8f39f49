package no.digisos.common.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What was learnt while content was encrypted.
 *
 * @param contentKey the AES-256 key, 32 octets, in the clear
 * @param iv the initialisation vector, 16 octets
 * @param ciphertextSize octets of encrypted content; a positive multiple of 16
 * @param plainSize octets of the plain content; 0 or more
 * @param plainSha256 SHA-256 of the plain content
 * @param plainSha512 SHA-512 of the plain content
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below go by the arrays' contents
public record EncryptedContent(
        byte[] contentKey, byte[] iv, long ciphertextSize, long plainSize, byte[] plainSha256, byte[] plainSha512) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedContent that
                && MessageDigest.isEqual(contentKey, that.contentKey)
                && Arrays.equals(iv, that.iv)
                && ciphertextSize == that.ciphertextSize
                && plainSize == that.plainSize
                && Arrays.equals(plainSha256, that.plainSha256)
                && Arrays.equals(plainSha512, that.plainSha512);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(iv);
    }

    /** Sizes only; neither the key nor a hash of the plain content. */
    @Override
    public String toString() {
        return "EncryptedContent[ciphertextSize=" + ciphertextSize + ", plainSize=" + plainSize + "]";
    }
}
