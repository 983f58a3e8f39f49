package no.digisos.common.database;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each new connection its limits ({@link Databasegrenser}), before anybody gets it. */
@Singleton
@Unremovable // The pool asks for it.
class Tidsgrenser implements AgroalPoolInterceptor {
    private static final String PREFIKS = "digisos.database.";
    private static final String SOCKET_TIMEOUT = "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout";

    /** Milliseconds as text, which is what these settings take. */
    private static final String SETT = """
            SELECT set_config('lock_timeout', ?, false), set_config('statement_timeout', ?, false),
                   set_config('idle_in_transaction_session_timeout', ?, false)""";

    private final Databasegrenser grenser;

    /**
     * @param socketTimeout the driver's, in seconds; 0 is none
     * @throws IllegalStateException naming the property, when a limit would never be reached before another
     */
    Tidsgrenser(Databasegrenser grenser, @ConfigProperty(name = SOCKET_TIMEOUT, defaultValue = "0") int socketTimeout) {
        krevPositiv("lasegrense", grenser.lasegrense());
        krevPositiv("setningsgrense", grenser.setningsgrense());
        krevPositiv("transaksjonsgrense", grenser.transaksjonsgrense());
        if (grenser.lasegrense().compareTo(grenser.setningsgrense()) >= 0) {
            throw new IllegalStateException(PREFIKS + "lasegrense must be shorter than " + PREFIKS + "setningsgrense");
        }
        if (socketTimeout > 0 && grenser.setningsgrense().compareTo(Duration.ofSeconds(socketTimeout)) >= 0) {
            throw new IllegalStateException(
                    PREFIKS + "setningsgrense must be shorter than " + SOCKET_TIMEOUT + " (" + socketTimeout + " s)");
        }
        this.grenser = grenser;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement(SETT)) {
            statement.setString(1, millis(grenser.lasegrense()));
            statement.setString(2, millis(grenser.setningsgrense()));
            statement.setString(3, millis(grenser.transaksjonsgrense()));
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void krevPositiv(String navn, Duration grense) {
        // Postgres takes 0 for no limit at all.
        if (grense.toMillis() <= 0) {
            throw new IllegalStateException(PREFIKS + navn + " must be at least a millisecond");
        }
    }

    private static String millis(Duration grense) {
        return Long.toString(grense.toMillis());
    }
}
