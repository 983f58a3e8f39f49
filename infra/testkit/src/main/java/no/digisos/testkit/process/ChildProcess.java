package no.digisos.testkit.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program of the stack as a process of its own. It is never left behind: {@link #close()} and the JVM's shutdown stop
 * it with SIGTERM and, after a grace, SIGKILL; and if this JVM is killed so that it cannot, a {@link Watchdog} does the
 * same from outside.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(2);
    private static final int LOG_LINES_IN_ERRORS = 30;

    /**
     * The shell leaves the watchdog behind as a background job that holds the pipe, and then becomes the program, so the
     * program has the pid that we know and no moment is unwatched. SIGINT is ignored: Ctrl-C reaches the whole process
     * group of a terminal, and the order of stopping is ours to choose.
     */
    private static final String LAUNCH =
            "trap '' INT; exec 3<&0; pid=$$; grace=$1; shift; ( set -- \"$pid\" TERM \"$grace\" KILL; exec 0<&3 3<&-; "
                    + Watchdog.SCRIPT_OF_CHILD
                    + " ) >/dev/null 2>&1 & exec 3<&- </dev/null; exec \"$@\"";

    private final Command command;
    private final Process process;
    private final Thread shutdownHook;

    /**
     * What to start.
     *
     * @param name for messages
     * @param arguments the executable and its arguments
     * @param environment added to this JVM's environment
     * @param log takes the program's output, appended
     * @param grace how long the program may take to stop by itself, in whole seconds
     */
    public record Command(
            String name, List<String> arguments, Map<String, String> environment, Path log, Duration grace) {
        public Command {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            if (arguments.isEmpty()) {
                throw new IllegalArgumentException("nothing to start for " + name);
            }
        }
    }

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.shutdownHook = new Thread(this::stopNow, "stop-" + command.name());
    }

    /**
     * Starts a program.
     *
     * @throws IOException when the executable is not there or the log cannot be written
     */
    public static ChildProcess start(Command command) throws IOException {
        requireExecutable(command);
        List<String> arguments = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                LAUNCH,
                command.name(),
                Long.toString(command.grace().toSeconds())));
        arguments.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        ChildProcess child = new ChildProcess(command, process);
        Runtime.getRuntime().addShutdownHook(child.shutdownHook);
        return child;
    }

    /**
     * The arguments that run a jar with the JVM that runs this one.
     *
     * @param options for the JVM, for example {@code -Xmx256m}
     */
    public static List<String> javaJar(List<String> options, Path jar) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(options);
        arguments.add("-jar");
        arguments.add(jar.toString());
        return List.copyOf(arguments);
    }

    /** The program's process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Fails if it does not run.
     *
     * @throws IOException with the exit status and the last lines of the log
     */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(command.name() + " ended with " + process.exitValue() + logTail());
        }
    }

    /** Completed with the exit status when the program ends; 128 + n after signal n. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Polls until the program answers 200.
     *
     * @param health for example the readiness endpoint
     * @throws IOException when it has not answered within the deadline, or has ended; the message ends with the last
     *     lines of the log
     */
    public void awaitHealthy(URI health, Duration deadline) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + deadline.toNanos();
        String last = "no answer";
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(POLL_TIMEOUT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(POLL_TIMEOUT).build();
            while (System.nanoTime() < giveUpAt) {
                try {
                    int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    // If it has ended, somebody else answers.
                    if (status == 200 && process.isAlive()) {
                        return;
                    }
                    last = "status " + status;
                } catch (IOException e) {
                    last = e.toString();
                }
                var _ = process.waitFor(BETWEEN_POLLS);
                requireAlive();
            }
        }
        throw new IOException(
                command.name() + " was not healthy after " + deadline.toSeconds() + " s (" + last + ")" + logTail());
    }

    /** Stops the program: SIGTERM, and SIGKILL when it has not ended after the grace. Does nothing if it has ended. */
    @Override
    public void close() {
        stopNow();
        removeHook();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, and the hook runs or has run.
        }
    }

    /** Leaves it to the caller to close this at the JVM's shutdown, for one who stops several programs in order. */
    public void leaveShutdownToCaller() {
        removeHook();
    }

    /** Ends the program at once by SIGKILL, for tests of what survives. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    private void stopNow() {
        process.destroy();
        if (!awaitExit(command.grace())) {
            kill();
        }
    }

    /** Waits for the end; an interrupt, which a shutdown may bring, counts as "not ended yet". */
    private boolean awaitExit(Duration atMost) {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        }
    }

    private String logTail() throws IOException {
        List<String> lines = Files.readAllLines(command.log());
        List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_LINES_IN_ERRORS), lines.size());
        return ". Log " + command.log() + ":\n" + String.join("\n", tail);
    }

    private static void requireExecutable(Command command) throws IOException {
        String executable = command.arguments().getFirst();
        if (executable.contains("/") && !Files.isExecutable(Path.of(executable))) {
            throw new IOException("cannot start " + command.name() + ": " + executable + " is not an executable file");
        }
    }
}
