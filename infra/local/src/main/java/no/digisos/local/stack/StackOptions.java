package no.digisos.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How a stack is started.
 *
 * @param httpPort the gateway's http port; 0 for any free one
 * @param httpsPort the gateway's https port; 0 for any free one
 * @param nativ whether the functions run as native executables instead of on the JVM
 * @param fallback who runs fallback-job
 * @param saker the digisosIds of søknader to Oslo that are there from the start
 * @param behold whether database, keys and forsendelser of the last run are kept
 * @param reserver ports at which another server may take over from the database; the functions are told them too
 */
public record StackOptions(
        int httpPort,
        int httpsPort,
        boolean nativ,
        Fallback fallback,
        List<UUID> saker,
        boolean behold,
        List<Integer> reserver) {

    /** What {@code --help} prints. */
    public static final String HELP = """
            Starts the whole of Digisos on this machine and keeps it running until SIGINT (Ctrl-C) or SIGTERM.

              --http-port=N               the gateway's http port (0, any free one, unless given)
              --https-port=N              the gateway's https port (0, any free one, unless given)
              --native                    run the functions as native executables (build them first with -Dnative)
              --fallback=tjeneste|manuell run fallback-job as a service (unless given), or leave it to you: stack.json
                                          has the command and its environment
              --sak=DIGISOSID             have a søknad to Oslo with this digisosId from the start; may be repeated
              --behold                    keep database, keys and forsendelser of the last run
              --help                      this text

            An option and its value may also be two arguments. When everything is ready, infra/local/target/stack.json
            tells addresses, passwords, keys and process ids; it is removed at the end. The logs are in
            infra/local/target/stack/logg.
            """;

    private static final int MAX_PORT = 65_535;

    public StackOptions {
        saker = List.copyOf(saker);
        reserver = List.copyOf(reserver);
    }

    /** One database, which nothing takes over from. */
    public StackOptions(
            int httpPort, int httpsPort, boolean nativeBuild, Fallback fallback, List<UUID> saker, boolean keep) {
        this(httpPort, httpsPort, nativeBuild, fallback, saker, keep, List.of());
    }

    /** Who runs fallback-job. */
    public enum Fallback {
        /** The stack, as a service that works all the time. */
        TJENESTE,
        /** Whoever wants it to work, one run at a time. */
        MANUELL
    }

    /** Any free ports, on the JVM, fallback-job as a service, nothing kept. */
    public static StackOptions usual() {
        return new StackOptions(0, 0, false, Fallback.TJENESTE, List.of(), false);
    }

    /** The same with another way to run fallback-job. */
    public StackOptions with(Fallback other) {
        return new StackOptions(httpPort, httpsPort, nativ, other, saker, behold, reserver);
    }

    /** The same with or without native executables. */
    public StackOptions with(boolean asNative) {
        return new StackOptions(httpPort, httpsPort, asNative, fallback, saker, behold, reserver);
    }

    /** The same with ports at which another server may take over from the database. */
    public StackOptions with(List<Integer> ports) {
        return new StackOptions(httpPort, httpsPort, nativ, fallback, saker, behold, ports);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with one sentence for whoever typed it
     */
    public static StackOptions parse(List<String> arguments) {
        int httpPort = 0;
        int httpsPort = 0;
        boolean nativeBuild = false;
        boolean keep = false;
        Fallback fallback = Fallback.TJENESTE;
        List<UUID> saker = new ArrayList<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            switch (equals < 0 ? argument : argument.substring(0, equals)) {
                case "--native" -> nativeBuild = true;
                case "--behold" -> keep = true;
                case "--http-port" -> httpPort = port(value(argument, equals, rest));
                case "--https-port" -> httpsPort = port(value(argument, equals, rest));
                case "--fallback" -> fallback = fallback(value(argument, equals, rest));
                case "--sak" -> saker.add(uuid(value(argument, equals, rest)));
                default -> throw new IllegalArgumentException("unknown option " + argument + "; --help lists them");
            }
        }
        return new StackOptions(httpPort, httpsPort, nativeBuild, fallback, saker, keep);
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

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is no port.
        }
        throw new IllegalArgumentException("a port is a number, 0 for any free one, and not " + value);
    }

    private static Fallback fallback(String value) {
        return switch (value) {
            case "tjeneste" -> Fallback.TJENESTE;
            case "manuell" -> Fallback.MANUELL;
            default -> throw new IllegalArgumentException("--fallback is tjeneste or manuell, and not " + value);
        };
    }

    private static UUID uuid(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--sak must be a digisosId (a UUID), and not " + value, e);
        }
    }
}
