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
 * asks of a remembered late receipt, and its word in the history. {@link LeveranseSql} renders its WHERE clauses from
 * here, so that the code and the model of the tests explore the same table.
 */
public enum Overgang {
    /** Released to the queue of the konto that the look-up gave. The frist runs from here. */
    FRIGI_TIL_KO(Set.of(IKKE_SENDT), I_KO, SenKvittering.LIKEGYLDIG, "SENDT_FIKS_IO"),
    /** Released, but there is no usable konto. */
    FRIGI_UTEN_KONTO(Set.of(IKKE_SENDT), TRUKKET, SenKvittering.LIKEGYLDIG, "INGEN_KONTO"),
    /** The receipt, also a late one while SvarUt provably does not have the shipment (rule B). */
    KVITTER_MOTTATT(Set.of(I_KO, TRUKKET, SVARUT_FEIL, STOPPET), BEKREFTET, SenKvittering.LIKEGYLDIG, "BEKREFTET"),
    /** A receipt while SvarUt may have the shipment: remembered, and honoured if SvarUt proves not to have it. */
    HUSK_SEN_KVITTERING(Set.of(SVARUT_SENDER, SVARUT_UKJENT), null, SenKvittering.MA_MANGLE, "SEN_KVITTERING"),
    /** A receipt after SvarUt or an operator took over: noted once, changes nothing. */
    NOTER_SEN_KVITTERING(Set.of(SVARUT_SENDT, LUKKET), null, SenKvittering.MA_MANGLE, "SEN_KVITTERING"),
    /** The fagsystem rejects for good. */
    AVVIS(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "AVVIST"),
    /** The frist passed. */
    UTLOP(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "TTL_TIDSAVBRUDD"),
    /** Too many attempts with data downloaded. */
    OPPBRUK(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "MAX_RETRIESAVBRUDD"),
    /** The konto was closed. */
    STENG_KONTO(Set.of(I_KO), TRUKKET, SenKvittering.LIKEGYLDIG, "KONTO_STENGT"),
    /** Intent before act (rule C): committed before the call, with the next attempt number. */
    START_SVARUT(Set.of(TRUKKET, SVARUT_FEIL), SVARUT_SENDER, SenKvittering.LIKEGYLDIG, "SVARUT_STARTET"),
    /** SvarUt gave an id, in the answer or in the later look-up. */
    SVARUT_TOK_IMOT(Set.of(SVARUT_SENDER, SVARUT_UKJENT), SVARUT_SENDT, SenKvittering.LIKEGYLDIG, "SENDT_SVARUT"),
    /** Timeout, connection loss, 5xx, unreadable 200 or dead worker (rule E). */
    MIST_SVARET(Set.of(SVARUT_SENDER), SVARUT_UKJENT, SenKvittering.LIKEGYLDIG, "SVARUT_UKJENT"),
    /** Proof that SvarUt did not take it; tried again later. */
    SVARUT_NEKTET(Set.of(SVARUT_SENDER), SVARUT_FEIL, SenKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** The look-up, after the wait, found nothing. */
    AVKLAR_IKKE_SENDT(Set.of(SVARUT_UKJENT), SVARUT_FEIL, SenKvittering.MA_MANGLE, "FEILET_SVARUT"),
    /** Proof that SvarUt does not have it, and a late receipt was remembered: the receipt decides. */
    AVKLAR_BEKREFTET(Set.of(SVARUT_SENDER, SVARUT_UKJENT), BEKREFTET, SenKvittering.MA_FINNES, "BEKREFTET"),
    /**
     * SvarUt refused after having given an id (rule H). A late receipt noted meanwhile is forgotten: its sender was told
     * that SvarUt delivers and may have thrown its copy away.
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

    /** What a transition asks of a remembered late receipt ({@code sen_kvittering}). */
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

    @SuppressWarnings("ImmutableEnumChecker") // only ever given Set.of
    private final Set<Tilstand> fra;

    private final @Nullable Tilstand til;
    private final SenKvittering senKvittering;
    private final String hendelse;

    Overgang(Set<Tilstand> fra, @Nullable Tilstand til, SenKvittering senKvittering, String hendelse) {
        this.fra = fra;
        this.til = til;
        this.senKvittering = senKvittering;
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

    /** The word in the case's history. */
    public String hendelse() {
        return hendelse;
    }

    /** The state after this transition from this state, with or without a remembered late receipt; empty when not listed. */
    public Optional<Tilstand> etter(Tilstand tilstand, boolean senKvitteringHusket) {
        if (!fra.contains(tilstand) || !senKvittering.tillater(senKvitteringHusket)) {
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
        return "tilstand IN (" + navn + ")" + senKvittering.sql;
    }

    /** The new value of {@code tilstand}. */
    String tilSql() {
        return til == null ? "tilstand" : "'" + til.name() + "'";
    }
}
