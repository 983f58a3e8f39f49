package no.digisos.common.error;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Tells a database that is away, or that lost a race, from a defect of ours. The first is a 503: nothing was lost, and the
 * repeat finds the truth, also when the connection broke during COMMIT.
 */
public final class DatabaseFailure {
    /** character_not_in_repertoire and untranslatable_character (PostgreSQL, appendix A). */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    private DatabaseFailure() {}

    /**
     * True when the failure is the database's and a repeat is safe and useful. Never when this process itself is at its end: the
     * driver tells its own OutOfMemoryError with the state that the server has for its.
     */
    public static boolean isTransient(Throwable failure) {
        return !isOurEnd(failure)
                && Causes.of(failure).anyMatch(t -> t instanceof SQLException sql && isTransient(sql));
    }

    private static boolean isOurEnd(Throwable failure) {
        return Causes.of(failure).anyMatch(VirtualMachineError.class::isInstance);
    }

    /** True when the database could not take a text of the caller's: a character that it has no room for, as NUL. */
    public static boolean isUnstorableText(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(t -> t instanceof SQLException sql
                        && sql.getSQLState() != null
                        && UNSTORABLE.contains(sql.getSQLState()));
    }

    private static boolean isTransient(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            // The pool has no SQLState of its own: it says so when no connection could be had in time.
            return e instanceof SQLTransientException
                    || String.valueOf(e.getMessage()).contains("timeout");
        }
        return state.startsWith("08") // connection
                || state.startsWith("40") // serialization, deadlock
                || state.startsWith("53") // out of resources
                || state.startsWith("57") // operator intervention: shutdown, starting up, cancelled
                || state.startsWith("58") // system error of the server
                || state.equals("55P03") // somebody else holds the lock for longer than is waited (Databasegrenser)
                || state.equals("25P03") // the transaction stood still, and was cut off
                || state.equals("25006"); // read-only: a standby after a fail-over
    }
}
