package no.digisos.common.database;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each new connection its limits ({@link DatabaseLimits}), before anybody gets it. */
@Singleton
@Unremovable // The pool asks for it.
class TimeLimits implements AgroalPoolInterceptor {
    private static final String PREFIX = "digisos.database.";
    private static final String SOCKET_TIMEOUT = "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout";

    /** Milliseconds as text, which is what these settings take. */
    static final Sql SET_LIMITS = Sql.of("""
            SELECT set_config('lock_timeout', :lasegrense, false), set_config('statement_timeout', :setningsgrense, false),
                   set_config('idle_in_transaction_session_timeout', :transaksjonsgrense, false)""");

    private final DatabaseLimits limits;

    /**
     * @param socketTimeout the driver's, in seconds; 0 is none
     * @throws IllegalStateException naming the property, when a limit would never be reached before another
     */
    TimeLimits(DatabaseLimits limits, @ConfigProperty(name = SOCKET_TIMEOUT, defaultValue = "0") int socketTimeout) {
        requirePositive("lasegrense", limits.lasegrense());
        requirePositive("setningsgrense", limits.setningsgrense());
        requirePositive("transaksjonsgrense", limits.transaksjonsgrense());
        if (limits.lasegrense().compareTo(limits.setningsgrense()) >= 0) {
            throw new IllegalStateException(PREFIX + "lasegrense must be shorter than " + PREFIX + "setningsgrense");
        }
        if (socketTimeout > 0 && limits.setningsgrense().compareTo(Duration.ofSeconds(socketTimeout)) >= 0) {
            throw new IllegalStateException(
                    PREFIX + "setningsgrense must be shorter than " + SOCKET_TIMEOUT + " (" + socketTimeout + " s)");
        }
        this.limits = limits;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            SET_LIMITS
                    .with("lasegrense", millis(limits.lasegrense()))
                    .with("setningsgrense", millis(limits.setningsgrense()))
                    .with("transaksjonsgrense", millis(limits.transaksjonsgrense()))
                    .execute(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void requirePositive(String name, Duration boundary) {
        // Postgres takes 0 for no limit at all.
        if (boundary.toMillis() <= 0) {
            throw new IllegalStateException(PREFIX + name + " must be at least a millisecond");
        }
    }

    private static String millis(Duration boundary) {
        return Long.toString(boundary.toMillis());
    }
}
