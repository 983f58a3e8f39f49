package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    /** How the reason begins when there is no address at all: such a one goes on by itself when the kommune gets one. */
    public static final String INGEN_ADRESSE = "INGEN_ADRESSE";

    private final Transactions transactions;
    private final LeveranseFrigivelse frigivelse;

    public LeveranseSvarUt(Transactions transactions, LeveranseFrigivelse frigivelse) {
        this.transactions = transactions;
        this.frigivelse = frigivelse;
    }

    /** What may be sent now, longest due first. SvarUt is asked first for those that say {@link Leveranse#kreverOppslag}. */
    public List<Leveranse> klareForSending(int maks) {
        return transactions.inTransaction(c -> Setning.leveranser(c, LeveranseSql.KLARE_FOR_SENDING, maks));
    }

    /**
     * Commits the intent (delivery.md rule C); the POST must begin within the post window counted from the return.
     *
     * @param klar as read before the look-up, if one was needed: an attempt made in between voids this one
     * @param arbeider the worker, for the log
     * @param mottakerJson the receiver as it is now: organisation and postal address, no person
     * @return the attempt number; empty when another worker, a receipt or an operator came first, or while another shipment of
     *     the same reference has an attempt whose outcome is not known
     */
    public OptionalInt start(Leveranse klar, String arbeider, String mottakerJson) {
        Optional<Leveranse> startet = transactions.inTransaction(c -> {
            Setning.alle(c, LeveranseSql.LAS_REFERANSE, rad -> klar.id(), klar.id());
            return Setning.leveranse(c, LeveranseSql.START, arbeider, klar.id(), klar.svarutForsok(), mottakerJson);
        });
        return startet.isPresent() ? OptionalInt.of(startet.get().svarutForsok()) : OptionalInt.empty();
    }

    /**
     * SvarUt gave this id, in the answer or in a later look-up ({@link #avklartSendt}); releases successors.
     *
     * @return false when the row had moved on: the id is then kept on its attempt, and it may be a duplicate, worth an alarm
     */
    public boolean sendt(UUID meldingId, int n, UUID forsendelsesId) {
        return transactions.inTransaction(c -> {
            if (Setning.leveranse(c, LeveranseSql.TOK_IMOT, forsendelsesId, meldingId, n, forsendelsesId)
                    .isPresent()) {
                frigivelse.frigiEtterfolgere(c, meldingId);
                return true;
            }
            Leveranse naa = Setning.leveranse(c, LeveranseSql.LAS, meldingId).orElseThrow();
            if (!forsendelsesId.equals(naa.forsendelsesId())) {
                Setning.kjor(c, LeveranseSql.BEHOLD_FORSENDELSES_ID, forsendelsesId, meldingId, n, forsendelsesId);
            }
            return false;
        });
    }

    /**
     * Proof that SvarUt did not take it (401, 403, 404, connection refused): tried again after the wait, unless a receipt
     * was remembered, which then decides.
     */
    public Optional<Leveranse> nektet(UUID meldingId, int n, Duration vent) {
        return bevistIkkeSendt(meldingId, n, vent, "PROV_IGJEN");
    }

    /** The post window passed before the POST began, so nothing was sent; as {@link #nektet}, free at once. */
    public Optional<Leveranse> ikkeSendt(UUID meldingId, int n) {
        return bevistIkkeSendt(meldingId, n, Duration.ZERO, "IKKE_SENDT");
    }

    /**
     * SvarUt refused what was sent (400, 413, 415). The sender's names and types may be why, and a human could do no better than to
     * change them: the next attempt, due at once, goes with neutral ones. Unless a receipt was remembered, which then decides.
     *
     * @return empty also when the refused attempt was neutral already: then {@link #stopp}
     */
    public Optional<Leveranse> provNoytralt(UUID meldingId, int n) {
        return transactions.inTransaction(c -> {
            if (las(c, meldingId).senKvittering() != null) {
                return bekreftHusket(c, meldingId, n, "AVVIST");
            }
            return Setning.leveranse(c, LeveranseSql.PROV_NOYTRALT, meldingId, n);
        });
    }

    /** Whether the next attempt goes with neutral names and types. */
    public boolean erNoytral(UUID meldingId) {
        return transactions.autoCommit(
                c -> !Setning.ider(c, LeveranseSql.ER_NOYTRAL, meldingId).isEmpty());
    }

    /**
     * Documents that the letter will lack, should SvarUt print one: in the history, and by mail to the kommune, once per document.
     *
     * @param grunner why, by the document's id; no names
     * @return true when something of it is new
     */
    public boolean utelattFraUtskrift(UUID meldingId, Map<UUID, String> grunner) {
        List<UUID> ider = List.copyOf(grunner.keySet());
        return !grunner.isEmpty()
                && transactions.inTransaction(c -> !Setning.ider(
                                c,
                                LeveranseSql.UTELATT,
                                c.createArrayOf("uuid", ider.toArray()),
                                c.createArrayOf(
                                        "text", ider.stream().map(grunner::get).toArray()),
                                meldingId)
                        .isEmpty());
    }

    /** The outcome of the call is not known (delivery.md rule E). */
    public Optional<Leveranse> ukjent(UUID meldingId, int n) {
        return transactions.inTransaction(c -> Setning.leveranse(c, LeveranseSql.MIST_SVARET, meldingId, n));
    }

    /**
     * A definite refusal that no repeat heals (400, 413, 415), or no address at all: a human must act, unless a receipt was
     * remembered, which then decides.
     *
     * @param n the attempt that was refused; the number so far when there was none
     * @param grunn without personal data
     */
    public Optional<Leveranse> stopp(UUID meldingId, int n, String grunn) {
        return transactions.inTransaction(c -> {
            if (las(c, meldingId).senKvittering() != null) {
                return bekreftHusket(c, meldingId, n, "AVVIST");
            }
            return Setning.leveranse(c, LeveranseSql.STOPP, grunn, meldingId, n);
        });
    }

    /**
     * Senders whose worker has been silent for so long that it cannot be calling any more: their outcome is unknown.
     *
     * @param etter 30 minutes by default: post window, SvarUt's own cut and a margin
     */
    public List<UUID> dodeSendere(Duration etter, int maks) {
        return transactions.inTransaction(c -> Setning.ider(c, LeveranseSql.DODE_SENDERE, etter, maks, etter));
    }

    /**
     * Unknown outcomes old enough for the look-up to be trusted (delivery.md rule E).
     *
     * @param ventetid since the intent, 30 minutes by default
     */
    public List<Leveranse> uavklarte(Duration ventetid, int maks) {
        return transactions.inTransaction(c -> Setning.leveranser(c, LeveranseSql.UAVKLARTE, ventetid, maks));
    }

    /** The look-up found it: the oldest id that was not refused earlier is adopted. As {@link #sendt}. */
    public boolean avklartSendt(UUID meldingId, int n, UUID forsendelsesId) {
        return sendt(meldingId, n, forsendelsesId);
    }

    /**
     * The look-up found nothing: free for the next attempt after the wait, unless a receipt was remembered, which then
     * decides.
     */
    public Optional<Leveranse> avklartIkkeSendt(UUID meldingId, int n, Duration vent) {
        return transactions.inTransaction(c -> {
            if (las(c, meldingId).senKvittering() != null) {
                return bekreftHusket(c, meldingId, n, "IKKE_SENDT");
            }
            return Setning.leveranse(c, LeveranseSql.AVKLAR_IKKE_SENDT, vent, meldingId, n);
        });
    }

    /**
     * SvarUt refused what it had taken (delivery.md rule H): a new attempt is a new decision.
     *
     * @param status SvarUt's word, such as AVVIST, FEILET_UNDER_MOTTAK or IKKE_LEVERT
     * @return false when this id is not the one that stands
     */
    public boolean avvistAvSvarUt(UUID meldingId, UUID forsendelsesId, String status, Duration vent) {
        return transactions.inTransaction(
                c -> Setning.leveranse(c, LeveranseSql.AVVISTE, vent, status, meldingId, forsendelsesId, forsendelsesId)
                        .isPresent());
    }

    /**
     * Of the ids that a look-up by reference found, those that must be left out: what SvarUt refused earlier, and what is
     * another shipment's, since references are unique only within a case or a klage, and a shipment that an operator queued
     * anew has that of the one before it.
     */
    public List<UUID> uvedkommendeIder(UUID meldingId, Collection<UUID> funnet) {
        return transactions.autoCommit(c ->
                Setning.ider(c, LeveranseSql.UVEDKOMMENDE_IDER, c.createArrayOf("uuid", funnet.toArray()), meldingId));
    }

    /**
     * What SvarUt took and refused again and again is stopped for a human (delivery.md rule H): the first refusal may be for a
     * certificate that was changed, the same content refused twice stays refused.
     *
     * @param maks refusals since an operator last let it go on
     * @return what was stopped
     */
    public List<UUID> stoppAvviste(int maks, int bolk) {
        String grunn = "AVVIST_AV_SVARUT: SvarUt tok imot forsendelsen og avviste den etterpå, gjentatte ganger";
        return transactions.inTransaction(c -> Setning.ider(c, LeveranseSql.STOPP_AVVISTE, maks, bolk, grunn, maks));
    }

    /** What was stopped for want of an address goes on when the kommune has one (delivery.md 4); SvarUt is asked first. */
    public List<UUID> gjenopptaMedAdresse(int bolk) {
        return transactions.inTransaction(c -> Setning.ider(c, LeveranseSql.GJENOPPTA_MED_ADRESSE, bolk));
    }

    /** Nothing was begun, since something that is needed failed first; it is due again after the wait. */
    public boolean utsett(Leveranse klar, Duration vent) {
        return transactions.autoCommit(
                c -> Setning.leveranse(c, LeveranseSql.UTSETT, vent, klar.id(), klar.svarutForsok())
                        .isPresent());
    }

    /** SvarUt was asked about these and named none of them: they are asked about again by plan. */
    public void spurtUtenSvar(Collection<UUID> meldinger) {
        transactions.autoCommit(c -> Setning.kjor(c, LeveranseSql.SPURT, c.createArrayOf("uuid", meldinger.toArray())));
    }

    /** What SvarUt has and should be asked about now ({@link Statusplan}). */
    public List<Leveranse> tilStatussjekk(int maks) {
        return transactions.inTransaction(c -> Setning.leveranser(c, LeveranseSql.TIL_STATUSSJEKK, maks));
    }

    /** Records SvarUt's answer about the status; in the history only when it is a new one. */
    public boolean registrerStatus(UUID meldingId, UUID forsendelsesId, String status) {
        return transactions.inTransaction(
                c -> Setning.leveranse(c, LeveranseSql.STATUS, meldingId, status, forsendelsesId)
                        .isPresent());
    }

    /** An operator lets a stopped one go on; SvarUt is asked before it is sent. */
    public Optional<Leveranse> gjenoppta(Connection c, UUID meldingId) throws SQLException {
        return Setning.leveranse(c, LeveranseSql.GJENOPPTA, meldingId);
    }

    /** An operator does not wait for the back-off of one that SvarUt provably does not have; SvarUt is asked first. */
    public Optional<Leveranse> sendNa(Connection c, UUID meldingId) throws SQLException {
        return Setning.leveranse(c, LeveranseSql.SEND_NA, meldingId);
    }

    /** An operator closes a stopped one, or one that SvarUt handled by hand; releases successors. */
    public Optional<Leveranse> lukk(Connection c, UUID meldingId) throws SQLException {
        Optional<Leveranse> lukket = Setning.leveranse(c, LeveranseSql.LUKK, meldingId);
        if (lukket.isPresent()) {
            frigivelse.frigiEtterfolgere(c, meldingId);
        }
        return lukket;
    }

    /**
     * After a restore from a backup, before anything is sent: what may have gone to SvarUt since becomes unknown, and
     * whatever is undecided is looked up before its first attempt.
     *
     * @param siden withdrawn at or after this; the point of the restore less the hold, or the beginning of time to be sure
     * @param ventetid before anything is looked up, 30 minutes by default ({@link #uavklarte})
     * @return what became unknown
     */
    public List<UUID> etterGjenoppretting(Connection c, Instant siden, Duration ventetid) throws SQLException {
        List<UUID> ukjente = Setning.ider(c, LeveranseSql.ETTER_GJENOPPRETTING, siden.atOffset(ZoneOffset.UTC));
        Setning.kjor(c, LeveranseSql.KREV_OPPSLAG, ventetid);
        return ukjente;
    }

    private Optional<Leveranse> bevistIkkeSendt(UUID meldingId, int n, Duration vent, String resultat) {
        return transactions.inTransaction(c -> {
            if (las(c, meldingId).senKvittering() != null) {
                return bekreftHusket(c, meldingId, n, resultat);
            }
            return Setning.leveranse(c, LeveranseSql.NEKTET, vent, meldingId, n, resultat);
        });
    }

    /** Locked before the choice: a receipt remembered between the choice and the UPDATE would be neither. */
    private static Leveranse las(Connection c, UUID meldingId) throws SQLException {
        return Setning.leveranse(c, LeveranseSql.LAS, meldingId).orElseThrow();
    }

    private Optional<Leveranse> bekreftHusket(Connection c, UUID meldingId, int n, String resultat)
            throws SQLException {
        Optional<Leveranse> bekreftet = Setning.leveranse(c, LeveranseSql.AVKLAR_BEKREFTET, meldingId, n, resultat);
        if (bekreftet.isPresent()) {
            frigivelse.frigiEtterfolgere(c, meldingId);
        }
        return bekreftet;
    }
}
