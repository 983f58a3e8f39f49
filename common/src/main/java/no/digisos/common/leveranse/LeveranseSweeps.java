package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/**
 * Withdraws from the queue what must not lie there any longer. Each sweep is one statement in a transaction of its own,
 * idempotent, limited, and passes over rows that someone else has locked: the next run takes them. Call again while a run
 * hits its limit.
 */
@ApplicationScoped
public class LeveranseSweeps {
    private final Transactions transactions;

    public LeveranseSweeps(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The frist passed without a receipt. A live lease with data downloaded is spared once, until the frist plus the grace;
     * that is decided by the same UPDATE.
     *
     * @param grace the grace, 15 minutes by default
     * @param hold how long a late receipt is still welcome, 10 minutes by default
     * @return what was withdrawn
     */
    public List<UUID> expire(Duration grace, Duration hold, int max) {
        return transactions.inTransaction(c -> LeveranseSql.EXPIRY
                .with("grace", grace)
                .with("limit", max)
                .with("hold", hold)
                .ids(c));
    }

    /**
     * Fetched with its data again and again without a receipt. A fagsystem that is merely down never comes here.
     *
     * @param maxAttempts leases with data, 5 by default
     * @param leastTime least time between the first and the last download, 2 hours by default
     * @param hold how long a late receipt is still welcome, 10 minutes by default
     */
    public List<UUID> exhaust(int maxAttempts, Duration leastTime, Duration hold, int max) {
        return transactions.inTransaction(c -> LeveranseSql.EXHAUST
                .with("maxAttempts", maxAttempts)
                .with("leastTime", leastTime)
                .with("limit", max)
                .with("hold", hold)
                .ids(c));
    }

    /**
     * The konto was closed, or the kommune stopped using the queue, while shipments lay in it.
     *
     * @param hold how long a late receipt is still welcome, 10 minutes by default
     */
    public List<UUID> closedKonto(Duration hold, int max) {
        return transactions.inTransaction(c ->
                LeveranseSql.CLOSE_KONTO.with("limit", max).with("hold", hold).ids(c));
    }
}
