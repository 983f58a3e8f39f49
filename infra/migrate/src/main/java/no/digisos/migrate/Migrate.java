package no.digisos.migrate;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/**
 * Applies the schema, under the owner's role that the functions do not have. Refuses a database that would forget what was
 * committed.
 *
 * <p>Environment: {@code DIGISOS_MIGRATE_URL} (JDBC), {@code DIGISOS_MIGRATE_USER}, {@code DIGISOS_MIGRATE_PASSWORD}, and
 * {@code DIGISOS_MIGRATE_LASEGRENSE}, the seconds for which a lock is waited for (10): every call that needs the table waits behind the
 * migration meanwhile. A statement itself may take its time. Exit code 0 when the schema is at the newest version, 2 when it is not.
 */
public final class Migrate {
    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    private static final String LOCK_LIMIT = "DIGISOS_MIGRATE_LASEGRENSE";
    private static final int LOCK_LIMIT_SECONDS = 10;
    private static final String LOCKED = "55P03";

    private Migrate() {}

    public static void main(String[] args) {
        try {
            String version = migrate(
                    required("DIGISOS_MIGRATE_URL"),
                    required("DIGISOS_MIGRATE_USER"),
                    required("DIGISOS_MIGRATE_PASSWORD"),
                    lockLimit(System.getenv(LOCK_LIMIT)));
            System.out.println("{\"skjemaversjon\":\"" + version + "\"}");
        } catch (RuntimeException e) {
            System.err.println("migrate: " + e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Brings the schema to the newest version.
     *
     * @param lockLimit seconds for which a lock is waited for
     * @return that version
     * @throws IllegalStateException when durability is off, the database cannot be reached, or others hold a table for too long: then
     *     what was applied before it stays, and the same again goes on from there
     */
    public static String migrate(String url, String user, String password, int lockLimit) {
        requireDurability(url, user, password);
        try {
            MigrateResult result = Flyway.configure()
                    .encoding(StandardCharsets.UTF_8)
                    .dataSource(url, user, password)
                    .initSql("SET lock_timeout = '" + lockLimit + "s'")
                    .load()
                    .migrate();
            return result.targetSchemaVersion == null
                    ? String.valueOf(result.initialSchemaVersion)
                    : result.targetSchemaVersion;
        } catch (FlywayException e) {
            if (isLocked(e)) {
                throw new IllegalStateException(
                        "a table was held by others for " + lockLimit
                                + " s; run it again, it goes on from where it was",
                        e);
            }
            throw e;
        }
    }

    private static boolean isLocked(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && LOCKED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static int lockLimit(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return LOCK_LIMIT_SECONDS;
        }
        if (!value.strip().matches("[1-9][0-9]{0,4}")) {
            throw new IllegalStateException(LOCK_LIMIT + " is not a whole number of seconds");
        }
        return Integer.parseInt(value.strip());
    }

    private static void requireDurability(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    String value = row.getString(1);
                    // local: waits for no standby.
                    if (value.equals("off") || value.equals("local")) {
                        throw new IllegalStateException(
                                "Postgres runs with " + setting + " = " + value + ": what is committed could be lost");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached: " + e.getMessage(), e);
        }
    }

    private static String required(String name) {
        @Nullable String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
