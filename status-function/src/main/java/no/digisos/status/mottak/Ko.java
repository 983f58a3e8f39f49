package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Kvitteringssvar;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.common.leveranse.UtlantMelding;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Meldingsvisning.Vist;
import org.jspecify.annotations.Nullable;

/** Looking into a konto's queue and leasing from it (delivery.md 1). */
@ApplicationScoped
class Ko {
    private final LeveranseKo ko;
    private final Meldingsvisning visning;
    private final Transactions transactions;
    private final MottakConfig config;
    private final Mottaksaudit audit;

    Ko(LeveranseKo ko, Meldingsvisning visning, Transactions transactions, MottakConfig config, Mottaksaudit audit) {
        this.ko = ko;
        this.visning = visning;
        this.transactions = transactions;
        this.config = config;
        this.audit = audit;
    }

    List<Melding> se(Konto konto, int fra, int antall) {
        List<Leveranse> sett = transactions.inTransaction(c -> {
            List<Leveranse> leveranser = ko.peek(c, konto.id(), fra, antall, true);
            audit.sett(c, konto, leveranser);
            return leveranser;
        });
        return visning.vis(konto, sett).meldinger();
    }

    /**
     * Holds no database connection while it waits. A message that cannot be shown rests as after a failure, and does not keep
     * the others.
     */
    List<Melding> hent(Konto konto, Kvittering.Hent onske) {
        int maks = innenfor("maks", onske.maks() == null ? config.maksHent() : onske.maks(), 1, config.maksHent());
        Duration leie = leie(onske.leieSekunder());
        long vent = innenfor(
                "ventSekunder",
                onske.ventSekunder() == null ? 0 : onske.ventSekunder(),
                0,
                config.lengsteVent().toSeconds());
        long slutt = System.nanoTime() + Duration.ofSeconds(vent).toNanos();
        while (true) {
            List<UtlantMelding> utlant = transactions.inTransaction(c -> {
                List<UtlantMelding> hentet =
                        ko.hent(c, konto.id(), maks, leie, konto.kaller().integrasjonId());
                audit.hentet(c, konto, hentet);
                return hentet;
            });
            Vist vist = visning.vis(
                    konto, utlant.stream().map(UtlantMelding::leveranse).toList());
            leggTilSide(konto, vist.uleselige());
            if (!vist.meldinger().isEmpty()) {
                return vist.meldinger();
            }
            if (vist.uleselige().isEmpty()) {
                if (System.nanoTime() - slutt >= 0) {
                    return List.of();
                }
                pause();
            }
        }
    }

    private void leggTilSide(Konto konto, List<Leveranse> uleselige) {
        for (Leveranse uleselig : uleselige) {
            transactions.inTransaction(
                    c -> ko.feilet(c, konto.id(), uleselig.id(), Objects.requireNonNull(uleselig.leieId()), null));
        }
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
        return Leveransestatus.av(transactions.inTransaction(c -> {
            Leveranse funnet = ko.finn(c, konto.id(), meldingId).orElseThrow(Ko::finnesIkke);
            audit.lestStatus(c, konto, funnet);
            return funnet;
        }));
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

    private void pause() {
        try {
            Thread.sleep(config.ventMellomrom());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UTILGJENGELIG, "Tjenesten stopper, prøv igjen", e);
        }
    }
}
