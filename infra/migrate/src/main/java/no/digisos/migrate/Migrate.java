package no.digisos.migrate;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/**
 * Applies the schema, under the owner's role that the functions do not have. Refuses a database that would forget what was
 * committed.
 *
 * <p>Environment: {@code DIGISOS_MIGRATE_URL} (JDBC), {@code DIGISOS_MIGRATE_USER}, {@code DIGISOS_MIGRATE_PASSWORD}. Exit code 0
 * when the schema is at the newest version, 2 when it is not.
 */
public final class Migrate {
    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    private Migrate() {}

    public static void main(String[] args) {
        try {
            String version = migrate(
                    required("DIGISOS_MIGRATE_URL"),
                    required("DIGISOS_MIGRATE_USER"),
                    required("DIGISOS_MIGRATE_PASSWORD"));
            System.out.println("{\"skjemaversjon\":\"" + version + "\"}");
        } catch (RuntimeException e) {
            System.err.println("migrate: " + e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Brings the schema to the newest version.
     *
     * @return that version
     * @throws IllegalStateException when durability is off or the database cannot be reached
     */
    public static String migrate(String url, String user, String password) {
        krevHoldbarhet(url, user, password);
        MigrateResult result = Flyway.configure()
                .encoding(StandardCharsets.UTF_8)
                .dataSource(url, user, password)
                .load()
                .migrate();
        return result.targetSchemaVersion == null
                ? String.valueOf(result.initialSchemaVersion)
                : result.targetSchemaVersion;
    }

    private static void krevHoldbarhet(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    if (row.getString(1).equals("off")) {
                        throw new IllegalStateException(
                                "Postgres runs with " + setting + " = off: what is committed could be lost");
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
