package no.digisos.common.startup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.database.Sql;
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
    static final Sql QUERY = Sql.of("""
            SELECT coalesce((SELECT max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL), 0)
                       AS versjon,
                   current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
                   current_setting('synchronous_commit') AS synchronous_commit""");

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
            return transactions.autoCommit(c -> QUERY.call().only(c, SchemaVersionCheck::read));
        } catch (RuntimeException e) {
            return List.of("databasen svarer ikke");
        }
    }

    private static List<String> read(ResultSet row) throws SQLException {
        List<String> missing = new ArrayList<>();
        int version = row.getInt("versjon");
        if (version < SCHEMA_VERSION) {
            missing.add("skjemaet er i versjon " + version + ", men skal være i " + SCHEMA_VERSION);
        }
        for (String setting : DURABILITY) {
            switch (row.getString(setting)) {
                case "off" -> missing.add(setting + " er av");
                // Waits for no standby.
                case "local" -> missing.add(setting + " er local");
                default -> {}
            }
        }
        return missing;
    }
}
