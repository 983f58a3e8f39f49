package no.digisos.common.leveranse;

import static no.digisos.common.leveranse.Tilstand.BEKREFTET;
import static no.digisos.common.leveranse.Tilstand.IKKE_SENDT;
import static no.digisos.common.leveranse.Tilstand.I_KO;
import static no.digisos.common.leveranse.Tilstand.LUKKET;
import static no.digisos.common.leveranse.Tilstand.STOPPET;
import static no.digisos.common.leveranse.Tilstand.SVARUT_FEIL;
import static no.digisos.common.leveranse.Tilstand.SVARUT_SENDER;
import static no.digisos.common.leveranse.Tilstand.SVARUT_SENDT;
import static no.digisos.common.leveranse.Tilstand.SVARUT_UKJENT;
import static no.digisos.common.leveranse.Tilstand.TRUKKET;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole transition table (delivery.md 3). Pure: each transition has the states it leaves, the state it enters, what it
 * asks of a noted receipt and of the receiver's copy, and its word in the history. {@link LeveranseSql} renders its WHERE clauses from
 * here, so that the code and the model of the tests explore the same table.
 */
public enum Overgang {
    /** Released to the queue of the konto that the look-up gave. The frist runs from here. */
    FRIGI_TIL_KO(Set.of(IKKE_SENDT), I_KO, SenKvittering.LIKEGYLDIG, "SENDT_FIKS_IO"),
    /** Released, but there is no usable konto. */
    FRIGI_UTEN_KONTO(Set.of(IKKE_SENDT), TRUKKET, SenKvittering.LIKEGYLDIG, "INGEN_KONTO"),
    /** Released, and the konto would have taken it, but its certificate has run out. */
    FRIGI_UTEN_SERTIFIKAT(Set.of(IKKE_SENDT), TRUKKET, SenKvittering.LIKEGYLDIG, "SERTIFIKAT_UTLOPT"),
    /** The receipt, also a late one while SvarUt provably does not have the shipment (delivery.md rule B). */
    KVITTER_MOTTATT(
            Set.of(I_KO, TRUKKET, SVARUT_FEIL, STOPPET), BEKREFTET, SenKvittering.LIKEGYLDIG, Kopi.MA_STA, "BEKREFTET"),
    /**
     * A receipt while SvarUt may have the shipment: noted, and honoured if SvarUt proves not to have it (delivery.md rule I).
     */
    HUSK_SEN_KVITTERING(
            Set.of(SVARUT_SENDER, SVARUT_UKJENT), null, SenKvittering.MA_MANGLE, Kopi.MA_STA, "SEN_KVITTERING"),
    /** A receipt after SvarUt or an operator took over: noted once, changes nothing. */
    NOTER_SEN_KVITTERING(Set.of(SVARUT_SENDT, LUKKET), null, SenKvittering.MA_MANGLE, "SEN_KVITTERING"),
    /** The fagsystem rejects for good, and lets go of its copy. */
    AVVIS(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "AVVIST"),
    /** It rejects what was withdrawn already: no receipt that came before, or is still under way, decides any more. */
    AVVIS_ETTER_TREKK(
            Set.of(TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_FEIL, STOPPET),
            null,
            SenKvittering.LIKEGYLDIG,
            Kopi.MA_STA,
            "AVVIST_ETTER_TREKK"),
    /** It reports a failure of what was withdrawn already and so will not come again: it does not have it. */
    FEILET_ETTER_TREKK(
            Set.of(TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_FEIL, STOPPET),
            null,
            SenKvittering.LIKEGYLDIG,
            Kopi.MA_STA,
            "MOTTAK_FEILET"),
    /** The frist passed. */
    UTLOP(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "TTL_TIDSAVBRUDD"),
    /** Too many attempts with data downloaded. */
    OPPBRUK(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "MAX_RETRIESAVBRUDD"),
    /** The konto was closed. */
    STENG_KONTO(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "KONTO_STENGT"),
    /** Intent before act (delivery.md rule C): committed before the call, with the next attempt number. */
    START_SVARUT(Set.of(TRUKKET, SVARUT_FEIL), SVARUT_SENDER, SenKvittering.LIKEGYLDIG, "SVARUT_STARTET"),
    /** SvarUt gave an id, in the answer or in the later look-up. */
    SVARUT_TOK_IMOT(Set.of(SVARUT_SENDER, SVARUT_UKJENT), SVARUT_SENDT, SenKvittering.LIKEGYLDIG, "SENDT_SVARUT"),
    /** Timeout, connection loss, 5xx, unreadable 200 or dead worker (delivery.md rule E). */
    MIST_SVARET(Set.of(SVARUT_SENDER), SVARUT_UKJENT, SenKvittering.LIKEGYLDIG, "SVARUT_UKJENT"),
    /** Proof that SvarUt did not take it; tried again later. */
    SVARUT_NEKTET(Set.of(SVARUT_SENDER), SVARUT_FEIL, SenKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** The look-up, after the wait, found nothing. */
    AVKLAR_IKKE_SENDT(Set.of(SVARUT_UKJENT), SVARUT_FEIL, SenKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** Proof that SvarUt does not have it, and a late receipt was remembered: the receipt decides. */
    AVKLAR_BEKREFTET(Set.of(SVARUT_SENDER, SVARUT_UKJENT), BEKREFTET, SenKvittering.MA_FINNES, "BEKREFTET"),
    /**
     * SvarUt refused after having given an id (delivery.md rule H). A receipt noted meanwhile is forgotten, and none that comes
     * later decides: the receiver was told that SvarUt delivers and may have thrown its copy away.
     */
    SVARUT_AVVISTE(Set.of(SVARUT_SENDT), SVARUT_FEIL, SenKvittering.LIKEGYLDIG, "FEILET_SVARUT"),
    /** A definite refusal that no repeat heals, or no address at all. */
    STOPP(Set.of(SVARUT_SENDER, SVARUT_FEIL, TRUKKET), STOPPET, SenKvittering.MA_MANGLE, "STOPPET"),
    /** An operator lets it go on; SvarUt is asked first. */
    GJENOPPTA(Set.of(STOPPET), SVARUT_FEIL, SenKvittering.LIKEGYLDIG, "GJENOPPTATT"),
    /** An operator closes it. */
    LUKK(Set.of(STOPPET, SVARUT_SENDT), LUKKET, SenKvittering.LIKEGYLDIG, "LUKKET"),
    /** The database was restored from a backup: what was sent since is not known. */
    ETTER_GJENOPPRETTING(
            Set.of(SVARUT_SENDER, TRUKKET), SVARUT_UKJENT, SenKvittering.LIKEGYLDIG, "ETTER_GJENOPPRETTING");

    /** What a transition asks of a noted receipt ({@code sen_kvittering}). */
    public enum SenKvittering {
        LIKEGYLDIG(""),
        MA_FINNES(" AND sen_kvittering IS NOT NULL"),
        MA_MANGLE(" AND sen_kvittering IS NULL");

        private final String sql;

        SenKvittering(String sql) {
            this.sql = sql;
        }

        boolean tillater(boolean husket) {
            return switch (this) {
                case LIKEGYLDIG -> true;
                case MA_FINNES -> husket;
                case MA_MANGLE -> !husket;
            };
        }
    }

    /**
     * What a transition asks of the receiver's copy. Once {@code kopi_sluppet} is set the receiver may have let go of it, and
     * a receipt, which may have been under way since before, proves nothing (delivery.md rule I).
     */
    public enum Kopi {
        LIKEGYLDIG(""),
        MA_STA(" AND kopi_sluppet IS NULL");

        private final String sql;

        Kopi(String sql) {
            this.sql = sql;
        }

        boolean tillater(boolean sluppet) {
            return this == LIKEGYLDIG || !sluppet;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // only ever given Set.of
    private final Set<Tilstand> fra;

    private final @Nullable Tilstand til;
    private final SenKvittering senKvittering;
    private final Kopi kopi;
    private final String hendelse;

    Overgang(Set<Tilstand> fra, @Nullable Tilstand til, SenKvittering senKvittering, String hendelse) {
        this(fra, til, senKvittering, Kopi.LIKEGYLDIG, hendelse);
    }

    Overgang(Set<Tilstand> fra, @Nullable Tilstand til, SenKvittering senKvittering, Kopi kopi, String hendelse) {
        this.fra = fra;
        this.til = til;
        this.senKvittering = senKvittering;
        this.kopi = kopi;
        this.hendelse = hendelse;
    }

    /** The states this transition leaves. */
    public Set<Tilstand> fra() {
        return fra;
    }

    /** The state this transition enters; empty when the shipment stays where it is. */
    public Optional<Tilstand> til() {
        return Optional.ofNullable(til);
    }

    public SenKvittering senKvittering() {
        return senKvittering;
    }

    public Kopi kopi() {
        return kopi;
    }

    /** The word in the case's history. */
    public String hendelse() {
        return hendelse;
    }

    /**
     * The state after this transition from this state; empty when not listed.
     *
     * @param senKvitteringHusket whether a receipt is noted
     * @param kopiSluppet whether the receiver may have let go of its copy
     */
    public Optional<Tilstand> etter(Tilstand tilstand, boolean senKvitteringHusket, boolean kopiSluppet) {
        if (!fra.contains(tilstand) || !senKvittering.tillater(senKvitteringHusket) || !kopi.tillater(kopiSluppet)) {
            return Optional.empty();
        }
        return Optional.of(til == null ? tilstand : til);
    }

    /** The condition of the UPDATE, on columns of {@code leveranse}. */
    String vilkarSql() {
        // In the order of the states, since a Set has none and a statement's text should be the same in every process.
        String navn = Arrays.stream(Tilstand.values())
                .filter(fra::contains)
                .map(t -> "'" + t.name() + "'")
                .collect(Collectors.joining(", "));
        return "tilstand IN (" + navn + ")" + senKvittering.sql + kopi.sql;
    }

    /** The new value of {@code tilstand}. */
    String tilSql() {
        return til == null ? "tilstand" : "'" + til.name() + "'";
    }
}
