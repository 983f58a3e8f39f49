package no.digisos.common.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords of integrations. They are generated with 256 bits of entropy, so guessing is hopeless and a salted fast hash is
 * right; it is compared in constant time.
 */
public final class IntegrasjonPassword {
    private static final int BYTES = 32;

    private IntegrasjonPassword() {}

    /** A new password, shown once. */
    public static String generate() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** A fresh salt. */
    public static byte[] newSalt() {
        byte[] salt = new byte[BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    /** HMAC-SHA-256 of the password under its salt: 32 bytes. */
    public static byte[] hash(byte[] salt, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean matches(byte[] salt, byte[] hash, String password) {
        return MessageDigest.isEqual(hash, hash(salt, password));
    }
}
