package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.common.leveranse.UtlantMelding;
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
        return visning.vis(konto, sett);
    }

    /** Holds no database connection while it waits. */
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
            if (!utlant.isEmpty() || System.nanoTime() - slutt >= 0) {
                return visning.visUtlante(konto, utlant);
            }
            pause();
        }
    }

    Melding melding(Konto konto, UUID meldingId) {
        Leveranse leveranse = transactions.inTransaction(c -> {
            Leveranse funnet = ko.finn(c, konto.id(), meldingId).orElseThrow(Ko::finnesIkke);
            audit.sett(c, konto, List.of(funnet));
            return funnet;
        });
        return visning.vis(konto, List.of(leveranse)).getFirst();
    }

    Leveransestatus status(Konto konto, UUID meldingId) {
        return Leveransestatus.av(
                transactions.autoCommit(c -> ko.finn(c, konto.id(), meldingId)).orElseThrow(Ko::finnesIkke));
    }

    Melding forleng(Konto konto, UUID meldingId, Kvittering.Leie onske) {
        UUID leieId = Kvitteringsmottak.krevLeieId(onske.leieId());
        Leveranse forlenget = Kvitteringsmottak.krevUtfort(transactions.inTransaction(
                c -> ko.forlengLeie(c, konto.id(), meldingId, leieId, leie(onske.sekunder()))));
        return visning.vis(konto, List.of(forlenget)).getFirst();
    }

    void giTilbake(Konto konto, UUID meldingId, @Nullable UUID leieId) {
        UUID id = Kvitteringsmottak.krevLeieId(leieId);
        Kvitteringsmottak.krevUtfort(transactions.inTransaction(c -> ko.giTilbakeLeie(c, konto.id(), meldingId, id)));
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
