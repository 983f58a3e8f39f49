package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that has nothing of ours but stack.json, and no tools but curl, openssl and jq, does the main job. */
class UtenfraTest {
    private static final Path SCRIPT =
            Path.of("../local/curl-openssl").toAbsolutePath().normalize();

    @TempDir
    Path katalog;

    @Test
    void curl_and_openssl_are_enough() throws Exception {
        Path utskrift = katalog.resolve("utskrift");
        try (RunningStack stack = Stakk.start()) {
            assertThat(stack.json().pid()).isPositive();
            Process kjort = new ProcessBuilder(SCRIPT.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(utskrift.toFile())
                    .start();
            assertThat(kjort.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(kjort.exitValue()).as(Files.readString(utskrift)).isZero();
        }
        assertThat(Files.readString(utskrift)).endsWith("All steps hold.\n");
    }
}
