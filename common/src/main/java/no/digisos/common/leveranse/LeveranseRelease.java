package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.ChannelChoice.Chosen;

/** Lets waiting shipments go: to the queue, or to SvarUt when the look-up gives no konto. */
@ApplicationScoped
public class LeveranseRelease {
    private final Transactions transactions;
    private final ChannelChoice channelChoice;

    public LeveranseRelease(Transactions transactions, ChannelChoice channelChoice) {
        this.transactions = transactions;
        this.channelChoice = channelChoice;
    }

    /**
     * Releases one, whose row the caller's transaction has locked or made.
     *
     * @throws IllegalStateException when it does not wait
     */
    Leveranse release(Connection c, Leveranse waiting) throws SQLException {
        Optional<Chosen> chosen = channelChoice.find(c, waiting.kommunenummer(), waiting.enhetsnummer());
        Optional<UUID> konto =
                chosen.filter(k -> k.takes(waiting.meldingType())).map(Chosen::kontoId);
        Optional<Leveranse> released = konto.isPresent()
                ? LeveranseSql.RELEASE_TO_QUEUE
                        .with("kontoId", konto.get())
                        .with("meldingId", waiting.id())
                        .one(c, LeveranseRow::read)
                : withoutQueue(chosen, waiting).with("meldingId", waiting.id()).one(c, LeveranseRow::read);
        return released.orElseThrow(
                () -> new IllegalStateException("Leveranse " + waiting.id() + " venter ikke lenger"));
    }

    private static Sql withoutQueue(Optional<Chosen> chosen, Leveranse waiting) {
        return chosen.filter(k -> k.hasExpired(waiting.meldingType())).isPresent()
                ? LeveranseSql.RELEASE_WITHOUT_CERTIFICATE
                : LeveranseSql.RELEASE_WITHOUT_KONTO;
    }

    /**
     * Releases those that wait for a shipment just decided by the same transaction. It is a statement of its own, after the
     * deciding one, so that it sees a successor whose acceptance the decision had to wait for.
     */
    List<Leveranse> releaseSuccessors(Connection c, UUID decided) throws SQLException {
        List<Leveranse> waiting =
                LeveranseSql.LOCK_SUCCESSORS.with("decided", decided).all(c, LeveranseRow::read);
        for (Leveranse successor : waiting) {
            release(c, successor);
        }
        return waiting;
    }

    /**
     * The backstop: releases what waits for something already decided, in a transaction of its own. Whatever it finds is a
     * fault elsewhere, worth an alarm.
     *
     * @param max most rows in one call
     * @return what was released, as it was while it waited
     */
    public List<Leveranse> releaseWaiting(int max) {
        return transactions.inTransaction(c -> {
            List<Leveranse> forgottenOnes =
                    LeveranseSql.LOCK_FORGOTTEN.with("limit", max).all(c, LeveranseRow::read);
            for (Leveranse forgotten : forgottenOnes) {
                release(c, forgotten);
            }
            return forgottenOnes;
        });
    }
}
