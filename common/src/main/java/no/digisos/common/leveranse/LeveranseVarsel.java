package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/**
 * What somebody should know before, or after, a delivery goes wrong. Each is told once; the mails lie in the outbox
 * {@code varsel}. Every method is a transaction of its own, and any number of instances may call it at once.
 */
@ApplicationScoped
public class LeveranseVarsel {
    /** Half of the shortest frist that a kommune can have: nothing younger can be worth a warning. */
    private static final Duration SHORTEST_HALF_FRIST = Duration.ofMinutes(30);

    private final Transactions transactions;

    public LeveranseVarsel(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * How things stand.
     *
     * @param stoppet deliveries that wait for a human
     * @param forsinket deliveries that are late on their way to SvarUt
     * @param usendteVarsler mails not sent yet
     * @param eldsteSekunder since the oldest that is on its way to SvarUt was withdrawn; 0 when none is
     */
    public record Alarms(long stoppet, long forsinket, long usendteVarsler, long eldsteSekunder) {}

    /**
     * Warns of what waits for its receipt: after this long, and when half of the frist has gone (delivery.md 1, rule 4).
     *
     * @return the deliveries that were counted
     */
    public List<UUID> warnQueue(Duration waited, int max) {
        Duration earliest = waited.compareTo(SHORTEST_HALF_FRIST) < 0 ? waited : SHORTEST_HALF_FRIST;
        return transactions.inTransaction(c -> VarselSql.WARN_OF_QUEUE
                .with("earliest", earliest)
                .with("waits", waited)
                .with("limit", max)
                .ids(c));
    }

    /** Notes what was withdrawn this long ago and is neither with SvarUt nor stopped (delivery.md 4: SvarUt down for days). */
    public List<UUID> delayed(Duration after, int max) {
        return transactions.inTransaction(c ->
                VarselSql.DELAYED.with("lateAfter", after).with("limit", max).ids(c));
    }

    /**
     * Takes shipments whose reference is to be looked up for duplicates; they come again after the lease unless
     * {@link #checked} or {@link #duplicate} is called.
     */
    public List<Leveranse> forDuplicateCheck(int max, Duration lease) {
        return transactions.inTransaction(c -> VarselSql.TAKE_FOR_DUPLICATE_CHECK
                .with("limit", max)
                .with("lease", lease)
                .all(c, LeveranseRow::read));
    }

    /**
     * Looked up, and all is well; again after the interval while the latest intent is younger than {@code lengde}.
     *
     * @param length 3 days by default
     * @param interval 1 day by default
     */
    public void checked(UUID meldingId, Duration length, Duration interval) {
        transactions.autoCommit(c -> VarselSql.DUPLICATE_CHECKED
                .with("length", length)
                .with("interval", interval)
                .with("meldingId", meldingId)
                .run(c));
    }

    /**
     * SvarUt has it more than once, or has what the fagsystem receipted.
     *
     * @return true the first time: then it is worth the alarm
     */
    public boolean duplicate(UUID meldingId, int count) {
        return transactions.inTransaction(c -> VarselSql.DUPLICATE_FOUND
                .with("meldingId", meldingId)
                .with("count", count)
                .exists(c));
    }

    /** How many deliveries want a human. */
    public Alarms alarms() {
        return transactions.autoCommit(c -> VarselSql.ALARMS
                .call()
                .one(c, r -> new Alarms(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4)))
                .orElseThrow());
    }
}
