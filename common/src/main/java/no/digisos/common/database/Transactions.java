package no.digisos.common.database;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Explicit transactions on plain connections, for what must be one unit: acceptance, decisions, audited reads. READ COMMITTED.
 * A failure rolls back; a failure of the COMMIT itself is an unknown outcome and surfaces as {@link DatabaseException}, which
 * callers see as 503.
 */
@ApplicationScoped
public class Transactions {
    private final DataSource dataSource;
    private final Pooltomming pooltomming;

    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
        this.pooltomming = new Pooltomming(dataSource);
    }

    /** Work that reads and writes on one connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs the work in one transaction and commits. */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollback(connection, failure);
                pooltomming.etter(failure);
                throw failure;
            } finally {
                restoreAutoCommit(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Runs one statement, or several that need no common fate, with each committed by itself. */
    public <T extends @Nullable Object> T autoCommit(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            pooltomming.etter(e);
            throw new DatabaseException(e);
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
            Log.debug("autocommit could not be restored", e);
        }
    }
}
