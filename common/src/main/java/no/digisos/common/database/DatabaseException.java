package no.digisos.common.database;

import java.sql.SQLException;

/** A failure of the database, told apart by its cause (see {@link no.digisos.common.error.DatabaseFailure}). */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of what the driver threw. */
    public DatabaseException(SQLException cause) {
        super(cause);
    }
}
