package no.digisos.drift.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import no.digisos.common.database.Transactions;
import no.digisos.drift.check.StateReport.Count;

/** Counts what is on its way. */
@ApplicationScoped
class LeveranseCounts {
    private static final String UNDECIDED = """
            SELECT tilstand, count(*), floor(extract(epoch FROM digisos_now() - min(opprettet)))::bigint FROM leveranse
             WHERE tilstand IN ('IKKE_SENDT', 'I_KO', 'TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET')
             GROUP BY tilstand""";

    private final Transactions transactions;

    LeveranseCounts(Transactions transactions) {
        this.transactions = transactions;
    }

    Map<String, Count> undecided() {
        return transactions.autoCommit(LeveranseCounts::read);
    }

    private static Map<String, Count> read(Connection c) throws SQLException {
        Map<String, Count> count = new TreeMap<>();
        try (PreparedStatement s = c.prepareStatement(UNDECIDED);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                count.put(r.getString(1), new Count(r.getLong(2), r.getLong(3)));
            }
        }
        return count;
    }
}
