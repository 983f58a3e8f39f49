package no.digisos.common.database;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import javax.sql.DataSource;
import no.digisos.common.observability.SafeTrace;
import org.jspecify.annotations.Nullable;

/**
 * Explicit transactions on plain connections, for what must be one unit: acceptance, decisions, audited reads. READ COMMITTED.
 * A failure rolls back; a failure of the COMMIT itself is an unknown outcome and surfaces as {@link DatabaseException}, which
 * callers see as 503.
 */
@ApplicationScoped
public class Transactions {
    /** statement_completion_unknown (SQL:2023), which {@link no.digisos.common.error.DatabaseFailure} takes for transient. */
    private static final String OUTCOME_UNKNOWN = "40003";

    private static final String WARNING = "01";

    /** Writes to the log, without a table: a transaction that has written waits for the standby. */
    static final Sql MARKER = Sql.of("SELECT pg_logical_emit_message(true, 'digisos', '')");

    static final Sql SNAPSHOT = Sql.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");

    private final DataSource dataSource;
    private final PoolDrain poolDrain;

    /**
     * Set while this thread has a connection. The pool is small: threads that take a second one while they have one wait for each other.
     * Tests run with assertions, and so find who does.
     */
    private final ThreadLocal<Boolean> holding = new ThreadLocal<>();

    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
        this.poolDrain = new PoolDrain(dataSource);
    }

    /** Work that reads and writes on one connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /** Does the work; the connection belongs to the caller, who commits and closes. */
        T run(Connection connection) throws SQLException;
    }

    /** Runs the work in one transaction and commits. */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = alone(connection, work);
                commit(connection);
                return result;
            } catch (Throwable failure) {
                rollback(connection, failure);
                poolDrain.after(failure);
                throw failure;
            } finally {
                restoreAutoCommit(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Commits, and believes it only when the server has nothing to remark. Whoever cancels a COMMIT that waits for the synchronous standby
     * makes the server answer "committed", with a warning that no standby may have it. That is an unknown outcome like a lost connection.
     *
     * @throws SQLException also when the transaction may be lost with this server
     */
    public static void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        connection.commit();
        for (SQLWarning warning = connection.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String state = warning.getSQLState();
            if (state != null && state.startsWith(WARNING)) {
                throw new SQLException("committed here, and perhaps on no standby", OUTCOME_UNKNOWN, warning);
            }
        }
    }

    /**
     * Lets this transaction's COMMIT wait until the synchronous standby has everything that it has read. A transaction that only reads
     * does not wait, and may see what a crash or a cancelled wait left on this server alone: for one whose answer is a promise about what
     * was there already.
     */
    public static void waitForStandby(Connection connection) throws SQLException {
        MARKER.call().execute(connection);
    }

    /** Runs one statement, or several that need no common fate, with each committed by itself. */
    public <T extends @Nullable Object> T autoCommit(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return alone(connection, work);
        } catch (SQLException e) {
            poolDrain.after(e);
            throw new DatabaseException(e);
        }
    }

    /** Reads one moment of the database, while others write on: REPEATABLE READ, and nothing can be written. */
    public <T extends @Nullable Object> T snapshot(Work<T> work) {
        return inTransaction(connection -> {
            // Of this transaction alone, so that no way out of it leaves the connection otherwise than it was.
            SNAPSHOT.call().execute(connection);
            return work.run(connection);
        });
    }

    private <T extends @Nullable Object> T alone(Connection connection, Work<T> work) throws SQLException {
        assert holding.get() == null : "a second connection while one is held";
        holding.set(true);
        try {
            return work.run(connection);
        } finally {
            holding.remove();
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is broken; the pool finds that out when it takes it back.
            Log.debug("autocommit could not be restored", SafeTrace.of(e));
        }
    }
}
