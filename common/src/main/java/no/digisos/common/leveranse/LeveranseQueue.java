package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a konto: looking, leases and downloads (delivery.md 1). Nothing here changes a shipment's state. A lease is
 * columns of the row, never an open transaction. Every method joins the transaction of the connection given.
 */
@ApplicationScoped
public class LeveranseQueue {
    /** Most messages in one look. */
    public static final int MAX_PEEK = 200;

    private final Transactions transactions;

    public LeveranseQueue(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Leases the oldest free messages: not leased, not resting after a failure, frist not passed. Each handing out counts
     * as a delivery attempt and has a fresh leieId.
     *
     * @param max most messages, at least 1
     * @return by order of acceptance; empty when nothing is free
     */
    public List<LeasedMelding> fetch(Connection c, UUID kontoId, int max, Duration lease, UUID integrasjonId)
            throws SQLException {
        requirePositive(lease);
        return LeveranseSql.FETCH
                .with("kontoId", kontoId)
                .with("limit", max)
                .with("lease", lease)
                .with("integrasjonId", integrasjonId)
                .all(c, LeveranseRow::read)
                .stream()
                .sorted(Comparator.comparingLong(Leveranse::lopenummer))
                .map(l -> new LeasedMelding(l, Objects.requireNonNull(l.leieId()), Objects.requireNonNull(l.leieTil())))
                .toList();
    }

    /** {@link #fetch(Connection, UUID, int, Duration, UUID)} in a transaction of its own. */
    public List<LeasedMelding> fetch(UUID kontoId, int max, Duration lease, UUID integrasjonId) {
        return transactions.inTransaction(c -> fetch(c, kontoId, max, lease, integrasjonId));
    }

    /**
     * Looks at the queue, oldest first, without any effect.
     *
     * @param from messages to skip
     * @param count 1 to {@link #MAX_PEEK}
     * @param alsoLeased whether messages under a live lease are shown (the SvarInn façade leaves them out)
     */
    public List<Leveranse> peek(Connection c, UUID kontoId, int from, int count, boolean alsoLeased)
            throws SQLException {
        if (from < 0 || count < 1 || count > MAX_PEEK) {
            throw new IllegalArgumentException("fra " + from + ", antall " + count);
        }
        return LeveranseSql.PEEK
                .with("kontoId", kontoId)
                .with("alsoLeased", alsoLeased)
                .with("offset", from)
                .with("limit", count)
                .all(c, LeveranseRow::read);
    }

    /** The row, whatever its konto and state. */
    public Optional<Leveranse> find(Connection c, UUID meldingId) throws SQLException {
        return LeveranseSql.FIND.with("meldingId", meldingId).one(c, LeveranseRow::read);
    }

    /** The row if it is, or was, in the queue of this konto. */
    public Optional<Leveranse> find(Connection c, UUID kontoId, UUID meldingId) throws SQLException {
        return LeveranseSql.FIND_IN_KONTO
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .one(c, LeveranseRow::read);
    }

    /** Makes a live lease run this long from now. */
    public KvitteringOutcome extendLease(Connection c, UUID kontoId, UUID meldingId, UUID leieId, Duration lease)
            throws SQLException {
        requirePositive(lease);
        Optional<Leveranse> extended = LeveranseSql.EXTEND_LEASE
                .with("lease", lease)
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .with("leieId", leieId)
                .one(c, LeveranseRow::read);
        return withLease(c, kontoId, meldingId, extended);
    }

    /** Ends a live lease as if the message had not been handed out. */
    public KvitteringOutcome giveBackLease(Connection c, UUID kontoId, UUID meldingId, UUID leieId)
            throws SQLException {
        Optional<Leveranse> givenBack = LeveranseSql.GIVE_BACK_LEASE
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .with("leieId", leieId)
                .one(c, LeveranseRow::read);
        return withLease(c, kontoId, meldingId, givenBack);
    }

    /**
     * From when the status tells what came of a message that was withdrawn and that SvarUt is not known to have (delivery.md
     * rule I). Never in the past: while the outcome stays unknown it moves on.
     *
     * @param leveranse as it is told
     * @param after how long after an attempt's start its outcome is looked up, at the latest
     * @param again the wait before it is worth asking again, once that has passed
     * @return empty when there is nothing to wait for
     */
    public Optional<Instant> resolvedAt(Connection c, Leveranse leveranse, Duration after, Duration again)
            throws SQLException {
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT, I_KO, BEKREFTET, SVARUT_SENDT, LUKKET -> Optional.empty();
            case SVARUT_SENDER, SVARUT_UKJENT -> resolvedAt(c, leveranse.id(), true, after, again);
            case TRUKKET, SVARUT_FEIL, STOPPET -> resolvedAt(c, leveranse.id(), false, after, again);
        };
    }

