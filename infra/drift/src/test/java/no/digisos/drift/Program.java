package no.digisos.drift;

import io.quarkus.test.junit.main.LaunchResult;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    /** Runs commands to their ends at the same time, as operators do who do not know of one another. What is done meanwhile is done here. */
    public List<LaunchResult> launchSamtidig(List<List<String>> kommandoer, Runnable imens) {
        PrintStream vanligUt = System.out;
        PrintStream vanligFeil = System.err;
        Traadstrom ut = new Traadstrom(vanligUt);
        Traadstrom feil = new Traadstrom(vanligFeil);
        System.setOut(new PrintStream(ut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(feil, true, StandardCharsets.UTF_8));
        try {
            List<CompletableFuture<LaunchResult>> alle = new ArrayList<>();
            for (List<String> ord : kommandoer) {
                CompletableFuture<LaunchResult> svar = new CompletableFuture<>();
                alle.add(svar);
                Thread.ofPlatform()
                        .start(() ->
                                svar.completeAsync(() -> kjor(ord.toArray(String[]::new), ut, feil), Runnable::run));
            }
            imens.run();
            return alle.stream().map(CompletableFuture::join).toList();
        } finally {
            System.setOut(vanligUt);
            System.setErr(vanligFeil);
        }
    }

    private LaunchResult kjor(String[] ord, Traadstrom ut, Traadstrom feil) {
        PrintWriter skriver = new PrintWriter(ut, true, StandardCharsets.UTF_8);
        PrintWriter klager = new PrintWriter(feil, true, StandardCharsets.UTF_8);
        ut.begynn();
        feil.begynn();
        int kode = linje.get().setOut(skriver).setErr(klager).execute(ord);
        return new Resultat(kode, linjer(ut.slutt()), linjer(feil.slutt()));
    }

    /** What each thread writes, by itself; of those that have not begun, where it went before. */
    private static final class Traadstrom extends OutputStream {
        private final ThreadLocal<ByteArrayOutputStream> egen = new ThreadLocal<>();
        private final OutputStream vanlig;

        Traadstrom(OutputStream vanlig) {
            this.vanlig = vanlig;
        }

        void begynn() {
            egen.set(new ByteArrayOutputStream());
        }

        ByteArrayOutputStream slutt() {
            ByteArrayOutputStream skrevet = egen.get();
            egen.remove();
            return skrevet;
        }

        @Override
        public void write(int b) throws IOException {
            ByteArrayOutputStream min = egen.get();
            if (min == null) {
                vanlig.write(b);
            } else {
                min.write(b);
            }
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
