package no.digisos.common.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where Jazzer comes in (infra/fuzz/parsere): it looks for these two methods by name. Run as a program it names every parser and
 * writes what to begin with: {@code Parserfuzz DIRECTORY}.
 */
public final class Parserfuzz {
    private static @Nullable Parser valgt;

    private Parserfuzz() {}

    /** Every parser that is on the class path. */
    static List<Parser> alle() {
        return ServiceLoader.load(Parser.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Chooses what is fuzzed.
     *
     * @param navn the name of one parser
     */
    public static void fuzzerInitialize(String[] navn) {
        valgt = alle().stream()
                .filter(parser -> parser.navn().equals(navn[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parser is called " + navn[0]));
    }

    /**
     * Tries one input.
     *
     * @param inn what Jazzer has made up
     */
    public static void fuzzerTestOneInput(byte[] inn) throws IOException {
        Parser parser = valgt;
        if (parser == null) {
            throw new IllegalStateException("no parser was chosen");
        }
        parser.les(inn);
    }

    @SuppressWarnings("SystemOut") // its names are what a script reads
    public static void main(String[] mappe) throws IOException {
        for (Parser parser : alle()) {
            Path egen = Files.createDirectories(Path.of(mappe[0]).resolve(parser.navn()));
            int nr = 0;
            for (byte[] fro : parser.fro()) {
                Files.write(egen.resolve("fro-" + nr++), fro);
            }
            System.out.println(parser.navn());
        }
    }
}
