package no.digisos.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MigrateTest {
    @Test
    void brings_an_empty_database_to_the_newest_version_and_again_changes_nothing() throws Exception {
        try (EmbeddedPostgres postgres = durable("on")) {
            String url = prepare(postgres);
            String first = Migrate.migrate(url, "digisos_eier", "x");
            assertThat(first).isNotEqualTo("null");
            assertThat(Migrate.migrate(url, "digisos_eier", "x")).isEqualTo(first);
            try (Connection c = postgres.getPostgresDatabase().getConnection();
                    Statement s = c.createStatement();
                    ResultSet r = s.executeQuery("SELECT count(*) FROM audit_kjede")) {
                r.next();
                assertThat(r.getInt(1)).isEqualTo(64);
            }
        }
    }

    @Test
    void refuses_a_database_that_would_forget_what_was_committed() throws Exception {
        try (EmbeddedPostgres postgres = durable("off")) {
            String url = prepare(postgres);
            assertThatThrownBy(() -> Migrate.migrate(url, "digisos_eier", "x"))
                    .hasMessageContaining("synchronous_commit = off");
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
            s.execute("CREATE ROLE digisos_funksjon NOLOGIN");
            s.execute("CREATE ROLE digisos_eier LOGIN PASSWORD 'x'");
            s.execute("ALTER SCHEMA public OWNER TO digisos_eier");
        }
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }
}
