package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/**
 * The way by SvarUt (delivery.md 3, rules C to H). An intent is committed before the call; its attempt number {@code n}
 * fences everything recorded afterwards, so a worker that was thought dead cannot overwrite what came since. Every method
 * runs in a transaction of its own, but for the operators' own, which join the caller's, whose last statement is the audit
 * row. An empty or false answer means that the row had moved on and nothing was changed.
 */
@ApplicationScoped
public class LeveranseSvarUt {
    private final Transactions transactions;
    private final LeveranseRelease release;

    public LeveranseSvarUt(Transactions transactions, LeveranseRelease release) {
        this.transactions = transactions;
        this.release = release;
    }

    /** What may be sent now, longest due first. SvarUt is asked first for those that say {@link Leveranse#requiresLookup}. */
    public List<Leveranse> readyForSending(int max) {
        return transactions.inTransaction(
                c -> LeveranseSql.READY_FOR_SENDING.with("limit", max).all(c, LeveranseRow::read));
    }

    /**
     * Commits the intent (delivery.md rule C); the POST must begin within the post window counted from the return.
     *
     * @param ready as read before the look-up, if one was needed: an attempt made in between voids this one
     * @param worker the worker, for the log
     * @param recipientJson the receiver as it is now: organisation and postal address, no person
     * @return the attempt number; empty when another worker, a receipt or an operator came first, or while another shipment of
     *     the same reference has an attempt whose outcome is not known
     */
    public OptionalInt start(Leveranse ready, String worker, String recipientJson) {
        Optional<Leveranse> started = transactions.inTransaction(c -> {
            LeveranseSql.LOCK_REFERENCE.with("meldingId", ready.id()).exists(c);
            return LeveranseSql.START
                    .with("worker", worker)
                    .with("meldingId", ready.id())
                    .with("attempt", ready.svarutForsok())
                    .with("recipient", recipientJson)
                    .one(c, LeveranseRow::read);
        });
        return started.isPresent() ? OptionalInt.of(started.get().svarutForsok()) : OptionalInt.empty();
    }

    /**
     * SvarUt gave this id, in the answer or in a later look-up ({@link #resolvedSent}); releases successors.
     *
     * @return false when the row had moved on: the id is then kept on its attempt, and it may be a duplicate, worth an alarm
     */
    public boolean sent(UUID meldingId, int n, UUID forsendelsesId) {
        return transactions.inTransaction(c -> {
            if (LeveranseSql.RECEIVED
                    .with("forsendelsesId", forsendelsesId)
                    .with("meldingId", meldingId)
                    .with("attempt", n)
                    .exists(c)) {
                release.releaseSuccessors(c, meldingId);
                return true;
            }
            Leveranse now = lock(c, meldingId);
            if (!forsendelsesId.equals(now.forsendelsesId())) {
                LeveranseSql.KEEP_FORSENDELSE_ID
                        .with("forsendelsesId", forsendelsesId)
                        .with("meldingId", meldingId)
                        .with("attempt", n)
                        .run(c);
            }
            return false;
        });
    }

    /**
     * Proof that SvarUt did not take it (401, 403, 404, connection refused): tried again after the wait, unless a receipt
     * was remembered, which then decides.
     */
    public Optional<Leveranse> refused(UUID meldingId, int n, Duration pause) {
        String result = "PROV_IGJEN";
        return transactions.inTransaction(c -> {
            if (lock(c, meldingId).senKvittering() != null) {
                return confirmRemembered(c, meldingId, n, result);
            }
            return LeveranseSql.REFUSED
                    .with("wait", pause)
                    .with("meldingId", meldingId)
                    .with("attempt", n)
                    .with("result", result)
                    .one(c, LeveranseRow::read);
        });
    }

    /**
     * SvarUt refused what was sent (400, 413, 415). The sender's names and types may be why, and a human could do no better than to
     * change them: the next attempt, due at once, goes with neutral ones. Unless a receipt was remembered, which then decides.
     *
     * @return empty also when the refused attempt was neutral already: then {@link #stop}
     */
    public Optional<Leveranse> retryNeutrally(UUID meldingId, int n) {
        return transactions.inTransaction(c -> {
            if (lock(c, meldingId).senKvittering() != null) {
                return confirmRemembered(c, meldingId, n, "AVVIST");
            }
            return LeveranseSql.RETRY_NEUTRALLY
                    .with("meldingId", meldingId)
                    .with("attempt", n)
                    .one(c, LeveranseRow::read);
        });
    }

    /** Whether the next attempt goes with neutral names and types. */
    public boolean isNeutral(UUID meldingId) {
        return transactions.autoCommit(
                c -> LeveranseSql.IS_NEUTRAL.with("meldingId", meldingId).exists(c));
    }

