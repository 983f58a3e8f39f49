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
public class LeveranseKo {
    /** Most messages in one look. */
    public static final int MAKS_PEEK = 200;

    private final Transactions transactions;

    public LeveranseKo(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Leases the oldest free messages: not leased, not resting after a failure, frist not passed. Each handing out counts
     * as a delivery attempt and has a fresh leieId.
     *
     * @param maks most messages, at least 1
     * @return by order of acceptance; empty when nothing is free
     */
    public List<UtlantMelding> hent(Connection c, UUID kontoId, int maks, Duration leie, UUID integrasjonId)
            throws SQLException {
        krevPositiv(leie);
        return Setning.leveranser(c, LeveranseSql.HENT, kontoId, maks, leie, integrasjonId).stream()
                .sorted(Comparator.comparingLong(Leveranse::lopenummer))
                .map(l -> new UtlantMelding(l, Objects.requireNonNull(l.leieId()), Objects.requireNonNull(l.leieTil())))
                .toList();
    }

    /** {@link #hent(Connection, UUID, int, Duration, UUID)} in a transaction of its own. */
    public List<UtlantMelding> hent(UUID kontoId, int maks, Duration leie, UUID integrasjonId) {
        return transactions.inTransaction(c -> hent(c, kontoId, maks, leie, integrasjonId));
    }

    /**
     * Looks at the queue, oldest first, without any effect.
     *
     * @param fra messages to skip
     * @param antall 1 to {@link #MAKS_PEEK}
     * @param ogsaLeide whether messages under a live lease are shown (the SvarInn façade leaves them out)
     */
    public List<Leveranse> peek(Connection c, UUID kontoId, int fra, int antall, boolean ogsaLeide)
            throws SQLException {
        if (fra < 0 || antall < 1 || antall > MAKS_PEEK) {
            throw new IllegalArgumentException("fra " + fra + ", antall " + antall);
        }
        return Setning.leveranser(c, LeveranseSql.PEEK, kontoId, ogsaLeide, fra, antall);
    }

    /** The row, whatever its konto and state. */
    public Optional<Leveranse> finn(Connection c, UUID meldingId) throws SQLException {
        return Setning.leveranse(c, LeveranseSql.FINN, meldingId);
    }

    /** The row if it is, or was, in the queue of this konto. */
    public Optional<Leveranse> finn(Connection c, UUID kontoId, UUID meldingId) throws SQLException {
        return Setning.leveranse(c, LeveranseSql.FINN_I_KONTO, kontoId, meldingId);
    }

    /** Makes a live lease run this long from now. */
    public Kvitteringssvar forlengLeie(Connection c, UUID kontoId, UUID meldingId, UUID leieId, Duration leie)
            throws SQLException {
        krevPositiv(leie);
        return medLeie(
                c,
                kontoId,
                meldingId,
                Setning.leveranse(c, LeveranseSql.FORLENG_LEIE, leie, kontoId, meldingId, leieId));
    }

    /** Ends a live lease as if the message had not been handed out. */
    public Kvitteringssvar giTilbakeLeie(Connection c, UUID kontoId, UUID meldingId, UUID leieId) throws SQLException {
        return medLeie(
                c, kontoId, meldingId, Setning.leveranse(c, LeveranseSql.GI_TILBAKE_LEIE, kontoId, meldingId, leieId));
    }

    /**
     * From when the status tells what came of a message that was withdrawn and that SvarUt is not known to have (delivery.md
     * rule I). Never in the past: while the outcome stays unknown it moves on.
     *
     * @param leveranse as it is told
     * @param etter how long after an attempt's start its outcome is looked up, at the latest
     * @param igjen the wait before it is worth asking again, once that has passed
     * @return empty when there is nothing to wait for
     */
    public Optional<Instant> avklares(Connection c, Leveranse leveranse, Duration etter, Duration igjen)
            throws SQLException {
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT, I_KO, BEKREFTET, SVARUT_SENDT, LUKKET -> Optional.empty();
            case SVARUT_SENDER, SVARUT_UKJENT -> avklares(c, leveranse.id(), true, etter, igjen);
            case TRUKKET, SVARUT_FEIL, STOPPET -> avklares(c, leveranse.id(), false, etter, igjen);
        };
    }

    private static Optional<Instant> avklares(
            Connection c, UUID meldingId, boolean begynt, Duration etter, Duration igjen) throws SQLException {
        return Setning.en(
                c,
                LeveranseSql.AVKLARES,
                r -> r.getObject(1, OffsetDateTime.class).toInstant(),
                begynt,
                etter,
                igjen,
                meldingId);
    }

