package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import no.digisos.common.error.DatabaseFailure;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidsgrenserTest {
    private static final int UTEN_SOCKET_TIMEOUT = 0;

    private final TestDatabase database = TestDatabase.create();

    private record Grenser(Duration lasegrense, Duration setningsgrense, Duration transaksjonsgrense)
            implements Databasegrenser {}

    @Test
    void a_new_connection_has_the_limits() throws SQLException {
        try (Connection c = forbindelse(Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(10));
                Statement s = c.createStatement()) {
            assertThat(vis(s, "lock_timeout")).isEqualTo("4s");
            assertThat(vis(s, "statement_timeout")).isEqualTo("5s");
            assertThat(vis(s, "idle_in_transaction_session_timeout")).isEqualTo("10s");
        }
    }

    @Test
    void who_waits_for_a_lock_too_long_is_told_to_come_again() throws SQLException {
        try (Connection holder = database.owner().getConnection();
                Statement las = holder.createStatement();
                Connection c = forbindelse(Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofMinutes(5));
                Statement s = c.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("LOCK TABLE kommune");
            assertThatThrownBy(() -> s.execute("SELECT FROM kommune")).satisfies(TidsgrenserTest::ertOgMidlertidig);
            holder.rollback();
            s.execute("SELECT FROM kommune");
        }
    }

    @Test
    void a_statement_that_takes_too_long_is_told_so_too() throws SQLException {
        try (Connection c = forbindelse(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(5));
                Statement s = c.createStatement()) {
            assertThatThrownBy(() -> s.execute("SELECT pg_sleep(600)")).satisfies(TidsgrenserTest::ertOgMidlertidig);
        }
    }

    @Test
    void a_transaction_whose_process_stalls_lets_go_of_its_locks() throws SQLException {
        try (Connection c = forbindelse(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMillis(1));
                Statement s = c.createStatement();
                Connection annen = database.owner().getConnection();
                Statement ettertid = annen.createStatement()) {
            c.setAutoCommit(false);
            s.execute("LOCK TABLE dokument IN SHARE MODE");
            annen.setAutoCommit(false);
            // Waits for the other to be cut off, which nothing but its limit does.
            ettertid.execute("LOCK TABLE dokument IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> s.execute("SELECT 1")).satisfies(TidsgrenserTest::ertOgMidlertidig);
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
            Duration las, Duration setning, Duration transaksjon, int socketTimeout, String navn) {
        assertThatThrownBy(() -> new Tidsgrenser(new Grenser(las, setning, transaksjon), socketTimeout))
                .hasMessageStartingWith("digisos.database." + navn);
    }

    private Connection forbindelse(Duration las, Duration setning, Duration transaksjon) throws SQLException {
        Connection c = database.owner().getConnection();
        new Tidsgrenser(new Grenser(las, setning, transaksjon), UTEN_SOCKET_TIMEOUT).onConnectionCreate(c);
        return c;
    }

    private static void ertOgMidlertidig(Throwable feil) {
        assertThat(feil).isInstanceOf(SQLException.class);
        assertThat(DatabaseFailure.isTransient(feil)).as(feil.getMessage()).isTrue();
    }

    private static String vis(Statement s, String innstilling) throws SQLException {
        try (ResultSet r = s.executeQuery("SHOW " + innstilling)) {
            r.next();
            return r.getString(1);
        }
    }
}
