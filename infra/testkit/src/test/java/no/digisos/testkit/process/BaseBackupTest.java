package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseBackupTest {

    @TempDir
    Path dir;

    @Test
    void a_standby_from_a_copy_has_what_was_written_since_and_takes_over_when_the_machine_is_lost() throws Exception {
        try (LocalPostgres machine = LocalPostgres.start(dir.resolve("data"), 0)) {
            execute(machine, "CREATE TABLE sak (id int)");
            execute(machine, "INSERT INTO sak VALUES (1)");
            BaseBackup backup = BaseBackup.take(machine, dir.resolve("kopi"));
            Path data = backup.layOut(
                    dir.resolve("reserve"),
                    "standby.signal",
                    Map.of(
                            "primary_conninfo",
                            "host=localhost port=" + machine.port() + " user=postgres application_name=reserve"));
            try (LocalPostgres standby = LocalPostgres.start(data, 0)) {
                execute(machine, "ALTER SYSTEM SET synchronous_standby_names = 'reserve'");
                execute(machine, "SELECT pg_reload_conf()");
                // Counts when the standby has it.
                execute(machine, "INSERT INTO sak VALUES (2)");
                long pid = machine.pid().orElseThrow();

                machine.lose();

                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
                assertThat(Files.exists(dir.resolve("data"))).isFalse();
                execute(standby, "SELECT pg_promote()");
                assertThat(ask(standby, "SELECT sum(id) FROM sak")).isEqualTo("3");
                execute(standby, "INSERT INTO sak VALUES (3)");
            }
        }
    }

    private static String ask(LocalPostgres postgres, String query) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("postgres", "postgres"));
    }
}