    /**
     * Documents that the letter will lack, should SvarUt print one: in the history, and by mail to the kommune, once per document.
     *
     * @param reasons why, by the document's id; no names
     * @return true when something of it is new
     */
    public boolean utelattFraUtskrift(UUID meldingId, Map<UUID, String> reasons) {
        List<UUID> ids = List.copyOf(reasons.keySet());
        return !reasons.isEmpty()
                && transactions.inTransaction(c -> LeveranseSql.OMITTED
                        .with("dokumentIds", ids.toArray(UUID[]::new))
                        .with("reasons", ids.stream().map(reasons::get).toArray(String[]::new))
                        .with("meldingId", meldingId)
                        .exists(c));
    }

    /** The outcome of the call is not known (delivery.md rule E). */
    public Optional<Leveranse> unknown(UUID meldingId, int n) {
        return transactions.inTransaction(c -> LeveranseSql.LOSE_ANSWER
                .with("meldingId", meldingId)
                .with("attempt", n)
                .one(c, LeveranseRow::read));
    }

    /**
     * A definite refusal that no repeat heals (400, 413, 415), or no address at all: a human must act, unless a receipt was
     * remembered, which then decides.
     *
     * @param n the attempt that was refused; the number so far when there was none
     * @param detail what exactly was wrong, without personal data
     */
    public Optional<Leveranse> stop(UUID meldingId, int n, StopReason reason, String detail) {
        return transactions.inTransaction(c -> {
            if (lock(c, meldingId).senKvittering() != null) {
                return confirmRemembered(c, meldingId, n, "AVVIST");
            }
            return LeveranseSql.STOP
                    .with("stoppgrunn", reason.text(detail))
                    .with("stopparsak", reason)
                    .with("meldingId", meldingId)
                    .with("attempt", n)
                    .one(c, LeveranseRow::read);
        });
    }

    /**
     * Senders whose worker has been silent for so long that it cannot be calling any more: their outcome is unknown.
     *
     * @param after 30 minutes by default: post window, SvarUt's own cut and a margin
     */
    public List<UUID> deadSenders(Duration after, int max) {
        return transactions.inTransaction(c -> LeveranseSql.DEAD_SENDERS
                .with("silence", after)
                .with("limit", max)
                .ids(c));
    }

    /**
     * Unknown outcomes old enough for the look-up to be trusted (delivery.md rule E).
     *
     * @param waitTime since the intent, 30 minutes by default
     */
    public List<Leveranse> unresolved(Duration waitTime, int max) {
        return transactions.inTransaction(c -> LeveranseSql.UNRESOLVED
                .with("wait", waitTime)
                .with("limit", max)
                .all(c, LeveranseRow::read));
    }

    /** The look-up found it: the oldest id that was not refused earlier is adopted. As {@link #sent}. */
    public boolean resolvedSent(UUID meldingId, int n, UUID forsendelsesId) {
        return sent(meldingId, n, forsendelsesId);
    }

    /**
     * The look-up found nothing: free for the next attempt after the wait, unless a receipt was remembered, which then
     * decides.
     */
    public Optional<Leveranse> resolvedNotSent(UUID meldingId, int n, Duration pause) {
        return transactions.inTransaction(c -> {
            if (lock(c, meldingId).senKvittering() != null) {
                return confirmRemembered(c, meldingId, n, "IKKE_SENDT");
            }
            return LeveranseSql.RESOLVE_NOT_SENT
                    .with("wait", pause)
                    .with("meldingId", meldingId)
                    .with("attempt", n)
                    .one(c, LeveranseRow::read);
        });
    }

    /**
     * SvarUt refused what it had taken (delivery.md rule H): a new attempt is a new decision.
     *
     * @param status SvarUt's word, such as AVVIST, FEILET_UNDER_MOTTAK or IKKE_LEVERT
     * @return false when this id is not the one that stands
     */
    public boolean avvistBySvarUt(UUID meldingId, UUID forsendelsesId, String status, Duration pause) {
        return transactions.inTransaction(c -> LeveranseSql.REJECTED
                .with("wait", pause)
                .with("status", status)
                .with("meldingId", meldingId)
                .with("forsendelsesId", forsendelsesId)
                .exists(c));
    }

    /**
     * Of the ids that a look-up by reference found, those that must be left out: what SvarUt refused earlier, and what is
     * another shipment's, since references are unique only within a case or a klage, and a shipment that an operator queued
     * anew has that of the one before it.
     */
    public List<UUID> foreignIds(UUID meldingId, Collection<UUID> found) {
        return transactions.autoCommit(c -> LeveranseSql.FOREIGN_IDS
                .with("forsendelsesIds", found.toArray(UUID[]::new))
                .with("meldingId", meldingId)
                .ids(c));
    }

