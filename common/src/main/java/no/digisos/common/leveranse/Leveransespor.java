package no.digisos.common.leveranse;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.observability.Loggspor;
import no.digisos.common.observability.Meldingsspor;

/** Joins the log's lines of a delivery to those of its case and its submission. */
@ApplicationScoped
@Unremovable // Asked for by whoever logs a refusal, if it is there.
public class Leveransespor implements Meldingsspor {
    private static final String FINN = """
            SELECT l.digisos_id, i.nav_ekstern_ref_id
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.id = ?""";

    private final Transactions transactions;

    public Leveransespor(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Loggspor av(UUID meldingId) {
        try {
            return transactions.autoCommit(c -> finn(c, meldingId));
        } catch (RuntimeException e) {
            // A line that is joined to less is better than none; whatever is the matter shows where the work itself
            // meets it.
            return Loggspor.tomt().med(Loggspor.MELDING_ID, meldingId.toString());
        }
    }

    private static Loggspor finn(Connection c, UUID meldingId) throws SQLException {
        try (PreparedStatement setning = c.prepareStatement(FINN)) {
            setning.setObject(1, meldingId);
            try (ResultSet rad = setning.executeQuery()) {
                return rad.next()
                        ? Loggspor.sak(rad.getObject(1, UUID.class), rad.getString(2))
                                .med(Loggspor.MELDING_ID, meldingId.toString())
                        : Loggspor.tomt().med(Loggspor.MELDING_ID, meldingId.toString());
            }
        }
    }
}
