package no.digisos.local.stack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import no.digisos.testkit.process.ChildProcess;
import org.jspecify.annotations.Nullable;

/** A function as a process of its own, which may be killed and started again on the same port. */
public final class FunctionProcess {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final ChildProcess.Command command;
    private final URI health;
    private @Nullable ChildProcess process;
    private boolean endWanted;

    FunctionProcess(ChildProcess.Command command, int port) {
        this(command, URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }

    FunctionProcess(ChildProcess.Command command, URI health) {
        this.command = command;
        this.health = health;
    }

    /**
     * Starts it; it is not ready yet.
     *
     * @throws IllegalStateException when it runs
     */
    public synchronized void start() throws IOException {
        if (pid().isPresent()) {
            throw new IllegalStateException(command.name() + " runs");
        }
        endWanted = false;
        ChildProcess started = ChildProcess.start(command);
        started.leaveShutdownToCaller();
        process = started;
        var _ = started.onExit().thenAccept(exitCode -> ended(started, exitCode));
    }

    /**
     * Waits until it is ready.
     *
     * @throws IOException when it is not ready after two minutes, or has ended
     */
    public void awaitReady() throws IOException, InterruptedException {
        ChildProcess started;
        synchronized (this) {
            if (process == null) {
                throw new IllegalStateException(command.name() + " was not started");
            }
            started = process;
        }
        started.awaitHealthy(health, READY_LIMIT);
    }

    /** Its process id; empty when it does not run. */
    public synchronized Optional<Long> pid() {
        return Optional.ofNullable(process).filter(ChildProcess::isAlive).map(ChildProcess::pid);
    }

    /**
     * Its process id.
     *
     * @throws IOException with the last lines of its log, when it has ended
     */
    public synchronized long requirePid() throws IOException {
        if (process == null) {
            throw new IllegalStateException(command.name() + " was not started");
        }
        process.requireAlive();
        return process.pid();
    }

    /** Answers 200 when it is ready. */
    public URI health() {
        return health;
    }

    /** Ends it by SIGKILL, as a crash does. */
    public synchronized void kill() {
        endWanted = true;
        if (process != null) {
            process.kill();
        }
    }

    /** Ends it by SIGTERM, and by SIGKILL when it does not obey. */
    public synchronized void stop() {
        endWanted = true;
        if (process != null) {
            process.close();
        }
    }

    /** How it is started. */
    public ChildProcess.Command command() {
        return command;
    }

    private synchronized void ended(ChildProcess which, int exitCode) {
        if (which == process && !endWanted) {
            System.err.println("stack: " + command.name() + " (pid " + which.pid() + ") ended with " + exitCode
                    + "; its log: " + command.log());
        }
    }
}