    /**
     * What SvarUt took and refused again and again is stopped for a human (delivery.md rule H): the first refusal may be for a
     * certificate that was changed, the same content refused twice stays refused.
     *
     * @param max refusals since an operator last let it go on
     * @return what was stopped
     */
    public List<UUID> stopRejected(int max, int batch) {
        StopReason reason = StopReason.AVVIST_AV_SVARUT;
        return transactions.inTransaction(c -> LeveranseSql.STOP_REJECTED
                .with("refusals", max)
                .with("limit", batch)
                .with(
                        "stoppgrunn",
                        reason.text("SvarUt tok imot forsendelsen og avviste den etterpå, gjentatte ganger"))
                .with("stopparsak", reason)
                .ids(c));
    }

    /** What was stopped for want of an address goes on when the kommune has one (delivery.md 4); SvarUt is asked first. */
    public List<UUID> resumeWithAddress(int batch) {
        return transactions.inTransaction(
                c -> LeveranseSql.RESUME_WITH_ADDRESS.with("limit", batch).ids(c));
    }

    /** Nothing was begun, since something that is needed failed first; it is due again after the wait. */
    public boolean postpone(Leveranse ready, Duration pause) {
        return transactions.autoCommit(c -> LeveranseSql.POSTPONE
                .with("wait", pause)
                .with("meldingId", ready.id())
                .with("attempt", ready.svarutForsok())
                .exists(c));
    }

    /** SvarUt was asked about these and named none of them: they are asked about again by plan. */
    public void askedWithoutAnswer(Collection<UUID> meldinger) {
        transactions.autoCommit(c -> LeveranseSql.ASKED
                .with("meldingIds", meldinger.toArray(UUID[]::new))
                .run(c));
    }

    /** What SvarUt has and should be asked about now ({@link StatusPlan}). */
    public List<Leveranse> forStatusCheck(int max) {
        return transactions.inTransaction(
                c -> LeveranseSql.FOR_STATUS_CHECK.with("limit", max).all(c, LeveranseRow::read));
    }

    /** Records SvarUt's answer about the status; in the history only when it is a new one. */
    public boolean recordStatus(UUID meldingId, UUID forsendelsesId, String status) {
        return transactions.inTransaction(c -> LeveranseSql.STATUS
                .with("meldingId", meldingId)
                .with("status", status)
                .with("forsendelsesId", forsendelsesId)
                .exists(c));
    }

    /** An operator lets a stopped one go on; SvarUt is asked before it is sent. */
    public Optional<Leveranse> resume(Connection c, UUID meldingId) throws SQLException {
        return LeveranseSql.RESUME.with("meldingId", meldingId).one(c, LeveranseRow::read);
    }

    /** An operator does not wait for the back-off of one that SvarUt provably does not have; SvarUt is asked first. */
    public Optional<Leveranse> sendNow(Connection c, UUID meldingId) throws SQLException {
        return LeveranseSql.SEND_NOW.with("meldingId", meldingId).one(c, LeveranseRow::read);
    }

    /** An operator closes a stopped one, or one that SvarUt handled by hand; releases successors. */
    public Optional<Leveranse> close(Connection c, UUID meldingId) throws SQLException {
        Optional<Leveranse> closed =
                LeveranseSql.CLOSE.with("meldingId", meldingId).one(c, LeveranseRow::read);
        if (closed.isPresent()) {
            release.releaseSuccessors(c, meldingId);
        }
        return closed;
    }

    /**
     * After a restore from a backup, before anything is sent: what may have gone to SvarUt since becomes unknown, and
     * whatever is undecided is looked up before its first attempt.
     *
     * @param since withdrawn at or after this; the point of the restore less the hold, or the beginning of time to be sure
     * @param waitTime before anything is looked up, 30 minutes by default ({@link #unresolved})
     * @return what became unknown
     */
    public List<UUID> afterRestoration(Connection c, Instant since, Duration waitTime) throws SQLException {
        List<UUID> unknown = LeveranseSql.AFTER_RESTORATION.with("since", since).ids(c);
        LeveranseSql.REQUIRE_LOOKUP.with("wait", waitTime).run(c);
        return unknown;
    }

    /** Locked before the choice: a receipt remembered between the choice and the UPDATE would be neither. */
    private static Leveranse lock(Connection c, UUID meldingId) throws SQLException {
        return LeveranseSql.LOCK.with("meldingId", meldingId).only(c, LeveranseRow::read);
    }

    private Optional<Leveranse> confirmRemembered(Connection c, UUID meldingId, int n, String result)
            throws SQLException {
        Optional<Leveranse> confirmed = LeveranseSql.RESOLVE_CONFIRMED
                .with("meldingId", meldingId)
                .with("attempt", n)
                .with("result", result)
                .one(c, LeveranseRow::read);
        if (confirmed.isPresent()) {
            release.releaseSuccessors(c, meldingId);
        }
        return confirmed;
    }
}
