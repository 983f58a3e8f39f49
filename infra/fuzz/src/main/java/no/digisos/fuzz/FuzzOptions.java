package no.digisos.fuzz;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the command line says.
 *
 * @param count requests
 * @param seed of the dice
 * @param from the number of the first request
 * @param clients that send at the same time
 * @param seconds after which no more is sent; 0 for no such end
 * @param nativ whether the functions run as executables
 */
record FuzzOptions(long count, long seed, long from, int clients, int seconds, boolean nativ) {
    static final String HELP = """
            Starts a stack, sends its functions spoilt requests, and judges every answer. Exit code 1 when a promise fell.

              --antall=N     requests (5,000 unless given)
              --sekunder=N   send no more after so long (60 unless --antall is given, then no such end)
              --fro=N        seed of the dice, which is printed; the same seed spoils the same requests in the same way
              --fra=N        number of the first request; with --fro and --antall=1 it repeats one of a report
              --klienter=N   at the same time (4 unless given)
              --native       the functions as executables
            """;

    private static final int SHORT = 60;

    /** Reads the command line; prints the help and ends when it is wrong, or when that is asked for. */
    static FuzzOptions parse(String[] arguments) {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(HELP);
            System.exit(0);
        }
        try {
            long count = 5_000;
            long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
            long from = 0;
            int clients = 4;
            int seconds = -1;
            boolean counted = false;
            boolean nativeBuild = false;
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                String value = argument.substring(equals + 1);
                switch (name) {
                    case "--antall" -> {
                        count = number(value, 1);
                        counted = true;
                    }
                    case "--sekunder" -> seconds = (int) number(value, 0);
                    case "--fro" -> seed = number(value, 0);
                    case "--fra" -> from = number(value, 0);
                    case "--klienter" -> clients = (int) number(value, 1);
                    case "--native" -> nativeBuild = true;
                    default -> throw new IllegalArgumentException("unknown option " + name);
                }
            }
            return new FuzzOptions(
                    count, seed, from, clients, seconds >= 0 ? seconds : counted ? 0 : SHORT, nativeBuild);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(HELP);
            System.exit(2);
            throw e;
        }
    }

    private static long number(String value, long least) {
        long number = Long.parseLong(value);
        if (number < least) {
            throw new IllegalArgumentException(value + " is less than " + least);
        }
        return number;
    }
}
