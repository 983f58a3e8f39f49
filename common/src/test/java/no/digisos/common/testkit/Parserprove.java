package no.digisos.common.testkit;

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
public abstract class Parserprove {
    private static final long SEED = 20261130;
    private static final int TILFELLER = 200;
    private static final Path FUNN = Path.of("src/test/resources/funn");

    private final String pakke;

    /**
     * Those of one module.
     *
     * @param pakke the module's
     */
    protected Parserprove(String pakke) {
        this.pakke = pakke;
    }

    @TestFactory
    Stream<DynamicTest> a_parser_takes_or_refuses_whatever_it_is_given() {
        List<Parser> parsere = Parserfuzz.alle().stream()
                .filter(parser -> parser.getClass().getPackageName().startsWith(pakke))
                .toList();
        assertThat(parsere).isNotEmpty();
        return parsere.stream().map(parser -> DynamicTest.dynamicTest(parser.navn(), () -> prov(parser)));
    }

    private static void prov(Parser parser) throws IOException {
        List<byte[]> fro = parser.fro();
        assertThat(fro).isNotEmpty();
        List<byte[]> inn = new ArrayList<>(fro);
        inn.add(new byte[0]);
        inn.addAll(funn(parser));
        for (byte[] en : inn) {
            les(parser, en, "as it is");
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Skader skader = new Skader(random);
        for (int i = 0; i < TILFELLER; i++) {
            les(parser, skader.av(inn.get(i % inn.size())), "case " + i + " of seed " + SEED);
        }
    }

    private static void les(Parser parser, byte[] inn, String hvilken) {
        try {
            parser.les(inn);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(parser.navn() + ", " + hvilken, e);
        }
    }

    private static List<byte[]> funn(Parser parser) throws IOException {
        Path mappe = FUNN.resolve(parser.navn());
        if (!Files.isDirectory(mappe)) {
            return List.of();
        }
        List<byte[]> alle = new ArrayList<>();
        try (Stream<Path> filer = Files.list(mappe)) {
            for (Path fil : filer.sorted().toList()) {
                alle.add(Files.readAllBytes(fil));
            }
        }
        return alle;
    }
}
