package no.digisos.common.observability;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What may be logged of a failure: its types and places. A message stays only where it cannot hold what a caller sent, since a
 * parser quotes what it could not read, and a refusal may name a file.
 */
public final class SafeTrace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Deeper causes are left out. */
    private static final int MAX_DEPTH = 10;

    private SafeTrace(String what, @Nullable SafeTrace cause, StackTraceElement[] places) {
        super(what, cause, false, true);
        setStackTrace(places);
    }

    /** The trace of this failure and its causes. */
    public static SafeTrace of(Throwable failure) {
        return of(failure, MAX_DEPTH);
    }

    private static SafeTrace of(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        return new SafeTrace(
                what(failure), cause == null || depth == 1 ? null : of(cause, depth - 1), failure.getStackTrace());
    }

    private static String what(Throwable failure) {
        String type = failure.getClass().getName();
        // The driver is told to leave out the values (logServerErrorDetail); the state is ours to break and names no
        // one.
        boolean safe = failure instanceof SQLException || failure.getClass() == IllegalStateException.class;
        return safe && failure.getMessage() != null ? type + ": " + failure.getMessage() : type;
    }
}
