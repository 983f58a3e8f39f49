package no.digisos.testkit.parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where Jazzer comes in (infra/fuzz/parsere): it looks for these two methods by name. Run as a program it names every parser and
 * writes what to begin with: {@code ParserFuzz DIRECTORY}.
 */
public final class ParserFuzz {
    private static @Nullable Parser chosen;

    private ParserFuzz() {}

    /** Every parser that is on the class path. */
    static List<Parser> all() {
        return ServiceLoader.load(Parser.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Chooses what is fuzzed.
     *
     * @param name the name of one parser
     */
    public static void fuzzerInitialize(String[] name) {
        chosen = all().stream()
                .filter(parser -> parser.name().equals(name[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parser is called " + name[0]));
    }

    /**
     * Tries one input.
     *
     * @param in what Jazzer has made up
     */
    public static void fuzzerTestOneInput(byte[] in) throws IOException {
        Parser parser = chosen;
        if (parser == null) {
            throw new IllegalStateException("no parser was chosen");
        }
        parser.read(in);
    }

    /** Names every parser, and writes what to begin with into this directory. */
    @SuppressWarnings("SystemOut") // its names are what a script reads
    public static void main(String[] directory) throws IOException {
        for (Parser parser : all()) {
            Path own = Files.createDirectories(Path.of(directory[0]).resolve(parser.name()));
            int nr = 0;
            for (byte[] seed : parser.seed()) {
                Files.write(own.resolve("fro-" + nr++), seed);
            }
            System.out.println(parser.name());
        }
    }
}
