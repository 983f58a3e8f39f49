package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The guide for vendors and kommuner, pasted block by block as a reader would, against the local stack. */
@ExtendWith(SharedStack.class)
class GuideTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path GUIDE = ROOT.resolve("docs/fagsystem.md");

    @TempDir
    Path directory;

    @Test
    void every_block_of_the_guide_runs_as_it_stands(RunningStack stack) throws Exception {
        List<String> blocks = blocks(Files.readAllLines(GUIDE));
        assertThat(blocks).hasSizeGreaterThan(10);
        Path script = directory.resolve("veiledning");
        Files.writeString(script, "set -euo pipefail\nset -x\n" + String.join("\n", blocks));
        Path printing = directory.resolve("utskrift");
        assertThat(stack.json().pid()).isPositive();
        Process ran = new ProcessBuilder("bash", script.toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printing.toFile())
                .start();
        try {
            assertThat(ran.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            ran.destroyForcibly();
        }
        assertThat(ran.exitValue()).as(Files.readString(printing)).isZero();
        assertThat(Files.readString(printing)).endsWith("Connected, from the first key to the last call.\n");
    }

    /** What stands between {@code ```sh} and {@code ```}; blocks of other languages are for reading. */
    private static List<String> blocks(List<String> lines) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : lines) {
            if (block == null) {
                block = line.equals("```sh") ? new StringBuilder() : null;
            } else if (line.equals("```")) {
                blocks.add(block.toString());
                block = null;
            } else {
                block.append(line).append('\n');
            }
        }
        assertThat(block).as("the last block is closed").isNull();
        return blocks;
    }
}
