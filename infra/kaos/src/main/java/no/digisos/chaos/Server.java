package no.digisos.chaos;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import no.digisos.testkit.process.LocalPostgres;

/** A PostgreSQL server as its superuser sees it. Waits for no standby itself. */
record Server(LocalPostgres postgres) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 50;

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only value of the only row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /**
     * Waits until the answer is this.
     *
     * @throws IOException when it is not after two minutes
     */
    void await(String sql, String answer) throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        while (!ask(sql).equals(answer)) {
            if (System.nanoTime() - begun > LONGEST_WAIT.toNanos()) {
                throw new IOException("the database does not come to answer " + answer + " to: " + sql);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Changes a setting for good; most take effect at once, a few after a restart. */
    void set(String name, String value) throws SQLException {
        run("ALTER SYSTEM SET " + name + " = '" + value.replace("'", "''") + "'");
        run("SELECT pg_reload_conf()");
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl("digisos", "postgres"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = local");
        }
        return connection;
    }
}
