package no.digisos.common.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What was learnt from a CMS document that was read whole and found to decrypt.
 *
 * @param contentKey the AES-256 key that the content is encrypted with, 32 octets, in the clear
 * @param iv the content's initialisation vector, 16 octets
 * @param ciphertextSize octets of encrypted content, without ASN.1 framing; a positive multiple of 16
 * @param plainSize octets of the plain file; 0 or more
 * @param plainSha256 SHA-256 of the plain file
 * @param plainSha512 SHA-512 of the plain file
 * @param cmsSize octets of the whole CMS as it was received
 * @param cmsSha256 SHA-256 of the whole CMS as it was received
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below go by the arrays' contents
public record ReadCms(
        byte[] contentKey,
        byte[] iv,
        long ciphertextSize,
        long plainSize,
        byte[] plainSha256,
        byte[] plainSha512,
        long cmsSize,
        byte[] cmsSha256) {

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadCms that
                && MessageDigest.isEqual(contentKey, that.contentKey)
                && Arrays.equals(iv, that.iv)
                && ciphertextSize == that.ciphertextSize
                && plainSize == that.plainSize
                && Arrays.equals(plainSha256, that.plainSha256)
                && Arrays.equals(plainSha512, that.plainSha512)
                && cmsSize == that.cmsSize
                && Arrays.equals(cmsSha256, that.cmsSha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cmsSha256);
    }

    /** Sizes and the hash of the encrypted whole; neither the key nor a hash of the plain file. */
    @Override
    public String toString() {
        return "ReadCms[ciphertextSize=" + ciphertextSize + ", plainSize=" + plainSize + ", cmsSize=" + cmsSize
                + ", cmsSha256=" + HexFormat.of().formatHex(cmsSha256) + "]";
    }
}
