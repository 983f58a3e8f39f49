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
    private final Instance<CommandLine> line;

    Program(Instance<CommandLine> line) {
        this.line = line;
    }

    /** Runs one command to its end. */
    public LaunchResult launch(String... word) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream failure = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        PrintStream readOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream readErr = new PrintStream(failure, true, StandardCharsets.UTF_8);
        System.setOut(readOut);
        System.setErr(readErr);
        try {
            int code = line.get()
                    .setOut(new PrintWriter(readOut, true, StandardCharsets.UTF_8))
                    .setErr(new PrintWriter(readErr, true, StandardCharsets.UTF_8))
                    .execute(word);
            return new Result(code, lines(out), lines(failure));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    /** Runs commands to their ends at the same time, as operators do who do not know of one another. What is done meanwhile is done here. */
    public List<LaunchResult> launchConcurrently(List<List<String>> commands, Runnable meanwhile) {
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        ThreadStream out = new ThreadStream(usualOut);
        ThreadStream failure = new ThreadStream(usualErr);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(failure, true, StandardCharsets.UTF_8));
        try {
            List<CompletableFuture<LaunchResult>> all = new ArrayList<>();
            for (List<String> word : commands) {
                CompletableFuture<LaunchResult> answer = new CompletableFuture<>();
                all.add(answer);
                Thread.ofPlatform()
                        .start(() -> answer.completeAsync(
                                () -> run(word.toArray(String[]::new), out, failure), Runnable::run));
            }
            meanwhile.run();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    private LaunchResult run(String[] word, ThreadStream out, ThreadStream failure) {
        PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        PrintWriter klager = new PrintWriter(failure, true, StandardCharsets.UTF_8);
        out.begin();
        failure.begin();
        int code = line.get().setOut(writer).setErr(klager).execute(word);
        return new Result(code, lines(out.end()), lines(failure.end()));
    }

    /** What each thread writes, by itself; of those that have not begun, where it went before. */
    private static final class ThreadStream extends OutputStream {
        private final ThreadLocal<ByteArrayOutputStream> own = new ThreadLocal<>();
        private final OutputStream usual;

        ThreadStream(OutputStream usual) {
            this.usual = usual;
        }

        void begin() {
            own.set(new ByteArrayOutputStream());
        }

        ByteArrayOutputStream end() {
            ByteArrayOutputStream written = own.get();
            own.remove();
            return written;
        }

        @Override
        public void write(int b) throws IOException {
            ByteArrayOutputStream min = own.get();
            if (min == null) {
                usual.write(b);
            } else {
                min.write(b);
            }
        }
    }

    private static List<String> lines(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private record Result(int exitCode, List<String> ut, List<String> feil) implements LaunchResult {
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
