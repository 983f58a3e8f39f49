package no.digisos.common.startup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import no.digisos.common.database.Transactions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Refuses readiness until the schema is at the version that this build needs and the database keeps what it commits. Once
 * reached, readiness stays: a later loss of the database is answered call by call (503), not by leaving the load balancer.
 */
@Readiness
@ApplicationScoped
public class SchemaVersionCheck implements HealthCheck {
    /** The newest migration that this build was written for. */
    public static final int SCHEMA_VERSION = 17;

    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");
    private static final String QUERY =
            """
            SELECT coalesce((SELECT max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL), 0),
            """ + DURABILITY.stream().map("current_setting('%s')"::formatted).collect(Collectors.joining(", "));

    private final Transactions transactions;
    private volatile boolean ready;

    public SchemaVersionCheck(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> missing = ready ? List.of() : missing();
        ready = ready || missing.isEmpty();
        return HealthCheckResponse.named("skjema")
                .status(ready)
                .withData("mangler", String.join("; ", missing))
                .build();
    }

    private List<String> missing() {
        try {
            return transactions.autoCommit(SchemaVersionCheck::missing);
        } catch (RuntimeException e) {
            return List.of("databasen svarer ikke");
        }
    }

    private static List<String> missing(Connection c) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement statement = c.prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            row.next();
            int version = row.getInt(1);
            if (version < SCHEMA_VERSION) {
                missing.add("skjemaet er i versjon " + version + ", men skal være i " + SCHEMA_VERSION);
            }
            for (int i = 0; i < DURABILITY.size(); i++) {
                switch (row.getString(i + 2)) {
                    case "off" -> missing.add(DURABILITY.get(i) + " er av");
                    // Waits for no standby.
                    case "local" -> missing.add(DURABILITY.get(i) + " er local");
                    default -> {}
                }
            }
        }
        return missing;
    }
}
