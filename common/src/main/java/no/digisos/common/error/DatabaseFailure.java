package no.digisos.common.error;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Tells a database that is away, or that lost a race, from a defect of ours. The first is a 503: nothing was lost, and the
 * repeat finds the truth, also when the connection broke during COMMIT.
 */
public final class DatabaseFailure {
    /** character_not_in_repertoire and untranslatable_character (PostgreSQL, appendix A). */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

    /** read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    /**
     * What a disk's failure is told as when it is neither full nor broken: a quota that is used up (internal_error), and a file system
     * that has become read-only (insufficient_privilege).
     */
    private static final Set<String> PERHAPS_STORAGE = Set.of("XX000", "42501");

    /** The parts of the server that read and write files, as its errors name them. */
    private static final Set<String> STORAGE =
            Set.of("md.c", "fd.c", "smgr.c", "xlog.c", "slru.c", "buffile.c", "bufmgr.c", "relmapper.c", "storage.c");

    /** feature_not_supported, which "cached plan must not change result type" comes as, from this part of the server. */
    private static final String NOT_SUPPORTED = "0A000";

    private static final String PLAN_CHECK = "RevalidateCachedQuery";

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

    /** True when the session, or the whole server, takes no writing: as a standby does. */
    public static boolean isReadOnly(Throwable failure) {
        return Causes.of(failure).anyMatch(t -> t instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState()));
    }

    /** The SQLSTATE that a failure came with, for the log: it tells an operator what is wrong with the database. */
    public static Optional<String> state(Throwable failure) {
        return Causes.of(failure)
                .flatMap(t -> t instanceof SQLException sql
                        ? Optional.ofNullable(sql.getSQLState()).stream()
                        : Stream.empty())
                .findFirst();
    }

    /**
     * True when the migrator changed what a statement answers since this connection prepared it. The transaction is undone, and the driver
     * prepares anew.
     */
    private static boolean isOldPlan(SQLException e) {
        if (!NOT_SUPPORTED.equals(e.getSQLState()) || !(e instanceof PSQLException server)) {
            return false;
        }
        ServerErrorMessage told = server.getServerErrorMessage();
        return told != null && PLAN_CHECK.equals(told.getRoutine());
    }

    /** True when it was a file that could not be written or read, whatever the failure calls itself. */
    private static boolean isStorage(SQLException e) {
        if (!PERHAPS_STORAGE.contains(String.valueOf(e.getSQLState())) || !(e instanceof PSQLException server)) {
            return false;
        }
        ServerErrorMessage told = server.getServerErrorMessage();
        return told != null && told.getFile() != null && STORAGE.contains(told.getFile());
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
                || state.equals("55P03") // somebody else holds the lock for longer than is waited (DatabaseLimits)
                || state.equals("25P03") // the transaction stood still, and was cut off
                || state.equals(READ_ONLY) // a standby after a fail-over
                || isOldPlan(e)
                || isStorage(e);
    }
}
