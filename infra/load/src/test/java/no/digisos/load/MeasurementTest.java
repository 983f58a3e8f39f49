package no.digisos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.digisos.common.identity.Fnr;
import no.digisos.local.stack.Packaging;
import no.digisos.testkit.process.ChildProcess.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
    @TempDir
    Path directory;

    @Test
    void theMedianLiesInTheMiddleOfWhatWasMeasured() {
        assertThat(Spread.of(Stream.of(9L, 1L, 5L))).isEqualTo(new Spread(1, 5, 9));
        assertThat(Spread.of(Stream.of(4L, 2L))).isEqualTo(new Spread(2, 4, 4));
        assertThat(Spread.of(Stream.of(7L))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void aTallyCountsErrorsAmongTheCallsAndKeepsEveryTime() {
        Tally tally = new Tally();
        for (int i = 1; i <= 2_000; i++) {
            tally.count("read", i, i != 7);
        }
        tally.count("write", 5, true);
        assertThat(tally.sums()).containsOnlyKeys("read", "write");
        Tally.Sum reads = tally.sums().get("read");
        assertThat(reads).isEqualTo(new Tally.Sum(2_000, 1, 1_001, 1_981));
    }

    @Test
    void personsAreDifferentSyntheticAndValid() {
        List<String> persons = Persons.some(1_000);
        assertThat(persons).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(persons).allMatch(fnr -> new Fnr(fnr).synthetic());
    }

    @Test
    void theTableIsMarkdownAndIsWritten() throws Exception {
        Table table = new Table("Start", List.of("on a bench"), "program", "ms");
        table.row("hello", 21);
        Path file = directory.resolve("ny/oppstart.md");
        table.write(file);
        assertThat(Files.readString(file)).isEqualTo("""
                ## Start

                | program | ms |
                | --- | --- |
                | hello | 21 |

                - on a bench

                """);
    }

    @Test
    void theOptionsAreReadWithTheirDefaults() {
        LoadOptions options =
                LoadOptions.parse(new String[] {"--minutter=1", "--pakning", "native,aot"}, LoadOptions.LAST_HELP);
        assertThat(options.minutes()).isEqualTo(1);
        assertThat(options.clients()).isEqualTo(16);
        assertThat(options.packagings()).containsExactly(Packaging.NATIVE, Packaging.AOT_CACHE);
        assertThat(options.functions()).hasSize(3);
    }

    @Test
    void aProgramIsTimedToItsEndAndItsMemorySeen() throws Exception {
        Launch launch = Launch.untilExit(command("sleep", "0.05"));
        assertThat(launch.took()).isPositive();
        assertThat(launch.bytes()).isPositive();
    }

    @Test
    void aProgramThatFailsIsNotMeasured() {
        assertThatIOException()
                .isThrownBy(() -> Launch.untilExit(command("false")))
                .withMessageContaining("ended with 1");
    }

    private Command command(String... arguments) {
        return new Command(arguments[0], List.of(arguments), Map.of(), directory.resolve("log"), Duration.ofSeconds(1));
    }
}
