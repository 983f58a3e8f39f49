package no.digisos.common.leveranse;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.observability.MeldingTrace;

/** Joins the log's lines of a delivery to those of its case and its submission. */
@ApplicationScoped
@Unremovable // Asked for by whoever logs a refusal, if it is there.
public class LeveranseTrace implements MeldingTrace {
    static final Sql FIND = Sql.of("""
            SELECT l.digisos_id, i.nav_ekstern_ref_id
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.id = :meldingId""");

    private final Transactions transactions;

    public LeveranseTrace(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public LogTrace of(UUID meldingId) {
        try {
            return transactions.autoCommit(c -> find(c, meldingId));
        } catch (RuntimeException e) {
            // A line that is joined to less is better than none; whatever is the matter shows where the work itself
            // meets it.
            return LogTrace.empty().with(LogTrace.MELDING_ID, meldingId.toString());
        }
    }

    private static LogTrace find(Connection c, UUID meldingId) throws SQLException {
        return FIND.with("meldingId", meldingId)
                .one(c, row -> LogTrace.sak(row.getObject(1, UUID.class), row.getString(2)))
                .orElse(LogTrace.empty())
                .with(LogTrace.MELDING_ID, meldingId.toString());
    }
}
