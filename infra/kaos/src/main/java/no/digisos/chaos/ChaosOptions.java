package no.digisos.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * How the chaos test runs.
 *
 * @param minutter the longest that load and faults may last; when it has passed, what has not been reached is a failure
 * @param innsendinger submissions to be accepted, at least
 * @param drap kills, at least
 * @param seed of the schedule of faults and of who does what
 * @param nativ whether the functions run as native executables
 * @param takt submissions that are begun each second, at most
 */
record ChaosOptions(int minutter, int innsendinger, int drap, long seed, boolean nativ, int takt) {

    /** What {@code --help} prints. */
    static final String HELP = """
            Starts the whole of Digisos on this machine with a clock that runs 60 times as fast as real time, sends søknader
            and ettersendelser that fagsystems receive, reject, lose or leave, kills functions, fallback-job, PostgreSQL and
            SvarUt at random while that goes on, lets everything come to rest, an operator letting go on what SvarUt refused
            until it was stopped, and judges from what clients saw and from what is in the stores of fagsystems and of SvarUt: of
            every accepted submission there must be exactly one (or one more, where the documents name the cause; never none). Exit code 0 when that holds, 1 when it does not (with the evidence of each delivery that broke it)
            or the run did not get so far, 2 for wrong options.

              --innsendinger=N  submissions to be accepted (5000 unless given)
              --drap=N          kills (200 unless given)
              --minutter=N      the longest that load and faults may last (40 unless given)
              --takt=N          submissions begun each second, at most (6 unless given)
              --seed=N          repeats a run's schedule of faults (a new one unless given; the report tells it)
              --native          run the functions as native executables (build them first with -Dnative)
              --kort            the two-minute variant: 300 submissions and 12 kills in 3 minutes at most
              --help            this text

            An option and its value may also be two arguments. Logs: infra/local/target/stack/logg.
            """;

    private static final ChaosOptions FULL = new ChaosOptions(40, 5_000, 200, 0, false, 6);
    private static final ChaosOptions SHORT = new ChaosOptions(3, 300, 12, 0, false, 6);

    /**
     * Reads the command line.
     *
     * @param seed taken unless one is given
     * @throws IllegalArgumentException with one sentence for whoever typed it
     */
    static ChaosOptions parse(List<String> arguments, long seed) {
        ChaosOptions options = arguments.contains("--kort") ? SHORT : FULL;
        int minutes = options.minutter();
        int innsendinger = options.innsendinger();
        int kills = options.drap();
        int rate = options.takt();
        long chosen = seed;
        boolean nativeBuild = false;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--kort" -> {}
                case "--native" -> nativeBuild = true;
                case "--minutter" -> minutes = (int) number(name, value(argument, equals, rest), 1);
                case "--innsendinger" -> innsendinger = (int) number(name, value(argument, equals, rest), 1);
                case "--drap" -> kills = (int) number(name, value(argument, equals, rest), 0);
                case "--takt" -> rate = (int) number(name, value(argument, equals, rest), 1);
                case "--seed" -> chosen = number(name, value(argument, equals, rest), 0);
                default -> throw new IllegalArgumentException("unknown option " + argument + "; --help lists them");
            }
        }
        return new ChaosOptions(minutes, innsendinger, kills, chosen, nativeBuild, rate);
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
            if (number >= least && (name.equals("--seed") || number <= Integer.MAX_VALUE)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new IllegalArgumentException(name + " is a number from " + least + ", and not " + value);
    }
}
