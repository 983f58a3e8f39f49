package no.digisos.common.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's algorithms that every Java platform has, without their checked exceptions. */
public final class JdkCrypto {

    /** Octets of an AES-256 key. */
    static final int KEY_BYTES = 32;

    /** Octets of an AES block, and so of a CBC initialisation vector. */
    static final int BLOCK_BYTES = 16;

    private JdkCrypto() {}

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** A fresh SHA-512. */
    public static MessageDigest sha512() {
        return digest("SHA-512");
    }

    /**
     * AES-256-CBC with PKCS#7 padding.
     *
     * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
     */
    static Cipher aesCbc(int mode, byte[] key, byte[] iv) {
        if (key.length != KEY_BYTES || iv.length != BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "AES-256-CBC takes a key of 32 octets and an IV of 16, not " + key.length + " and " + iv.length);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not give AES-256-CBC", e);
        }
    }

    /** Fresh random octets; the generator is made at the call, never kept from build time. */
    static byte[] random(int length) {
        byte[] octets = new byte[length];
        new SecureRandom().nextBytes(octets);
        return octets;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK does not give " + algorithm, e);
        }
    }
}
