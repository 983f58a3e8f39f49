package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The fagsystem's decisions: the receipt and the final rejection. The conditional UPDATE decides; when it hits nothing, the
 * row is locked and read, and the answer comes from it. History, outcome and the release of successors belong to the same
 * transaction.
 */
@ApplicationScoped
public class LeveranseDecisions {
    private static final String AVVIST_AFTER_WITHDRAWAL = LeveranseTransition.AVVIS_ETTER_TREKK.hendelse();
    private static final String LATE_KVITTERING = LeveranseTransition.HUSK_SEN_KVITTERING.hendelse();

    private final Transactions transactions;
    private final LeveranseRelease release;

    public LeveranseDecisions(Transactions transactions, LeveranseRelease release) {
        this.transactions = transactions;
        this.release = release;
    }

    /**
     * The receipt. Valid with, without or with a stale lease while SvarUt provably does not have the shipment (delivery.md 1,
     * rule 2, and delivery.md 3, rule B): proof of receipt beats a timer, so the caller's leieId is of no consequence here. Not
     * once the receiver may have let go of its copy: the receipt may have been under way since before (delivery.md 3, rule I).
     * Joins the caller's transaction.
     */
    public KvitteringOutcome mottatt(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Sealed mottattAv, @Nullable Sealed fagsystemRef)
            throws SQLException {
        Optional<Leveranse> confirmed = confirm(c, kontoId, meldingId, mottattAv, fagsystemRef);
        if (confirmed.isPresent()) {
            return new KvitteringOutcome.Confirmed(confirmed.get(), false);
        }
        Optional<Leveranse> locked = LeveranseSql.LOCK_IN_KONTO
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .one(c, LeveranseRow::read);
        if (locked.isEmpty()) {
            return new KvitteringOutcome.NotFound();
        }
        Leveranse leveranse = locked.get();
        if (!leveranse.handedOut() && leveranse.tilstand() != LeveranseState.BEKREFTET) {
            return new KvitteringOutcome.NotHandedOut(leveranse);
        }
        return switch (leveranse.tilstand()) {
            case BEKREFTET -> new KvitteringOutcome.Confirmed(leveranse, true);
            case IKKE_SENDT -> new KvitteringOutcome.NotHandedOut(leveranse);
            case SVARUT_SENDER, SVARUT_UKJENT ->
                new KvitteringOutcome.Keep(
                        note(c, LeveranseSql.REMEMBER_LATE_KVITTERING, leveranse, mottattAv, fagsystemRef));
            case SVARUT_SENDT, LUKKET -> {
                Leveranse noted = note(c, LeveranseSql.NOTE_LATE_KVITTERING, leveranse, mottattAv, fagsystemRef);
                // An operator may close what SvarUt never had: then this copy may be the only one.
                yield noted.atSvarUt()
                        ? new KvitteringOutcome.WithdrawnTooLate(noted)
                        : new KvitteringOutcome.Keep(noted);
            }
            case I_KO, TRUKKET, SVARUT_FEIL, STOPPET -> {
                if (leveranse.kopiSluppet() != null) {
                    yield new KvitteringOutcome.Keep(noteOnce(c, LATE_KVITTERING, leveranse));
                }
                // Moved here between the two statements; locked now, so the second try decides.
                yield new KvitteringOutcome.Confirmed(
                        confirm(c, kontoId, meldingId, mottattAv, fagsystemRef)
                                .orElseThrow(() -> new IllegalStateException("Låst rad lot seg ikke bekrefte")),
                        false);
            }
        };
    }

    /** {@link #mottatt(Connection, UUID, UUID, Sealed, Sealed)} in a transaction of its own. */
    public KvitteringOutcome mottatt(
            UUID kontoId, UUID meldingId, @Nullable Sealed mottattAv, @Nullable Sealed fagsystemRef) {
        return transactions.inTransaction(c -> mottatt(c, kontoId, meldingId, mottattAv, fagsystemRef));
    }

