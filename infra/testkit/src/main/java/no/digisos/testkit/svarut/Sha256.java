package no.digisos.testkit.svarut;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of every document. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
