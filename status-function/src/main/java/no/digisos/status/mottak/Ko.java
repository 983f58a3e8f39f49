package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Kvitteringssvar;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.status.mottak.Kontotilgang.Konto;
import org.jspecify.annotations.Nullable;

/** Looking into a konto's queue and leasing from it (delivery.md 1). */
@ApplicationScoped
class Ko {
    private final LeveranseKo ko;
    private final Meldingsvisning visning;
    private final Transactions transactions;
    private final MottakConfig config;
    private final Mottaksaudit audit;
    private final Utlan utlan;
    private final Venting venting;

    Ko(
            LeveranseKo ko,
            Meldingsvisning visning,
            Transactions transactions,
            MottakConfig config,
            Mottaksaudit audit,
            Utlan utlan,
            Venting venting) {
        this.ko = ko;
        this.visning = visning;
        this.transactions = transactions;
        this.config = config;
        this.audit = audit;
        this.utlan = utlan;
        this.venting = venting;
    }

    List<Melding> se(Konto konto, int fra, int antall) {
        List<Leveranse> sett = transactions.inTransaction(c -> {
            List<Leveranse> leveranser = ko.peek(c, konto.id(), fra, antall, true);
            audit.sett(c, konto, leveranser);
            return leveranser;
        });
        return visning.vis(konto, sett).meldinger();
    }

    /** Completed with what was leased, which is nothing when nothing came in the time that was asked for. */
    CompletionStage<List<Melding>> hent(Konto konto, Kvittering.Hent onske) {
        int maks = innenfor("maks", onske.maks() == null ? config.maksHent() : onske.maks(), 1, config.maksHent());
        Duration leie = leie(onske.leieSekunder());
        long vent = innenfor(
                "ventSekunder",
                onske.ventSekunder() == null ? 0 : onske.ventSekunder(),
                0,
                config.lengsteVent().toSeconds());
        return venting.tilNoeKommer(Duration.ofSeconds(vent), () -> utlan.lei(konto, maks, leie));
    }

    Melding melding(Konto konto, UUID meldingId) {
        Leveranse leveranse = transactions.inTransaction(c -> {
            Leveranse funnet = ko.finn(c, konto.id(), meldingId).orElseThrow(Ko::finnesIkke);
            audit.sett(c, konto, List.of(funnet));
            return funnet;
        });
        return visning.vis(konto, leveranse);
    }

    Leveransestatus status(Konto konto, UUID meldingId) {
        return transactions.inTransaction(c -> {
            Leveranse funnet = ko.finn(c, konto.id(), meldingId).orElseThrow(Ko::finnesIkke);
            Optional<Instant> avklares = ko.avklares(c, funnet, config.avklaresEtter(), config.avklaresIgjen());
            audit.lestStatus(c, konto, funnet);
            return Leveransestatus.av(funnet, avklares);
        });
    }

    Melding forleng(Konto konto, UUID meldingId, Kvittering.Leie onske) {
        UUID leieId = Kvitteringsmottak.krevLeieId(onske.leieId());
        Duration leie = leie(onske.sekunder());
        Kvitteringssvar svar = transactions.inTransaction(c -> {
            Kvitteringssvar forlenget = ko.forlengLeie(c, konto.id(), meldingId, leieId, leie);
            audit.kvittert(c, konto, Handling.FORLENG_LEIE, forlenget);
            return forlenget;
        });
        return visning.vis(konto, Kvitteringsmottak.krevVirkning(svar));
    }

    void giTilbake(Konto konto, UUID meldingId, @Nullable UUID leieId) {
        UUID id = Kvitteringsmottak.krevLeieId(leieId);
        Kvitteringsmottak.krevUtfort(transactions.inTransaction(c -> {
            Kvitteringssvar tilbake = ko.giTilbakeLeie(c, konto.id(), meldingId, id);
            audit.kvittert(c, konto, Handling.GI_TILBAKE_LEIE, tilbake);
            return tilbake;
        }));
    }

    static ApiException finnesIkke() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Meldingen finnes ikke i denne kontoen");
    }

    private Duration leie(@Nullable Long sekunder) {
        return Duration.ofSeconds(innenfor(
                "leieSekunder",
                sekunder == null ? config.leie().toSeconds() : sekunder,
                config.minsteLeie().toSeconds(),
                config.lengsteLeie().toSeconds()));
    }

    private static int innenfor(String navn, int verdi, int minst, int mest) {
        return (int) innenfor(navn, (long) verdi, minst, mest);
    }

    private static long innenfor(String navn, long verdi, long minst, long mest) {
        if (verdi < minst || verdi > mest) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, navn + " skal være fra " + minst + " til " + mest);
        }
        return verdi;
    }
}
