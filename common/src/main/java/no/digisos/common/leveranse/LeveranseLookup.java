package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;

/** Where submissions are on their way, for those who made them. */
@ApplicationScoped
public class LeveranseLookup {
    static final Sql FOR_INNSENDINGER =
            Sql.of("SELECT * FROM leveranse WHERE innsending_id = ANY (:innsendingIds) ORDER BY lopenummer");

    private final Transactions transactions;

    public LeveranseLookup(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The latest shipment of each of these submissions, by the submission's id. */
    public Map<UUID, Leveranse> forInnsendinger(Collection<UUID> innsendingIds) {
        return transactions.autoCommit(c -> {
            Map<UUID, Leveranse> last = new HashMap<>();
            for (Leveranse leveranse : FOR_INNSENDINGER
                    .with("innsendingIds", innsendingIds.toArray(UUID[]::new))
                    .all(c, LeveranseRow::read)) {
                last.put(leveranse.innsendingId(), leveranse);
            }
            return last;
        });
    }
}
