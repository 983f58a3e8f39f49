package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/** Where submissions are on their way, for those who made them. */
@ApplicationScoped
public class Leveranseoppslag {
    private static final String FOR_INNSENDINGER =
            "SELECT * FROM leveranse WHERE innsending_id = ANY (?) ORDER BY lopenummer";

    private final Transactions transactions;

    public Leveranseoppslag(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The latest shipment of each of these submissions, by the submission's id. */
    public Map<UUID, Leveranse> forInnsendinger(Collection<UUID> innsendingIder) {
        return transactions.autoCommit(c -> {
            Map<UUID, Leveranse> siste = new HashMap<>();
            for (Leveranse leveranse :
                    Setning.leveranser(c, FOR_INNSENDINGER, c.createArrayOf("uuid", innsendingIder.toArray()))) {
                siste.put(leveranse.innsendingId(), leveranse);
            }
            return siste;
        });
    }
}