    private static Optional<Instant> resolvedAt(
            Connection c, UUID meldingId, boolean begun, Duration after, Duration again) throws SQLException {
        return LeveranseSql.RESOLVED_AT
                .with("begun", begun)
                .with("after", after)
                .with("again", again)
                .with("meldingId", meldingId)
                .one(c, r -> r.getObject(1, OffsetDateTime.class).toInstant());
    }

    /**
     * A transient failure: ends the lease, counts the attempt and lets the message rest ({@link FailureBackoff}). It says that the
     * receiver does not have the message: no receipt counts until it is handed out anew, and none at all of what was withdrawn.
     */
    public KvitteringOutcome feilet(
            Connection c, UUID kontoId, UUID meldingId, UUID leieId, @Nullable Sealed errorMessage)
            throws SQLException {
        Optional<Leveranse> changed = LeveranseSql.FEILET
                .with("feilmelding", errorMessage)
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .with("leieId", leieId)
                .one(c, LeveranseRow::read);
        return feilet(c, kontoId, meldingId, errorMessage, changed);
    }

    /**
     * What a SvarInn receiver may take from these kontoer, oldest first, and hands it out: the first showing of a message counts
     * as a delivery attempt, so that it may be receipted or rejected; no later one does. There is no lease.
     *
     * @param max most messages, 1 to {@link #MAX_PEEK}
     */
    public List<Leveranse> showInSvarInn(Connection c, Collection<UUID> kontoIds, int max) throws SQLException {
        if (max < 1 || max > MAX_PEEK) {
            throw new IllegalArgumentException("maks " + max);
        }
        List<Leveranse> shown = LeveranseSql.SVARINN_LIST
                .with("kontoIds", kontoIds.toArray(UUID[]::new))
                .with("limit", max)
                .all(c, LeveranseRow::read);
        List<UUID> freshOnes = shown.stream()
                .filter(leveranse -> leveranse.leveringsforsok() == 0 || leveranse.kopiSluppet() != null)
                .map(Leveranse::id)
                .toList();
        markShown(c, freshOnes);
        return shown;
    }

    /** Notes that a SvarInn receiver takes the message without having been shown it; no attempt, only the frist applies. */
    public void markShown(Connection c, Collection<UUID> meldingIds) throws SQLException {
        if (!meldingIds.isEmpty()) {
            LeveranseSql.SHOWN_IN_SVARINN
                    .with("meldingIds", meldingIds.toArray(UUID[]::new))
                    .run(c);
        }
    }

    /** A transient failure of a receiver that has no lease: noted, and the message stays as it is, or withdrawn as it was. */
    public KvitteringOutcome noteFeilet(Connection c, UUID kontoId, UUID meldingId, @Nullable Sealed errorMessage)
            throws SQLException {
        Optional<Leveranse> changed = LeveranseSql.NOTE_FEILET
                .with("feilmelding", errorMessage)
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .one(c, LeveranseRow::read);
        return feilet(c, kontoId, meldingId, errorMessage, changed);
    }

    /**
     * Notes that data goes out; to be committed before its first byte. Under a live lease of this integration the first
     * download of that lease counts towards MAX_RETRIESAVBRUDD; without a lease only the times are noted.
     *
     * @return the row; empty when the message is not, or no longer, in the queue of this konto (404 or 410 by {@link #find})
     */
    public Optional<Leveranse> markDataFetched(Connection c, UUID kontoId, UUID meldingId, UUID integrasjonId)
            throws SQLException {
        return LeveranseSql.MARK_DATA_FETCHED
                .with("integrasjonId", integrasjonId)
                .with("kontoId", kontoId)
                .with("meldingId", meldingId)
                .one(c, LeveranseRow::read);
    }

    private KvitteringOutcome feilet(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Sealed errorMessage, Optional<Leveranse> changed)
            throws SQLException {
        if (changed.isEmpty()) {
            LeveranseSql.FEILET_AFTER_WITHDRAW
                    .with("feilmelding", errorMessage)
                    .with("meldingId", meldingId)
                    .with("kontoId", kontoId)
                    .exists(c);
        }
        return withLease(c, kontoId, meldingId, changed);
    }

    private KvitteringOutcome withLease(Connection c, UUID kontoId, UUID meldingId, Optional<Leveranse> changed)
            throws SQLException {
        if (changed.isPresent()) {
            return new KvitteringOutcome.Executed(changed.get());
        }
        Optional<Leveranse> found = find(c, kontoId, meldingId);
        if (found.isEmpty()) {
            return new KvitteringOutcome.NotFound();
        }
        Leveranse leveranse = found.get();
        return switch (leveranse.tilstand()) {
            case I_KO -> new KvitteringOutcome.LeaseExpired(leveranse);
            case BEKREFTET -> new KvitteringOutcome.AlreadyConfirmed(leveranse);
            case IKKE_SENDT -> new KvitteringOutcome.NotHandedOut(leveranse);
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET ->
                new KvitteringOutcome.WithoutEffect(leveranse);
        };
    }

    private static void requirePositive(Duration lease) {
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("Leien må være positiv: " + lease);
        }
    }
}
