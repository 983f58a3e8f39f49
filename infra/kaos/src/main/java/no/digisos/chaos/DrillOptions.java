package no.digisos.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * How a drill runs.
 *
 * @param ovelse which one
 * @param soknader submissions to be accepted before the machine is lost, at least
 * @param seed of who does what
 * @param nativ whether the functions run as native executables
 * @param takt submissions that are begun each second, at most
 */
record DrillOptions(Kind ovelse, int soknader, long seed, boolean nativ, int takt) {

    /** What {@code --help} prints. */
    static final String HELP = """
            Loses the machine of the database while the whole of Digisos runs under load, and judges what is left of what was
            accepted, from what clients saw and from what is in the stores of fagsystems and of SvarUt.

              gjenoppretting    the database is restored on another machine to an earlier point, from a base backup and
                                archived log; digisos-drift leveranse etter-gjenoppretting is run before any function is started
              reserve           the database has two standbys, of which one must have each commit; for a while both are away,
                                then the machine is lost, a standby is promoted, and the functions find it by themselves

              --soknader=N      submissions to be accepted, at least (1000 unless given)
              --takt=N          submissions begun each second, at most (8 unless given)
              --fro=N           who does what (a new one unless given; the report tells it)
              --native          run the functions as native executables (build them first with -Dnative)
              --kort            the short variant: 60 submissions
              --help            this text

            Exit code 0 when the promise held, 1 when it did not or the drill did not get so far, 2 for wrong options. An option
            and its value may also be two arguments. Logs: infra/local/target/stack/logg.
            """;

    private static final int FULL = 1_000;
    private static final int SHORT = 60;
    private static final int RATE = 8;

    /** Which drill. */
    enum Kind {
        GJENOPPRETTING,
        RESERVE
    }

    /**
     * Reads the command line.
     *
     * @param seed taken unless one is given
     * @throws IllegalArgumentException with one sentence for whoever typed it
     */
    static DrillOptions parse(List<String> arguments, long seed) {
        List<String> rest = new ArrayList<>(arguments);
        Kind drill = switch (rest.isEmpty() ? "" : rest.removeFirst()) {
            case "gjenoppretting" -> Kind.GJENOPPRETTING;
            case "reserve" -> Kind.RESERVE;
            default -> throw new IllegalArgumentException("gjenoppretting or reserve comes first; see --help");
        };
        int soknader = rest.contains("--kort") ? SHORT : FULL;
        int rate = RATE;
        long chosen = seed;
        boolean nativeBuild = false;
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--kort" -> {}
                case "--native" -> nativeBuild = true;
                case "--soknader" -> soknader = (int) number(name, value(argument, equals, rest), 40);
                case "--takt" -> rate = (int) number(name, value(argument, equals, rest), 1);
                case "--fro" -> chosen = number(name, value(argument, equals, rest), 0);
                default -> throw new IllegalArgumentException("unknown option " + argument + "; --help lists them");
            }
        }
        return new DrillOptions(drill, soknader, chosen, nativeBuild, rate);
    }

    private static String value(String argument, int equals, List<String> rest) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.removeFirst();
    }

    private static long number(String name, String value, int least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new IllegalArgumentException(name + " is a number from " + least + ", and not " + value);
    }
}
