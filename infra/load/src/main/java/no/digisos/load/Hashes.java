package no.digisos.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What every JDK can compute. */
final class Hashes {
    private Hashes() {}

    static byte[] sha512(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }
}
