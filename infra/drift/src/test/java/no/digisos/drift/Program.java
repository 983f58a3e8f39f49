package no.digisos.drift;

import io.quarkus.test.junit.main.LaunchResult;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * The program as its command line gives it, in the JVM of the test: a process for each command would start for seconds to work for
 * milliseconds. That it starts as a process at all is the system tests'.
 */
@Singleton
public class Program {
    private final Instance<CommandLine> linje;

    Program(Instance<CommandLine> linje) {
        this.linje = linje;
    }

    /** Runs one command to its end. */
    public LaunchResult launch(String... ord) {
        ByteArrayOutputStream ut = new ByteArrayOutputStream();
        ByteArrayOutputStream feil = new ByteArrayOutputStream();
        PrintStream vanligUt = System.out;
        PrintStream vanligFeil = System.err;
        PrintStream lestUt = new PrintStream(ut, true, StandardCharsets.UTF_8);
        PrintStream lestFeil = new PrintStream(feil, true, StandardCharsets.UTF_8);
        System.setOut(lestUt);
        System.setErr(lestFeil);
        try {
            int kode = linje.get()
                    .setOut(new PrintWriter(lestUt, true, StandardCharsets.UTF_8))
                    .setErr(new PrintWriter(lestFeil, true, StandardCharsets.UTF_8))
                    .execute(ord);
            return new Resultat(kode, linjer(ut), linjer(feil));
        } finally {
            System.setOut(vanligUt);
            System.setErr(vanligFeil);
        }
    }

    private static List<String> linjer(ByteArrayOutputStream skrevet) {
        return skrevet.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private record Resultat(int exitCode, List<String> ut, List<String> feil) implements LaunchResult {
        @Override
        public List<String> getOutputStream() {
            return ut;
        }

        @Override
        public List<String> getErrorStream() {
            return feil;
        }
    }
}
