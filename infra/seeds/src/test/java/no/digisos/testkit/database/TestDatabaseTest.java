package no.digisos.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void runs_with_durability_on() throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            assertThat(read("SHOW " + setting)).isEqualTo("on");
        }
    }

    @Test
    void the_clock_of_the_database_can_be_moved() throws SQLException {
        database.setClockOffset(Duration.ofDays(2));
        assertThat(read("SELECT digisos_now() - now() = interval '48 hours'")).isEqualTo("t");
    }

    @Test
    void the_functions_cannot_change_audit_rows() {
        assertThatThrownBy(() -> TestDatabase.execute(database.functions(), "DELETE FROM audit_rad"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> TestDatabase.execute(database.functions(), "UPDATE audit_rad SET nr = 1"))
                .hasMessageContaining("permission denied");
    }

    private String read(String sql) throws SQLException {
        try (Connection c = database.functions().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            r.next();
            return r.getString(1);
        }
    }
}
