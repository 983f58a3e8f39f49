package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunTest {

    @TempDir
    Path dir;

    @Test
    void standardOutputIsKeptApartFromTheLog() throws Exception {
        ProgramRun.Result result =
                ProgramRun.run(command("echo \"$HILSEN $1\"; echo klage >&2; exit 3"), Duration.ofSeconds(30));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("god dag a b\n");
        assertThat(result.took()).isPositive();
        assertThat(Files.readString(log())).isEqualTo("klage\n");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(log());
        }
    }

    @Test
    void whatDoesNotEndInTimeIsStopped() {
        assertThatThrownBy(() -> ProgramRun.run(command("while :; do sleep 0.1; done"), Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("program had not ended");
    }

    private ChildProcess.Command command(String script) {
        return new ChildProcess.Command(
                "program",
                List.of("/bin/sh", "-c", script, "sh", "a b"),
                Map.of("HILSEN", "god dag"),
                log(),
                Duration.ofSeconds(1));
    }

    private Path log() {
        return dir.resolve("log.txt");
    }
}
