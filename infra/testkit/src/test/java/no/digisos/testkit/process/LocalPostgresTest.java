package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    @TempDir
    Path dir;

    @Test
    void aCommitSurvivesACrashAndARestartKeepsThePort() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(dir.resolve("data"), 0)) {
            for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
                assertThat(ask(postgres, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            execute(postgres, "CREATE TABLE sak (id int); INSERT INTO sak VALUES (17)");
            int port = postgres.port();
            long pid = postgres.pid().orElseThrow();

            postgres.stopImmediate();

            assertThat(postgres.pid()).isEmpty();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();

            postgres.restart();

            assertThat(postgres.port()).isEqualTo(port);
            assertThat(postgres.pid()).isPresent().get().isNotEqualTo(pid);
            assertThat(ask(postgres, "SELECT id FROM sak")).isEqualTo("17");

            postgres.restart();

            assertThat(ask(postgres, "SELECT id FROM sak")).isEqualTo("17");
        }
    }

    @Test
    void aNewStackOnTheSameDirectoryFindsItsDataAlsoWhenTheOldOneWasKilled() throws Exception {
        Path data = dir.resolve("data");
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle orphan;
        try (BufferedReader out = killed.inputReader()) {
            orphan = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        }

        killed.destroyForcibly().onExit().get(10, TimeUnit.SECONDS);

        try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
            assertThat(ask(postgres, "SELECT id FROM sak")).isEqualTo("18");
        }
        orphan.onExit().get(20, TimeUnit.SECONDS);
        assertThat(orphan.isAlive()).isFalse();
    }

    /** Starts a server, says its pid, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            try (LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), 0)) {
                execute(postgres, "CREATE TABLE sak (id int); INSERT INTO sak VALUES (18)");
                System.out.println(postgres.pid().orElseThrow());
                ProcessHandle.of(postgres.pid().orElseThrow())
                        .orElseThrow()
                        .onExit()
                        .join();
            }
        }
    }

    @Test
    void aTemporaryServerLeavesNothing() throws Exception {
        Path data;
        long pid;
        try (LocalPostgres postgres = LocalPostgres.startTemporary()) {
            data = Path.of(ask(postgres, "SHOW data_directory"));
            pid = postgres.pid().orElseThrow();
            assertThat(data).isDirectory();
        }

        assertThat(Files.notExists(data)).isTrue();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private static String ask(LocalPostgres postgres, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
