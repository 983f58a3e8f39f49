package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.digisos.common.error.DatabaseFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A server whose synchronous standby is away: no commit is believed. On a server of its own, since the setting is the whole server's. */
class ReserveTest {
    private static final String PENDING = "wait_event = 'SyncRep' AND pid <> pg_backend_pid()";

    private static EmbeddedPostgres server;

    private final ExecutorService caller = Executors.newSingleThreadExecutor();

    private record UploadLimits(Duration lasegrense, Duration setningsgrense, Duration transaksjonsgrense)
            implements DatabaseLimits {}

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void uten_reserve() throws SQLException {
        run("DROP TABLE IF EXISTS lofte");
        run("CREATE TABLE lofte (id int PRIMARY KEY)");
        run("ALTER SYSTEM SET synchronous_standby_names = 'reserve'");
        run("SELECT pg_reload_conf()");
    }

    @AfterEach
    void som_for() throws SQLException {
        caller.shutdown();
        run("ALTER SYSTEM RESET synchronous_standby_names");
        run("SELECT pg_reload_conf()");
    }

    @Test
    void no_limit_of_a_statement_makes_a_commit_that_waits_into_one_that_was_made() {
        // The statement's limit is 200 ms and the driver's 3 s: were the first one to end the wait, the answer would be
        // a success.
        assertThatThrownBy(() -> promise(transactions(3), 1)).satisfies(ReserveTest::is503);
    }

    @Test
    void a_wait_that_somebody_cancels_is_an_unknown_outcome() throws Exception {
        CompletableFuture<Boolean> promise = CompletableFuture.supplyAsync(() -> promise(transactions(0), 1), caller);
        interruptWait();
        assertThatThrownBy(promise::get).isInstanceOf(ExecutionException.class).satisfies(ReserveTest::is503);
        // The row stands here nevertheless, for every reader, and on no standby.
        assertThat(count()).isOne();
    }

    @Test
    void what_stands_here_alone_is_no_answer_for_one_who_waits_for_the_standby() throws Exception {
        CompletableFuture<Boolean> promise = CompletableFuture.supplyAsync(() -> promise(transactions(0), 1), caller);
        interruptWait();
        assertThatThrownBy(promise::get).isInstanceOf(ExecutionException.class);

        // Who only reads is answered at once.
        assertThat(transactions(3).<Boolean>inTransaction(c -> exists(c, 1))).isTrue();
        assertThatThrownBy(() -> transactions(3).inTransaction(c -> {
                    Transactions.waitForStandby(c);
                    return exists(c, 1);
                }))
                .satisfies(ReserveTest::is503);
    }

    @Test
    void a_commit_that_nothing_is_remarked_on_is_made() throws SQLException {
        som_for();
        assertThat(promise(transactions(3), 1)).isTrue();
        assertThat(transactions(3).<Boolean>inTransaction(c -> {
                    Transactions.waitForStandby(c);
                    return exists(c, 1);
                }))
                .isTrue();
    }

    private static boolean promise(Transactions transactions, int id) {
        return transactions.inTransaction(c -> {
            try (Statement s = c.createStatement()) {
                return s.executeUpdate("INSERT INTO lofte VALUES (" + id + ")") == 1;
            }
        });
    }

    private static boolean exists(Connection c, int id) throws SQLException {
        try (Statement s = c.createStatement();
                var r = s.executeQuery("SELECT FROM lofte WHERE id = " + id)) {
            return r.next();
        }
    }

    private static void interruptWait() throws SQLException {
        boolean interrupted = false;
        while (!interrupted) {
            try (Connection c = server.getPostgresDatabase().getConnection();
                    Statement s = c.createStatement();
                    var r = s.executeQuery("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE " + PENDING)) {
                interrupted = r.next();
            }
        }
    }

    private static int count() throws SQLException {
        try (Connection c = server.getPostgresDatabase().getConnection();
                Statement s = c.createStatement();
                var r = s.executeQuery("SELECT count(*) FROM lofte")) {
            r.next();
            return r.getInt(1);
        }
    }

    /**
     * Connections as the pool makes them.
     *
     * @param socketTimeout seconds; 0 for none
     */
    private static Transactions transactions(int socketTimeout) {
        PGSimpleDataSource source = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection c = super.getConnection();
                new TimeLimits(
                                new UploadLimits(
                                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(10)),
                                socketTimeout)
                        .onConnectionCreate(c);
                return c;
            }
        };
        source.setURL(server.getJdbcUrl("postgres", "postgres"));
        source.setSocketTimeout(socketTimeout);
        return new Transactions(source);
    }

    private static void is503(Throwable failure) {
        assertThat(DatabaseFailure.isTransient(failure))
                .as(String.valueOf(failure))
                .isTrue();
    }

    /** Waits for no standby itself. */
    private static void run(String sql) throws SQLException {
        try (Connection c = server.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute("SET synchronous_commit = local");
            s.execute(sql);
        }
    }
}
