package no.digisos.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes a directory of keys as the functions read them ({@code digisos.nokler.katalog}), once; an existing one is kept. */
public final class KeyDirectory {
    private static final String[] PURPOSES = {"lager", "indeks", "fingeravtrykk", "audit"};

    private KeyDirectory() {}

    /** Symmetric keys of id {@code a} for each purpose, and platform keys {@code ny} (to be active) and {@code gammel}. */
    public static void make(Path directory) {
        try {
            for (String purpose : PURPOSES) {
                Path key = directory.resolve(purpose).resolve("a.key");
                if (Files.notExists(key)) {
                    Files.createDirectories(key.getParent());
                    byte[] secret = new byte[32];
                    new SecureRandom().nextBytes(secret);
                    Files.writeString(key, Base64.getEncoder().encodeToString(secret));
                }
            }
            pair(directory.resolve("plattform"), "ny", "Digisos plattform", 3072);
            pair(directory.resolve("plattform"), "gammel", "Digisos plattform gammel", 3072);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A self-signed certificate {@code <id>.crt} with its key {@code <id>.key.pem}, made unless it is there. */
    public static void pair(Path directory, String id, String name, int bits) throws IOException {
        Path certificate = directory.resolve(id + ".crt");
        if (Files.exists(certificate)) {
            return;
        }
        Files.createDirectories(directory);
        Identity pair = SelfSigned.generate(name, bits);
        Files.writeString(directory.resolve(id + ".key.pem"), pem(pair.privateKey()));
        Files.writeString(certificate, pair.certificatePem());
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
