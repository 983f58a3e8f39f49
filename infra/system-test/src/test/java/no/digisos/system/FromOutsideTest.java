package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that has nothing of ours but stack.json, and no tools but curl, openssl and jq, does the main job. */
@ExtendWith(SharedStack.class)
class FromOutsideTest {
    private static final Path SCRIPT =
            Path.of("../local/curl-openssl").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void curl_and_openssl_are_enough(RunningStack stack) throws Exception {
        Path printing = directory.resolve("utskrift");
        assertThat(stack.json().pid()).isPositive();
        Process ran = new ProcessBuilder(SCRIPT.toString())
                .redirectErrorStream(true)
                .redirectOutput(printing.toFile())
                .start();
        assertThat(ran.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(ran.exitValue()).as(Files.readString(printing)).isZero();
        assertThat(Files.readString(printing)).endsWith("All steps hold.\n");
    }
}
