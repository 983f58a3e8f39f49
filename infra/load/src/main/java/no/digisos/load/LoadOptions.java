package no.digisos.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import no.digisos.local.stack.Packaging;

/**
 * What the command line says.
 *
 * @param count starts of each program
 * @param minutes of load on each function
 * @param clients that call at the same time
 * @param together whether all functions are loaded at the same time
 * @param functions to load, or to start
 * @param out where the table is written
 */
record LoadOptions(
        int count,
        int minutes,
        int clients,
        boolean together,
        List<Packaging> packagings,
        List<String> functions,
        Path out) {
    static final String STARTUP_HELP = """
            Measures how the functions start, beside a hello, and writes a table.

              --antall=N       starts of each program (12 unless given)
              --funksjoner=LIST of submit-function, status-function, metadata-function and fallback-job (all four unless given)
              --pakning=LIST   of native, fast-jar, fast-jar-g1 and aot (native, fast-jar and aot unless given)
              --ut=FILE        where the table goes (infra/load/target/oppstart.md unless given)
            """;

    static final String LAST_HELP = """
            Loads each function with clients that call one after the other, and writes a table.

              --minutter=N     on each function (10 unless given)
              --klienter=N     at the same time (16 unless given)
              --samtidig       all functions at the same time, each with its clients, and not one after the other
              --funksjoner=LIST of submit-function, status-function and metadata-function (all three unless given)
              --pakning=LIST   of native, fast-jar, fast-jar-g1 and aot (native unless given)
              --ut=FILE        where the table goes (infra/load/target/last.md unless given)
            """;

    static final String SLOW_HELP = """
            Lets 500 slow uploads, 500 slow downloads and 2,000 idle connections at each function, and writes a table of what other
            callers see of it.

              --minutter=N     without them, and as long with them (2 unless given)
              --klienter=N     others at the same time (8 unless given)
              --funksjoner=LIST of submit-function, status-function and metadata-function (all three unless given)
              --pakning=LIST   of native, fast-jar, fast-jar-g1 and aot (native unless given)
              --ut=FILE        where the table goes (infra/load/target/tregt.md unless given)
            """;

    LoadOptions {
        packagings = List.copyOf(packagings);
        functions = List.copyOf(functions);
    }

    /** Reads the command line; prints the help and ends when it is wrong, or when that is asked for. */
    static LoadOptions parse(String[] arguments, String help) {
        try {
            if (Arrays.asList(arguments).contains("--help")) {
                System.out.print(help);
                System.exit(0);
            }
            boolean slow = help.equals(SLOW_HELP);
            boolean load = slow || help.equals(LAST_HELP);
            int count = 12;
            int minutes = slow ? 2 : 10;
            int clients = slow ? 8 : 16;
            boolean together = false;
            List<Packaging> packagings = load
                    ? List.of(Packaging.NATIVE)
                    : List.of(Packaging.NATIVE, Packaging.FAST_JAR, Packaging.AOT_CACHE);
            List<String> functions = load
                    ? List.of("submit-function", "status-function", "metadata-function")
                    : List.of("submit-function", "status-function", "metadata-function", "fallback-job");
            Path out = Path.of("infra/load/target", slow ? "tregt.md" : load ? "last.md" : "oppstart.md");
            List<String> rest = new ArrayList<>(List.of(arguments));
            while (!rest.isEmpty()) {
                String argument = rest.removeFirst();
                if (load && argument.equals("--samtidig")) {
                    together = true;
                    continue;
                }
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                String value = equals >= 0 ? argument.substring(equals + 1) : rest.isEmpty() ? "" : rest.removeFirst();
                switch (name) {
                    case "--antall" -> count = positive(value);
                    case "--minutter" -> minutes = positive(value);
                    case "--klienter" -> clients = positive(value);
                    case "--pakning" ->
                        packagings =
                                list(value).stream().map(LoadOptions::packaging).toList();
                    case "--funksjoner" -> functions = list(value);
                    case "--ut" -> out = Path.of(value);
                    default -> throw new IllegalArgumentException("unknown option " + name);
                }
            }
            return new LoadOptions(count, minutes, clients, together, packagings, functions, out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(help);
            System.exit(2);
            throw e;
        }
    }

    static String name(Packaging packaging) {
        return switch (packaging) {
            case FAST_JAR -> "fast-jar";
            case FAST_JAR_G1 -> "fast-jar-g1";
            case AOT_CACHE -> "aot";
            case AOT_TRAINING -> "aot-training";
            case NATIVE -> "native";
        };
    }

    /** The circumstances of a measurement. */
    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, JDK "
                + Runtime.version().feature() + ", everything (load, database, SvarUt) on the same machine";
    }

    private static Packaging packaging(String name) {
        return Arrays.stream(Packaging.values())
                .filter(packaging -> name(packaging).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no packaging is called " + name));
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).filter(s -> !s.isEmpty()).toList();
    }

    private static int positive(String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException(value + " is not a positive number");
        }
        return number;
    }
}
