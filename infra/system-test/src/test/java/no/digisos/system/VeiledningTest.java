package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide for vendors and kommuner, pasted block by block as a reader would, against the local stack. */
class VeiledningTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path VEILEDNING = ROOT.resolve("docs/fagsystem.md");

    @TempDir
    Path katalog;

    @Test
    void every_block_of_the_guide_runs_as_it_stands() throws Exception {
        List<String> blokker = blokker(Files.readAllLines(VEILEDNING));
        assertThat(blokker).hasSizeGreaterThan(10);
        Path skript = katalog.resolve("veiledning");
        Files.writeString(skript, "set -euo pipefail\nset -x\n" + String.join("\n", blokker));
        Path utskrift = katalog.resolve("utskrift");
        try (RunningStack stack = Stack.start(StackOptions.usual().with(StackOptions.Fallback.MANUELL))) {
            assertThat(stack.json().pid()).isPositive();
            Process kjort = new ProcessBuilder("bash", skript.toString())
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(utskrift.toFile())
                    .start();
            try {
                assertThat(kjort.waitFor(5, TimeUnit.MINUTES)).isTrue();
            } finally {
                kjort.destroyForcibly();
            }
            assertThat(kjort.exitValue()).as(Files.readString(utskrift)).isZero();
        }
        assertThat(Files.readString(utskrift)).endsWith("Connected, from the first key to the last call.\n");
    }

    /** What stands between {@code ```sh} and {@code ```}; blocks of other languages are for reading. */
    private static List<String> blokker(List<String> linjer) {
        List<String> blokker = new ArrayList<>();
        StringBuilder blokk = null;
        for (String linje : linjer) {
            if (blokk == null) {
                blokk = linje.equals("```sh") ? new StringBuilder() : null;
            } else if (linje.equals("```")) {
                blokker.add(blokk.toString());
                blokk = null;
            } else {
                blokk.append(linje).append('\n');
            }
        }
        assertThat(blokk).as("the last block is closed").isNull();
        return blokker;
    }
}