    /**
     * A transient failure: ends the lease, counts the attempt and lets the message rest ({@link Utsettelse}). It says that the
     * receiver does not have the message: no receipt counts until it is handed out anew, and none at all of what was withdrawn.
     */
    public Kvitteringssvar feilet(
            Connection c, UUID kontoId, UUID meldingId, UUID leieId, @Nullable Forseglet feilmelding)
            throws SQLException {
        return feilet(
                c,
                kontoId,
                meldingId,
                feilmelding,
                Setning.leveranse(c, LeveranseSql.FEILET, feilmelding, kontoId, meldingId, leieId));
    }

    /**
     * What a SvarInn receiver may take from these kontoer, oldest first, and hands it out: the first showing of a message counts
     * as a delivery attempt, so that it may be receipted or rejected; no later one does. There is no lease.
     *
     * @param maks most messages, 1 to {@link #MAKS_PEEK}
     */
    public List<Leveranse> visISvarInn(Connection c, Collection<UUID> kontoIder, int maks) throws SQLException {
        if (maks < 1 || maks > MAKS_PEEK) {
            throw new IllegalArgumentException("maks " + maks);
        }
        List<Leveranse> viste =
                Setning.leveranser(c, LeveranseSql.SVARINN_LISTE, c.createArrayOf("uuid", kontoIder.toArray()), maks);
        List<UUID> nye = viste.stream()
                .filter(leveranse -> leveranse.leveringsforsok() == 0 || leveranse.kopiSluppet() != null)
                .map(Leveranse::id)
                .toList();
        merkVist(c, nye);
        return viste;
    }

    /** Notes that a SvarInn receiver takes the message without having been shown it; no attempt, only the frist applies. */
    public void merkVist(Connection c, Collection<UUID> meldingIder) throws SQLException {
        if (!meldingIder.isEmpty()) {
            Setning.kjor(c, LeveranseSql.VIST_I_SVARINN, c.createArrayOf("uuid", meldingIder.toArray()));
        }
    }

    /** A transient failure of a receiver that has no lease: noted, and the message stays as it is, or withdrawn as it was. */
    public Kvitteringssvar noterFeilet(Connection c, UUID kontoId, UUID meldingId, @Nullable Forseglet feilmelding)
            throws SQLException {
        return feilet(
                c,
                kontoId,
                meldingId,
                feilmelding,
                Setning.leveranse(c, LeveranseSql.NOTER_FEILET, feilmelding, kontoId, meldingId));
    }

    /**
     * Notes that data goes out; to be committed before its first byte. Under a live lease of this integration the first
     * download of that lease counts towards MAX_RETRIESAVBRUDD; without a lease only the times are noted.
     *
     * @return the row; empty when the message is not, or no longer, in the queue of this konto (404 or 410 by {@link #finn})
     */
    public Optional<Leveranse> markerDataHentet(Connection c, UUID kontoId, UUID meldingId, UUID integrasjonId)
            throws SQLException {
        return Setning.leveranse(c, LeveranseSql.MARKER_DATA_HENTET, integrasjonId, integrasjonId, kontoId, meldingId);
    }

    private Kvitteringssvar feilet(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Forseglet feilmelding, Optional<Leveranse> endret)
            throws SQLException {
        if (endret.isEmpty()) {
            Setning.leveranse(c, LeveranseSql.FEILET_ETTER_TREKK, feilmelding, meldingId, kontoId);
        }
        return medLeie(c, kontoId, meldingId, endret);
    }

    private Kvitteringssvar medLeie(Connection c, UUID kontoId, UUID meldingId, Optional<Leveranse> endret)
            throws SQLException {
        if (endret.isPresent()) {
            return new Kvitteringssvar.Utfort(endret.get());
        }
        Optional<Leveranse> funnet = finn(c, kontoId, meldingId);
        if (funnet.isEmpty()) {
            return new Kvitteringssvar.FinnesIkke();
        }
        Leveranse leveranse = funnet.get();
        return switch (leveranse.tilstand()) {
            case I_KO -> new Kvitteringssvar.LeieUtlopt(leveranse);
            case BEKREFTET -> new Kvitteringssvar.AlleredeBekreftet(leveranse);
            case IKKE_SENDT -> new Kvitteringssvar.IkkeUtlevert(leveranse);
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET ->
                new Kvitteringssvar.UtenVirkning(leveranse);
        };
    }

    private static void krevPositiv(Duration leie) {
        if (!leie.isPositive()) {
            throw new IllegalArgumentException("Leien må være positiv: " + leie);
        }
    }
}
