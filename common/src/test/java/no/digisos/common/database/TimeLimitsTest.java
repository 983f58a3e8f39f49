package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLimitsTest {
    private static final int WITHOUT_SOCKET_TIMEOUT = 0;

    private final TestDatabase database = TestDatabase.create();

    private record UploadLimits(Duration lasegrense, Duration setningsgrense, Duration transaksjonsgrense)
            implements DatabaseLimits {}

    @Test
    void a_new_connection_has_the_limits() throws SQLException {
        try (Connection c = connection(Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(10));
                Statement s = c.createStatement()) {
            assertThat(show(s, "lock_timeout")).isEqualTo("4s");
            assertThat(show(s, "statement_timeout")).isEqualTo("5s");
            assertThat(show(s, "idle_in_transaction_session_timeout")).isEqualTo("10s");
        }
    }

    @Test
    void who_waits_for_a_lock_too_long_is_told_to_come_again() throws SQLException {
        try (Connection holder = database.owner().getConnection();
                Statement lock = holder.createStatement();
                Connection c = connection(Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofMinutes(5));
                Statement s = c.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE kommune");
            assertThatThrownBy(() -> s.execute("SELECT FROM kommune")).satisfies(TimeLimitsTest::isSqlAndTransient);
            holder.rollback();
            s.execute("SELECT FROM kommune");
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_told_so_too() throws SQLException {
        try (Connection c = connection(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(5));
                Statement s = c.createStatement()) {
            assertThatThrownBy(() -> s.execute("SELECT pg_sleep(600)")).satisfies(TimeLimitsTest::isSqlAndTransient);
        }
    }

    @Test
    void a_transaction_whose_process_stalls_lets_go_of_its_locks() throws SQLException {
        try (Connection c = connection(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMillis(1));
                Statement s = c.createStatement();
                Connection another = database.owner().getConnection();
                Statement afterwards = another.createStatement()) {
            c.setAutoCommit(false);
            s.execute("LOCK TABLE dokument IN SHARE MODE");
            another.setAutoCommit(false);
            // Waits for the other to be cut off, which nothing but its limit does.
            afterwards.execute("LOCK TABLE dokument IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> s.execute("SELECT 1")).satisfies(TimeLimitsTest::isSqlAndTransient);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT5S, PT5S, PT10S, 0, lasegrense",
        "PT4S, PT7S, PT10S, 7, setningsgrense",
        "PT0S, PT5S, PT10S, 0, lasegrense",
        "PT4S, PT5S, PT0S, 0, transaksjonsgrense"
    })
    void limits_that_would_never_be_reached_are_refused(
            Duration lock, Duration statement, Duration transaction, int socketTimeout, String name) {
        assertThatThrownBy(() -> new TimeLimits(new UploadLimits(lock, statement, transaction), socketTimeout))
                .hasMessageStartingWith("digisos.database." + name);
    }

    private Connection connection(Duration lock, Duration statement, Duration transaction) throws SQLException {
        Connection c = database.owner().getConnection();
        new TimeLimits(new UploadLimits(lock, statement, transaction), WITHOUT_SOCKET_TIMEOUT).onConnectionCreate(c);
        return c;
    }

    private static void isSqlAndTransient(Throwable failure) {
        assertThat(failure).isInstanceOf(SQLException.class);
        assertThat(DatabaseFailure.isTransient(failure))
                .as(failure.getMessage())
                .isTrue();
    }

    private static String show(Statement s, String setting) throws SQLException {
        try (ResultSet r = s.executeQuery("SHOW " + setting)) {
            r.next();
            return r.getString(1);
        }
    }
}
