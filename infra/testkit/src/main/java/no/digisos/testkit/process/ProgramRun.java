package no.digisos.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that is run to its end, and what it said. */
public final class ProgramRun {

    private ProgramRun() {}

    /**
     * How it went.
     *
     * @param exitCode its exit status; 128 + n after signal n
     * @param out what it wrote to standard output
     * @param took from its start to its end
     */
    public record Result(int exitCode, String out, Duration took) {}

    /**
     * Runs a program to its end. Its standard output is kept apart; the rest goes to the command's log.
     *
     * @throws IOException when it cannot be started, or has not ended within the limit; it is stopped then
     */
    public static Result run(ChildProcess.Command command, Duration limit) throws IOException, InterruptedException {
        Path out = Files.createTempFile(command.log().toAbsolutePath().getParent(), command.name(), ".out");
        List<String> arguments = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" >\"$0\"", out.toString()));
        arguments.addAll(command.arguments());
        long started = System.nanoTime();
        try (ChildProcess child = ChildProcess.start(new ChildProcess.Command(
                command.name(), arguments, command.environment(), command.log(), command.grace()))) {
            int exitCode = child.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Result(exitCode, Files.readString(out), Duration.ofNanos(System.nanoTime() - started));
        } catch (TimeoutException e) {
            throw new IOException(
                    command.name() + " had not ended after " + limit.toSeconds() + " s; see " + command.log(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process cannot fail", e);
        } finally {
            Files.deleteIfExists(out);
        }
    }
}
