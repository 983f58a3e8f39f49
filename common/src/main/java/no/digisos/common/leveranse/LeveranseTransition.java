package no.digisos.common.leveranse;

import static no.digisos.common.leveranse.LeveranseState.BEKREFTET;
import static no.digisos.common.leveranse.LeveranseState.IKKE_SENDT;
import static no.digisos.common.leveranse.LeveranseState.I_KO;
import static no.digisos.common.leveranse.LeveranseState.LUKKET;
import static no.digisos.common.leveranse.LeveranseState.STOPPET;
import static no.digisos.common.leveranse.LeveranseState.SVARUT_FEIL;
import static no.digisos.common.leveranse.LeveranseState.SVARUT_SENDER;
import static no.digisos.common.leveranse.LeveranseState.SVARUT_SENDT;
import static no.digisos.common.leveranse.LeveranseState.SVARUT_UKJENT;
import static no.digisos.common.leveranse.LeveranseState.TRUKKET;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole transition table (delivery.md 3). Pure: each transition has the states it leaves, the state it enters, what it
 * asks of a noted receipt and of the receiver's copy, and its word in the history. {@link LeveranseSql} renders its WHERE clauses from
 * here, so that the code and the model of the tests explore the same table.
 */
public enum LeveranseTransition {
    /** Released to the queue of the konto that the look-up gave. The frist runs from here. */
    FRIGI_TIL_KO(Set.of(IKKE_SENDT), I_KO, LateKvittering.LIKEGYLDIG, "SENDT_FIKS_IO"),
    /** Released, but there is no usable konto. */
    FRIGI_UTEN_KONTO(Set.of(IKKE_SENDT), TRUKKET, LateKvittering.LIKEGYLDIG, "INGEN_KONTO"),
    /** Released, and the konto would have taken it, but its certificate has run out. */
    FRIGI_UTEN_SERTIFIKAT(Set.of(IKKE_SENDT), TRUKKET, LateKvittering.LIKEGYLDIG, "SERTIFIKAT_UTLOPT"),
    /** The receipt, also a late one while SvarUt provably does not have the shipment (delivery.md rule B). */
    KVITTER_MOTTATT(
            Set.of(I_KO, TRUKKET, SVARUT_FEIL, STOPPET),
            BEKREFTET,
            LateKvittering.LIKEGYLDIG,
            Copy.MA_STA,
            "BEKREFTET"),
    /**
     * A receipt while SvarUt may have the shipment: noted, and honoured if SvarUt proves not to have it (delivery.md rule I).
     */
    HUSK_SEN_KVITTERING(
            Set.of(SVARUT_SENDER, SVARUT_UKJENT), null, LateKvittering.MA_MANGLE, Copy.MA_STA, "SEN_KVITTERING"),
    /** A receipt after SvarUt or an operator took over: noted once, changes nothing. */
    NOTER_SEN_KVITTERING(Set.of(SVARUT_SENDT, LUKKET), null, LateKvittering.MA_MANGLE, "SEN_KVITTERING"),
    /** The fagsystem rejects for good, and lets go of its copy. */
    AVVIS(Set.of(I_KO), TRUKKET, LateKvittering.LIKEGYLDIG, "AVVIST"),
    /** It rejects what was withdrawn already: no receipt that came before, or is still under way, decides any more. */
    AVVIS_ETTER_TREKK(
            Set.of(TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_FEIL, STOPPET),
            null,
            LateKvittering.LIKEGYLDIG,
            Copy.MA_STA,
            "AVVIST_ETTER_TREKK"),
    /** It reports a failure of what was withdrawn already and so will not come again: it does not have it. */
    FEILET_ETTER_TREKK(
            Set.of(TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_FEIL, STOPPET),
            null,
            LateKvittering.LIKEGYLDIG,
            Copy.MA_STA,
            "MOTTAK_FEILET"),
    /** The frist passed. */
    UTLOP(Set.of(I_KO), TRUKKET, LateKvittering.LIKEGYLDIG, "TTL_TIDSAVBRUDD"),
    /** Too many attempts with data downloaded. */
    OPPBRUK(Set.of(I_KO), TRUKKET, LateKvittering.LIKEGYLDIG, "MAX_RETRIESAVBRUDD"),
    /** The konto was closed. */
    STENG_KONTO(Set.of(I_KO), TRUKKET, LateKvittering.LIKEGYLDIG, "KONTO_STENGT"),
    /** Intent before act (delivery.md rule C): committed before the call, with the next attempt number. */
    START_SVARUT(Set.of(TRUKKET, SVARUT_FEIL), SVARUT_SENDER, LateKvittering.LIKEGYLDIG, "SVARUT_STARTET"),
    /** SvarUt gave an id, in the answer or in the later look-up. */
    SVARUT_TOK_IMOT(Set.of(SVARUT_SENDER, SVARUT_UKJENT), SVARUT_SENDT, LateKvittering.LIKEGYLDIG, "SENDT_SVARUT"),
    /** Timeout, connection loss, 5xx, unreadable 200 or dead worker (delivery.md rule E). */
    MIST_SVARET(Set.of(SVARUT_SENDER), SVARUT_UKJENT, LateKvittering.LIKEGYLDIG, "SVARUT_UKJENT"),
    /** Proof that SvarUt did not take it; tried again later. */
    SVARUT_NEKTET(Set.of(SVARUT_SENDER), SVARUT_FEIL, LateKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** The look-up, after the wait, found nothing. */
    AVKLAR_IKKE_SENDT(Set.of(SVARUT_UKJENT), SVARUT_FEIL, LateKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** Proof that SvarUt does not have it, and a late receipt was remembered: the receipt decides. */
    AVKLAR_BEKREFTET(Set.of(SVARUT_SENDER, SVARUT_UKJENT), BEKREFTET, LateKvittering.MA_FINNES, "BEKREFTET"),
    /**
     * SvarUt refused after having given an id (delivery.md rule H). A receipt noted meanwhile is forgotten, and none that comes
     * later decides: the receiver was told that SvarUt delivers and may have thrown its copy away.
     */
    SVARUT_AVVISTE(Set.of(SVARUT_SENDT), SVARUT_FEIL, LateKvittering.LIKEGYLDIG, "FEILET_SVARUT"),
    /** A definite refusal that no repeat heals, or no address at all. */
    STOPP(Set.of(SVARUT_SENDER, SVARUT_FEIL, TRUKKET), STOPPET, LateKvittering.MA_MANGLE, "STOPPET"),
    /** An operator lets it go on; SvarUt is asked first. */
    GJENOPPTA(Set.of(STOPPET), SVARUT_FEIL, LateKvittering.LIKEGYLDIG, "GJENOPPTATT"),
    /** An operator closes it. */
    LUKK(Set.of(STOPPET, SVARUT_SENDT), LUKKET, LateKvittering.LIKEGYLDIG, "LUKKET"),
    /** The database was restored from a backup: what was sent since is not known. */
    ETTER_GJENOPPRETTING(
            Set.of(SVARUT_SENDER, TRUKKET), SVARUT_UKJENT, LateKvittering.LIKEGYLDIG, "ETTER_GJENOPPRETTING");

    /** What a transition asks of a noted receipt ({@code sen_kvittering}). */
    public enum LateKvittering {
        LIKEGYLDIG(""),
        MA_FINNES(" AND sen_kvittering IS NOT NULL"),
        MA_MANGLE(" AND sen_kvittering IS NULL");

        private final String sql;

        LateKvittering(String sql) {
            this.sql = sql;
        }

        boolean allows(boolean remembered) {
            return switch (this) {
                case LIKEGYLDIG -> true;
                case MA_FINNES -> remembered;
                case MA_MANGLE -> !remembered;
            };
        }
    }

    /**
     * What a transition asks of the receiver's copy. Once {@code kopi_sluppet} is set the receiver may have let go of it, and
     * a receipt, which may have been under way since before, proves nothing (delivery.md rule I).
     */
    public enum Copy {
        LIKEGYLDIG(""),
        MA_STA(" AND kopi_sluppet IS NULL");

        private final String sql;

        Copy(String sql) {
            this.sql = sql;
        }

        boolean allows(boolean released) {
            return this == LIKEGYLDIG || !released;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // only ever given Set.of
    private final Set<LeveranseState> from;

    private final @Nullable LeveranseState to;
    private final LateKvittering lateKvittering;
    private final Copy copy;
    private final String hendelse;

    LeveranseTransition(
            Set<LeveranseState> from, @Nullable LeveranseState to, LateKvittering lateKvittering, String hendelse) {
        this(from, to, lateKvittering, Copy.LIKEGYLDIG, hendelse);
    }

    LeveranseTransition(
            Set<LeveranseState> from,
            @Nullable LeveranseState to,
            LateKvittering lateKvittering,
            Copy copy,
            String hendelse) {
        this.from = from;
        this.to = to;
        this.lateKvittering = lateKvittering;
        this.copy = copy;
        this.hendelse = hendelse;
    }

    /** The states this transition leaves. */
    public Set<LeveranseState> from() {
        return from;
    }

    /** The state this transition enters; empty when the shipment stays where it is. */
    public Optional<LeveranseState> to() {
        return Optional.ofNullable(to);
    }

    /** What it does to a receipt that came late. */
    public LateKvittering lateKvittering() {
        return lateKvittering;
    }

    /** What it means for the copy that the receiver may have. */
    public Copy copy() {
        return copy;
    }

    /** The word in the case's history. */
    public String hendelse() {
        return hendelse;
    }

    /**
     * The state after this transition from this state; empty when not listed.
     *
     * @param lateKvitteringRemembered whether a receipt is noted
     * @param copyReleased whether the receiver may have let go of its copy
     */
    public Optional<LeveranseState> after(
            LeveranseState state, boolean lateKvitteringRemembered, boolean copyReleased) {
        if (!from.contains(state) || !lateKvittering.allows(lateKvitteringRemembered) || !copy.allows(copyReleased)) {
            return Optional.empty();
        }
        return Optional.of(to == null ? state : to);
    }

    /** The condition of the UPDATE, on columns of {@code leveranse}. */
    String conditionSql() {
        return LeveranseState.sqlIn(from::contains) + lateKvittering.sql + copy.sql;
    }

    /** The new value of {@code tilstand}. */
    String toSql() {
        return to == null ? "tilstand" : "'" + to.name() + "'";
    }
}
