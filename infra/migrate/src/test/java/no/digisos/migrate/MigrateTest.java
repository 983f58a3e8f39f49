package no.digisos.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateTest {
    @Test
    void brings_an_empty_database_to_the_newest_version_and_again_changes_nothing() throws Exception {
        try (EmbeddedPostgres postgres = durable("on")) {
            String url = prepare(postgres);
            String first = Migrate.migrate(url, "digisos_eier", "x", 10);
            assertThat(first).isNotEqualTo("null");
            assertThat(Migrate.migrate(url, "digisos_eier", "x", 10)).isEqualTo(first);
            try (Connection c = postgres.getPostgresDatabase().getConnection();
                    Statement s = c.createStatement();
                    ResultSet r = s.executeQuery("SELECT count(*) FROM audit_kjede")) {
                r.next();
                assertThat(r.getInt(1)).isEqualTo(64);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "local"})
    void refuses_a_database_that_would_forget_what_was_committed(String synchronousCommit) throws Exception {
        try (EmbeddedPostgres postgres = durable(synchronousCommit)) {
            String url = prepare(postgres);
            assertThatThrownBy(() -> Migrate.migrate(url, "digisos_eier", "x", 10))
                    .hasMessageContaining("synchronous_commit = " + synchronousCommit);
        }
    }

    @Test
    void does_not_wait_for_ever_for_a_table_that_others_hold_and_goes_on_when_run_again() throws Exception {
        try (EmbeddedPostgres postgres = durable("on")) {
            String url = prepare(postgres);
            String version = Migrate.migrate(url, "digisos_eier", "x", 10);
            try (Connection holder = postgres.getPostgresDatabase().getConnection();
                    Statement s = holder.createStatement()) {
                holder.setAutoCommit(false);
                s.execute("LOCK TABLE flyway_schema_history");
                assertThatThrownBy(() -> Migrate.migrate(url, "digisos_eier", "x", 1))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("a table was held by others for 1 s")
                        .hasMessageNotContaining("\n");
            }
            assertThat(Migrate.migrate(url, "digisos_eier", "x", 10)).isEqualTo(version);
        }
    }

    /** An installation from before each function had a role of its own: its functions go on under the one that they had. */
    @Test
    void keeps_the_one_role_of_before_for_as_long_as_a_login_has_it() throws Exception {
        try (EmbeddedPostgres postgres = durable("on")) {
            String url = prepare(postgres);
            try (Connection c = postgres.getPostgresDatabase().getConnection();
                    Statement s = c.createStatement()) {
                s.execute("CREATE ROLE digisos LOGIN PASSWORD 'x' IN ROLE digisos_funksjon");
                Migrate.migrate(url, "digisos_eier", "x", 10);
                assertThat(can(s, "digisos", "leveranse")).isTrue();
                assertThat(can(s, "digisos_metadata", "leveranse")).isTrue();

                // What the superuser runs again on an upgrade leaves what is there as it is.
                s.execute(Files.readString(Path.of("../postgres/roller.sql")));
                assertThat(can(s, "digisos", "leveranse")).isTrue();
                s.execute("DROP ROLE digisos");
            }
        }
    }

    private static boolean can(Statement s, String role, String table) throws Exception {
        try (ResultSet r = s.executeQuery("SELECT has_table_privilege('" + role + "', '" + table + "', 'SELECT')")) {
            r.next();
            return r.getBoolean(1);
        }
    }

    private static EmbeddedPostgres durable(String synchronousCommit) throws Exception {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", synchronousCommit)
                .start();
    }

    private static String prepare(EmbeddedPostgres postgres) throws Exception {
        try (Connection c = postgres.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute(Files.readString(Path.of("../postgres/roller.sql")));
            s.execute("ALTER ROLE digisos_eier PASSWORD 'x'");
            s.execute("ALTER SCHEMA public OWNER TO digisos_eier");
        }
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }
}
