package no.digisos.status.mottak;

import static no.digisos.common.krypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.leveranse.Forseglet;
import no.digisos.common.leveranse.Kvitteringssvar;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseBeslutning;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.status.mottak.Kontotilgang.Konto;
import org.jspecify.annotations.Nullable;

/** The fagsystem's word on a message, and our answer to each (delivery.md 1 and 4). */
@ApplicationScoped
public class Kvitteringsmottak {
    private static final int MAKS_TEKST = 1000;

    private final LeveranseBeslutning beslutning;
    private final LeveranseKo ko;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Mottaksaudit audit;
    private final MottakConfig config;

    Kvitteringsmottak(
            LeveranseBeslutning beslutning,
            LeveranseKo ko,
            Transactions transactions,
            Sealer sealer,
            Mottaksaudit audit,
            MottakConfig config) {
        this.beslutning = beslutning;
        this.ko = ko;
        this.transactions = transactions;
        this.sealer = sealer;
        this.audit = audit;
        this.config = config;
    }

    Kvittering.Svar mottatt(Konto konto, UUID meldingId, Kvittering.Mottatt kvittering) {
        Forseglet mottattAv = forsegl("mottatt_av", meldingId, kvittering.mottattAv());
        Forseglet fagsystemRef = forsegl("fagsystem_ref", meldingId, kvittering.fagsystemRef());
        Besluttet svar = transactions.inTransaction(c -> {
            Kvitteringssvar besluttet = beslutning.mottatt(c, konto.id(), meldingId, mottattAv, fagsystemRef);
            Optional<Instant> avklares = besluttet instanceof Kvitteringssvar.Behold behold
                    ? ko.avklares(c, behold.leveranse(), config.avklaresEtter(), config.avklaresIgjen())
                    : Optional.empty();
            audit.kvittert(c, konto, Handling.KVITTER_MOTTATT, besluttet);
            return new Besluttet(besluttet, avklares);
        });
        return switch (svar.svar()) {
            case Kvitteringssvar.Bekreftet bekreftet -> bekreftet(bekreftet.leveranse());
            case Kvitteringssvar.Behold behold -> behold(behold.leveranse(), svar.avklares());
            default -> throw avslag(svar.svar());
        };
    }

    private record Besluttet(Kvitteringssvar svar, Optional<Instant> avklares) {}

    Leveransestatus feilet(Konto konto, UUID meldingId, Kvittering.Feilet kvittering) {
        UUID leieId = krevLeieId(kvittering.leieId());
        Forseglet melding = forsegl("feilmelding", meldingId, tekst(kvittering.melding(), kvittering.feilid()));
        Kvitteringssvar svar = transactions.inTransaction(c -> {
            Kvitteringssvar besluttet = ko.feilet(c, konto.id(), meldingId, leieId, melding);
            audit.kvittert(c, konto, Handling.KVITTER_FEILET, besluttet);
            return besluttet;
        });
        return Leveransestatus.av(krevUtfort(svar));
    }

    /** A failure that a receiver without a lease reports (svarut.md 6): noted, and nothing else changes. */
    public void feilet(Konto konto, UUID meldingId, String feilmelding) {
        Forseglet melding = forsegl("feilmelding", meldingId, avkortet(feilmelding));
        krevUtfort(transactions.inTransaction(c -> {
            Kvitteringssvar besluttet = ko.noterFeilet(c, konto.id(), meldingId, melding);
            audit.kvittert(c, konto, Handling.KVITTER_FEILET, besluttet);
            return besluttet;
        }));
    }

    /** The receipt of a receiver that says no more than that, and keeps what it took (svarut.md 6). */
    public void mottatt(Konto konto, UUID meldingId) {
        mottatt(konto, meldingId, new Kvittering.Mottatt(null, null, null));
    }

    /** The final rejection of a receiver whose text we do not refuse for its length (svarut.md 6). */
    public void avvist(Konto konto, UUID meldingId, String feilmelding) {
        avvist(konto, meldingId, new Kvittering.Avvist(avkortet(feilmelding), null));
    }

    Leveransestatus avvist(Konto konto, UUID meldingId, Kvittering.Avvist kvittering) {
        Forseglet melding = forsegl("feilmelding", meldingId, tekst(kvittering.melding(), kvittering.feilid()));
        Kvitteringssvar svar = transactions.inTransaction(c -> {
            Kvitteringssvar besluttet = beslutning.avvist(c, konto.id(), meldingId, melding);
            audit.kvittert(c, konto, Handling.KVITTER_AVVIST, besluttet);
            return besluttet;
        });
        return Leveransestatus.av(krevUtfort(svar));
    }

