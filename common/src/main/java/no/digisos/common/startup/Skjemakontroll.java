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
public class Skjemakontroll implements HealthCheck {
    /** The newest migration that this build was written for. */
    public static final int SKJEMAVERSJON = 16;

    private static final List<String> HOLDBARHET = List.of("fsync", "full_page_writes", "synchronous_commit");
    private static final String SPORRING =
            """
            SELECT coalesce((SELECT max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL), 0),
            """ + HOLDBARHET.stream().map("current_setting('%s')"::formatted).collect(Collectors.joining(", "));

    private final Transactions transactions;
    private volatile boolean klar;

    public Skjemakontroll(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> mangler = klar ? List.of() : mangler();
        klar = klar || mangler.isEmpty();
        return HealthCheckResponse.named("skjema")
                .status(klar)
                .withData("mangler", String.join("; ", mangler))
                .build();
    }

    private List<String> mangler() {
        try {
            return transactions.autoCommit(Skjemakontroll::mangler);
        } catch (RuntimeException e) {
            return List.of("databasen svarer ikke");
        }
    }

    private static List<String> mangler(Connection c) throws SQLException {
        List<String> mangler = new ArrayList<>();
        try (PreparedStatement statement = c.prepareStatement(SPORRING);
                ResultSet rad = statement.executeQuery()) {
            rad.next();
            int versjon = rad.getInt(1);
            if (versjon < SKJEMAVERSJON) {
                mangler.add("skjemaet er i versjon " + versjon + ", men skal være i " + SKJEMAVERSJON);
            }
            for (int i = 0; i < HOLDBARHET.size(); i++) {
                switch (rad.getString(i + 2)) {
                    case "off" -> mangler.add(HOLDBARHET.get(i) + " er av");
                    // Waits for no standby.
                    case "local" -> mangler.add(HOLDBARHET.get(i) + " er local");
                    default -> {}
                }
            }
        }
        return mangler;
    }
}
