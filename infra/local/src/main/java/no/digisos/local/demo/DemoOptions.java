package no.digisos.local.demo;

import java.util.List;

/**
 * How the demonstration runs.
 *
 * @param keep whether the stack stays up afterwards, until Ctrl-C
 * @param nativ whether the functions run as native executables
 * @param json whether standard output gets a JSON document; the story goes to standard error then
 */
public record DemoOptions(boolean keep, boolean nativ, boolean json) {

    /** What {@code --help} prints. */
    public static final String HELP = """
            Starts the whole of Digisos on this machine and plays its main job: three søknader to the kommune 0301, of
            which one is received, one is left until its frist, and one is rejected. Every step is checked; the exit code
            is 0 when all went well, 1 at the first check that failed, 2 for wrong options.

              --keep      leave the stack running afterwards, until Ctrl-C
              --native    run the functions as native executables (build them first with -Dnative)
              --json      write what happened as one JSON document to standard output, and the story to standard error
              --help      this text
            """;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one sentence for whoever typed it
     */
    public static DemoOptions parse(List<String> arguments) {
        for (String argument : arguments) {
            if (!List.of("--keep", "--native", "--json").contains(argument)) {
                throw new IllegalArgumentException("unknown option " + argument + "; --help lists them");
            }
        }
        return new DemoOptions(
                arguments.contains("--keep"), arguments.contains("--native"), arguments.contains("--json"));
    }
}
