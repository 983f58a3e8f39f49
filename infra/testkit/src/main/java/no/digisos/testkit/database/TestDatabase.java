package no.digisos.testkit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own on the one real Postgres of this JVM, migrated, with durability switched on (the embedded server
 * starts with it off). {@link #functions()} logs in with the rights of the functions together, {@link #as} with those of one, {@link
 * #owner()} with those of the migrator. The roles are those of {@code infra/postgres/roller.sql}.
 */
public final class TestDatabase {
    private static final String TEMPLATE = "digisos_mal";
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private final String name;
    private final int port;

    private TestDatabase(String name, int port) {
        this.name = name;
        this.port = port;
    }

    /** A fresh database with the whole schema and no rows. */
    public static synchronized TestDatabase create() {
        try {
            EmbeddedPostgres postgres = server();
            String name = "test_" + NEXT.incrementAndGet();
            execute(postgres.getPostgresDatabase(), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
            return new TestDatabase(name, postgres.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** A role that may do what the functions may together, for tests of parts of them: no DDL, no UPDATE or DELETE on audit rows. */
    public DataSource functions() {
        return dataSource("digisos");
    }

    /** One of {@link DatabaseRoles#FUNCTIONS}; a function under test logs in as its own. */
    public DataSource as(String role) {
        return dataSource(role);
    }

    /** The owner of the schema: the migrator's role. */
    public DataSource owner() {
        return dataSource("digisos_eier");
    }

    /** A role that may do everything. */
    public DataSource superuser() {
        return dataSource("postgres");
    }

    /** Moves {@code digisos_now()} to this offset from the server's clock; nothing sleeps. */
    public void setClockOffset(Duration offset) {
        execute(
                owner(),
                "CREATE OR REPLACE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() + interval '"
                        + offset.toMillis() + " milliseconds' $$");
    }

    /** Runs a statement by itself; what fails is thrown unchecked. */
    public static void execute(DataSource dataSource, String sql) {
        try (Connection c = dataSource.getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private DataSource dataSource(String user) {
        PGSimpleDataSource ds = new PGSimpleDataSource();
        ds.setURL(jdbcUrl());
        ds.setUser(user);
        ds.setPassword(user);
        return ds;
    }

    private static EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres running = server;
        if (running != null) {
            return running;
        }
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                // So that a test can ask how many statements a call took; off in every database that does not create
                // it.
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                // A session time zone that differs from the JVM's finds every timestamp that is not a timestamptz.
                .setServerConfig("timezone", "Asia/Kathmandu")
                .start();
        try (Connection c = started.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
                try (ResultSet shown = s.executeQuery("SHOW " + setting)) {
                    if (!shown.next() || !shown.getString(1).equals("on")) {
                        throw new IllegalStateException("Postgres runs without " + setting);
                    }
                }
            }
            s.execute(DatabaseRoles.sql());
            s.execute("ALTER ROLE digisos_eier PASSWORD 'digisos_eier'");
            for (String role : DatabaseRoles.FUNCTIONS) {
                s.execute("ALTER ROLE " + role + " PASSWORD '" + role + "'");
            }
            s.execute("CREATE ROLE digisos LOGIN PASSWORD 'digisos' IN ROLE "
                    + String.join(", ", DatabaseRoles.FUNCTIONS));
            s.execute("CREATE DATABASE " + TEMPLATE + " OWNER digisos_eier");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        TestDatabase template = new TestDatabase(TEMPLATE, started.getPort());
        execute(template.superuser(), "ALTER SCHEMA public OWNER TO digisos_eier");
        Flyway.configure()
                .encoding(StandardCharsets.UTF_8)
                .dataSource(template.owner())
                .load()
                .migrate();
        server = started;
        return started;
    }
}
