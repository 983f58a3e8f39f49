package no.digisos.status.svarinn;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.status.mottak.Kontotilgang;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Mottaksaudit;

/** The receiver that calls: all kontoer that its integration was granted, and what waits in them. */
@ApplicationScoped
class Mottakersystem {
    private final Kontotilgang kontotilgang;
    private final LeveranseKo ko;
    private final Transactions transactions;
    private final Mottaksaudit audit;
    private final SvarInnConfig config;

    Mottakersystem(
            Kontotilgang kontotilgang,
            LeveranseKo ko,
            Transactions transactions,
            Mottaksaudit audit,
            SvarInnConfig config) {
        this.kontotilgang = kontotilgang;
        this.ko = ko;
        this.transactions = transactions;
        this.audit = audit;
        this.config = config;
    }

    /** A message in one of the receiver's kontoer. */
    record Adressert(Konto konto, Leveranse leveranse) {}

    /** The messages that nobody has leased, oldest first. */
    List<Leveranse> nye() {
        List<Konto> kontoer = kontoer();
        if (kontoer.isEmpty()) {
            return List.of();
        }
        List<UUID> ider = kontoer.stream().map(Konto::id).toList();
        return transactions.inTransaction(c -> {
            List<Leveranse> nye = ko.visISvarInn(c, ider, config.maksListe());
            audit.vistISvarInn(c, kontoer, nye);
            return nye;
        });
    }

    /**
     * The message of this id, wherever it is on its way.
     *
     * @throws ApiException 404 when it is not there, or another's
     */
    Adressert krev(UUID id) {
        List<Konto> kontoer = kontoer();
        Leveranse leveranse = transactions.autoCommit(c -> ko.finn(c, id)).orElseThrow(Mottakersystem::finnesIkke);
        return kontoer.stream()
                .filter(konto -> konto.id().equals(leveranse.kontoId()))
                .findFirst()
                .map(konto -> new Adressert(konto, leveranse))
                .orElseThrow(Mottakersystem::finnesIkke);
    }

    private List<Konto> kontoer() {
        if (!config.aktiv()) {
            throw new ApiException(ErrorCode.FINNES_IKKE, "SvarInn er ikke i bruk her");
        }
        return kontotilgang.alle();
    }

    private static ApiException finnesIkke() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Forsendelsen finnes ikke");
    }
}
