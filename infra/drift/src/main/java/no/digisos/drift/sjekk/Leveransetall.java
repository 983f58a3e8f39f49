package no.digisos.drift.sjekk;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import no.digisos.common.database.Transactions;
import no.digisos.drift.sjekk.Tilstandsrapport.Antall;

/** Counts what is on its way. */
@ApplicationScoped
class Leveransetall {
    private static final String UAVGJORTE = """
            SELECT tilstand, count(*), floor(extract(epoch FROM digisos_now() - min(opprettet)))::bigint FROM leveranse
             WHERE tilstand IN ('IKKE_SENDT', 'I_KO', 'TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET')
             GROUP BY tilstand""";

    private final Transactions transactions;

    Leveransetall(Transactions transactions) {
        this.transactions = transactions;
    }

    Map<String, Antall> uavgjorte() {
        return transactions.autoCommit(Leveransetall::les);
    }

    private static Map<String, Antall> les(Connection c) throws SQLException {
        Map<String, Antall> antall = new TreeMap<>();
        try (PreparedStatement s = c.prepareStatement(UAVGJORTE);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                antall.put(r.getString(1), new Antall(r.getLong(2), r.getLong(3)));
            }
        }
        return antall;
    }
}
