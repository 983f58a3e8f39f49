package no.digisos.common.observability;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What may be logged of a failure: its types and places. A message stays only where it cannot hold what a caller sent, since a
 * parser quotes what it could not read, and a refusal may name a file.
 */
public final class Feilspor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Deeper causes are left out. */
    private static final int MAKS_DYBDE = 10;

    private Feilspor(String hva, @Nullable Feilspor arsak, StackTraceElement[] steder) {
        super(hva, arsak, false, true);
        setStackTrace(steder);
    }

    /** The trace of this failure and its causes. */
    public static Feilspor av(Throwable feil) {
        return av(feil, MAKS_DYBDE);
    }

    private static Feilspor av(Throwable feil, int dybde) {
        Throwable arsak = feil.getCause();
        return new Feilspor(hva(feil), arsak == null || dybde == 1 ? null : av(arsak, dybde - 1), feil.getStackTrace());
    }

    private static String hva(Throwable feil) {
        String type = feil.getClass().getName();
        // The driver is told to leave out the values (logServerErrorDetail); the state is ours to break and names no
        // one.
        boolean trygg = feil instanceof SQLException || feil.getClass() == IllegalStateException.class;
        return trygg && feil.getMessage() != null ? type + ": " + feil.getMessage() : type;
    }
}
