package no.digisos.common.crypto;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The openssl command, as someone else's reading of the standards. */
final class Openssl {

    private final Path directory;

    /**
     * @param directory takes the files that openssl reads and writes
     */
    Openssl(Path directory) {
        this.directory = directory;
    }

    byte[] decrypt(byte[] cms, RecipientKey recipient) throws Exception {
        Files.write(directory.resolve("in.cms"), cms);
        writeKeys(recipient);
        run("cms -decrypt -binary -inform DER -in in.cms -out plain -recip cert.pem -inkey key.pem");
        return Files.readAllBytes(directory.resolve("plain"));
    }

    byte[] encrypt(byte[] plain, RecipientKey recipient, String... options) throws Exception {
        Files.write(directory.resolve("plain"), plain);
        writeKeys(recipient);
        run("cms -encrypt -aes256 -binary -outform DER " + String.join(" ", options)
                + " -in plain -out out.cms -recip cert.pem"
                + " -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256");
        return Files.readAllBytes(directory.resolve("out.cms"));
    }

    private void writeKeys(RecipientKey recipient) throws IOException {
        Files.writeString(directory.resolve("cert.pem"), Certificates.pem(recipient.certificate()));
        Files.writeString(directory.resolve("key.pem"), pem(recipient));
    }

    static String pem(RecipientKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.privateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private void run(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.replaceAll(" +", " ").split(" ")));
        File log = directory.resolve("openssl.log").toFile();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
        } catch (IOException e) {
            abort("openssl is not on this machine: " + e.getMessage());
            return;
        }
        if (process.waitFor() != 0) {
            throw new AssertionError(Files.readString(log.toPath(), StandardCharsets.UTF_8));
        }
    }
}