    static UUID krevLeieId(@Nullable UUID leieId) {
        if (leieId == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "leieId mangler");
        }
        return leieId;
    }

    /** What took effect, or had no effect because the wish was fulfilled already. */
    static Leveranse krevUtfort(Kvitteringssvar svar) {
        return switch (svar) {
            case Kvitteringssvar.Utfort utfort -> utfort.leveranse();
            case Kvitteringssvar.UtenVirkning uten -> uten.leveranse();
            default -> throw avslag(svar);
        };
    }

    /**
     * What took effect now: a lease on a message that is gone cannot be extended. That it is gone lets nobody drop a copy, unless
     * SvarUt has it.
     */
    static Leveranse krevVirkning(Kvitteringssvar svar) {
        return switch (svar) {
            case Kvitteringssvar.Utfort utfort -> utfort.leveranse();
            case Kvitteringssvar.UtenVirkning uten when uten.leveranse().hosSvarUt() -> throw trukket(uten.leveranse());
            case Kvitteringssvar.UtenVirkning ignored ->
                throw new ApiException(
                        ErrorCode.LEIE_UTLOPT,
                        "Meldingen er trukket fra køen, og leien er slutt: har du den, behold den og kvitter");
            default -> throw avslag(svar);
        };
    }

    private static ApiException avslag(Kvitteringssvar svar) {
        return switch (svar) {
            case Kvitteringssvar.FinnesIkke ignored -> Ko.finnesIkke();
            case Kvitteringssvar.LeieUtlopt ignored ->
                new ApiException(ErrorCode.LEIE_UTLOPT, "Leien er utløpt eller en annens; hent meldingen på nytt");
            case Kvitteringssvar.IkkeUtlevert ignored ->
                new ApiException(ErrorCode.IKKE_UTLEVERT, "Meldingen er ikke utlevert, så den kan ikke kvitteres");
            case Kvitteringssvar.AlleredeBekreftet ignored ->
                new ApiException(
                        ErrorCode.ALLEREDE_BEKREFTET,
                        "Meldingen er allerede kvittert som mottatt: behold den, den sendes ikke en annen vei");
            case Kvitteringssvar.TrukketForSent trukket -> trukket(trukket.leveranse());
            case Kvitteringssvar.Utfort ignored -> throw new IllegalStateException("Not a refusal: " + svar);
            case Kvitteringssvar.UtenVirkning ignored -> throw new IllegalStateException("Not a refusal: " + svar);
            case Kvitteringssvar.Behold ignored -> throw new IllegalStateException("Not a refusal: " + svar);
            case Kvitteringssvar.Bekreftet ignored -> throw new IllegalStateException("Not a refusal: " + svar);
        };
    }

    private static ApiException trukket(Leveranse leveranse) {
        Leveransestatus status = Leveransestatus.av(leveranse);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kanal", "SVARUT");
        details.put("status", status.status());
        if (status.forsendelsesId() != null) {
            details.put("forsendelsesId", status.forsendelsesId());
        }
        return new ApiException(
                ErrorCode.LEVERANSE_TRUKKET,
                "Meldingen er trukket, og SvarUt har den: forkast den, eller merk den som kopi",
                details);
    }

    private static Kvittering.Behold behold(Leveranse leveranse, Optional<Instant> avklares) {
        Leveransestatus status = Leveransestatus.av(leveranse);
        return new Kvittering.Behold(
                status.meldingId(),
                status.tilstand(),
                status.status(),
                avklares.map(Instant::toEpochMilli).orElse(null));
    }

    private Kvittering.Bekreftet bekreftet(Leveranse leveranse) {
        if (leveranse.bekreftet() == null) {
            throw new IllegalStateException("A receipted message without the time of its receipt");
        }
        Forseglet ref = leveranse.fagsystemRef();
        return new Kvittering.Bekreftet(
                leveranse.id(),
                leveranse.tilstand().name(),
                leveranse.bekreftet().toEpochMilli(),
                ref == null
                        ? null
                        : new String(
                                sealer.open(ref.bytes(), context("fagsystem_ref", leveranse.id())),
                                StandardCharsets.UTF_8));
    }

    private @Nullable Forseglet forsegl(String column, UUID meldingId, @Nullable String tekst) {
        if (tekst == null || tekst.isBlank()) {
            return null;
        }
        if (tekst.length() > MAKS_TEKST) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "Teksten er lengre enn " + MAKS_TEKST + " tegn");
        }
        return Forseglet.av(sealer.seal(tekst.getBytes(StandardCharsets.UTF_8), context(column, meldingId)));
    }

    /** A text that is too long says enough by its beginning; to refuse it would be to lose what it reports. */
    private static String avkortet(String tekst) {
        return tekst.length() <= MAKS_TEKST ? tekst : tekst.substring(0, tekst.offsetByCodePoints(0, MAKS_TEKST / 2));
    }

    private static String context(String column, UUID meldingId) {
        return sealContext("leveranse", column, meldingId.toString());
    }

    private static String tekst(@Nullable String melding, @Nullable String feilid) {
        return Stream.of(feilid, melding)
                .filter(del -> del != null && !del.isBlank())
                .collect(Collectors.joining(": "));
    }
}