    /**
     * The final rejection: withdrawn, and free for SvarUt at once. Of what was withdrawn already it clears a noted receipt, so
     * that SvarUt goes on. Either way no later receipt counts: the receiver has let go of its copy. Joins the caller's
     * transaction.
     */
    public KvitteringOutcome avvist(Connection c, UUID kontoId, UUID meldingId, @Nullable Sealed errorMessage)
            throws SQLException {
        Optional<Leveranse> avvist = LeveranseSql.REJECT
                .with("feilmelding", errorMessage)
                .with("meldingId", meldingId)
                .with("kontoId", kontoId)
                .one(c, LeveranseRow::read);
        if (avvist.isPresent()) {
            return new KvitteringOutcome.Executed(avvist.get());
        }
        Optional<Leveranse> afterWithdrawal = LeveranseSql.REJECT_AFTER_WITHDRAW
                .with("feilmelding", errorMessage)
                .with("meldingId", meldingId)
                .with("kontoId", kontoId)
                .one(c, LeveranseRow::read);
        if (afterWithdrawal.isPresent()) {
            return new KvitteringOutcome.WithoutEffect(afterWithdrawal.get());
        }
        Optional<Leveranse> found = LeveranseSql.FIND_IN_KONTO
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .one(c, LeveranseRow::read);
        if (found.isEmpty()) {
            return new KvitteringOutcome.NotFound();
        }
        Leveranse leveranse = found.get();
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT, I_KO -> new KvitteringOutcome.NotHandedOut(leveranse);
            case BEKREFTET -> new KvitteringOutcome.AlreadyConfirmed(leveranse);
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET ->
                new KvitteringOutcome.WithoutEffect(
                        leveranse.aarsak() == WithdrawalReason.AVVIST
                                ? leveranse
                                : noteOnce(c, AVVIST_AFTER_WITHDRAWAL, leveranse));
        };
    }

    /** {@link #avvist(Connection, UUID, UUID, Sealed)} in a transaction of its own. */
    public KvitteringOutcome avvist(UUID kontoId, UUID meldingId, @Nullable Sealed errorMessage) {
        return transactions.inTransaction(c -> avvist(c, kontoId, meldingId, errorMessage));
    }

    private Optional<Leveranse> confirm(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Sealed mottattAv, @Nullable Sealed fagsystemRef)
            throws SQLException {
        Optional<Leveranse> confirmed =
                receipt(c, LeveranseSql.RECEIPT_MOTTATT, kontoId, meldingId, mottattAv, fagsystemRef);
        if (confirmed.isPresent()) {
            release.releaseSuccessors(c, meldingId);
        }
        return confirmed;
    }

    private static Leveranse note(
            Connection c, Sql statement, Leveranse locked, @Nullable Sealed mottattAv, @Nullable Sealed fagsystemRef)
            throws SQLException {
        Optional<Leveranse> noted = receipt(c, statement, locked.kontoId(), locked.id(), mottattAv, fagsystemRef);
        // Nothing hit: noted by an earlier call, and the first one's words stay; or it cannot count, and is history
        // only.
        return noted.isPresent() ? noted.get() : noteOnce(c, LATE_KVITTERING, locked);
    }

    private static Optional<Leveranse> receipt(
            Connection c,
            Sql statement,
            @Nullable UUID kontoId,
            UUID meldingId,
            @Nullable Sealed mottattAv,
            @Nullable Sealed fagsystemRef)
            throws SQLException {
        return statement
                .with("mottattAv", mottattAv)
                .with("fagsystemRef", fagsystemRef)
                .with("meldingId", meldingId)
                .with("kontoId", kontoId)
                .one(c, LeveranseRow::read);
    }

    private static Leveranse noteOnce(Connection c, String hendelse, Leveranse leveranse) throws SQLException {
        LeveranseSql.HISTORY_ONCE
                .with("hendelse", hendelse)
                .with("meldingId", leveranse.id())
                .run(c);
        return leveranse;
    }
}
