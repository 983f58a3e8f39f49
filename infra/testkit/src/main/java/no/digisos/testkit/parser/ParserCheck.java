package no.digisos.testkit.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every parser of a module with what its fuzzing begins with, damaged and not, and with what fuzzing has found before. The long form
 * is {@code infra/fuzz/parsere}, which is guided by coverage and leaves its findings where this looks for them.
 */
public abstract class ParserCheck {
    private static final long SEED = 20261130;
    private static final int SCENARIOS = 200;
    private static final Path FINDINGS = Path.of("src/test/resources/funn");

    private final String packageName;

    /**
     * Those of one module.
     *
     * @param packageName the module's
     */
    protected ParserCheck(String packageName) {
        this.packageName = packageName;
    }

    @TestFactory
    Stream<DynamicTest> a_parser_takes_or_refuses_whatever_it_is_given() {
        List<Parser> parsers = ParserFuzz.all().stream()
                .filter(parser -> parser.getClass().getPackageName().startsWith(packageName))
                .toList();
        assertThat(parsers).isNotEmpty();
        return parsers.stream().map(parser -> DynamicTest.dynamicTest(parser.name(), () -> attempt(parser)));
    }

    private static void attempt(Parser parser) throws IOException {
        List<byte[]> seed = parser.seed();
        assertThat(seed).isNotEmpty();
        List<byte[]> in = new ArrayList<>(seed);
        in.add(new byte[0]);
        in.addAll(findings(parser));
        for (byte[] one : in) {
            read(parser, one, "as it is");
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Damage damage = new Damage(random);
        for (int i = 0; i < SCENARIOS; i++) {
            read(parser, damage.of(in.get(i % in.size())), "case " + i + " of seed " + SEED);
        }
    }

    private static void read(Parser parser, byte[] in, String which) {
        try {
            parser.read(in);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(parser.name() + ", " + which, e);
        }
    }

    private static List<byte[]> findings(Parser parser) throws IOException {
        Path directory = FINDINGS.resolve(parser.name());
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }
}
