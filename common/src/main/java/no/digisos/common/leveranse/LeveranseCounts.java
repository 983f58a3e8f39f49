package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;

/** Counts what is on its way. */
@ApplicationScoped
public class LeveranseCounts {
    static final Sql UNDECIDED = Sql.of("""
            SELECT tilstand, count(*), floor(extract(epoch FROM digisos_now() - min(opprettet)))::bigint FROM leveranse
             WHERE %s
             GROUP BY tilstand""".formatted(LeveranseState.sqlIn(state -> !state.decided())));

    private final Transactions transactions;

    public LeveranseCounts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * How many there are.
     *
     * @param eldsteSekunder since the oldest of them was accepted
     */
    public record Count(long antall, long eldsteSekunder) {}

    /** Undecided deliveries by state, in the order of its name. */
    public Map<String, Count> undecided() {
        Map<String, Count> counts = new TreeMap<>();
        transactions
                .autoCommit(c -> UNDECIDED
                        .call()
                        .all(c, row -> Map.entry(row.getString(1), new Count(row.getLong(2), row.getLong(3)))))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }
}
