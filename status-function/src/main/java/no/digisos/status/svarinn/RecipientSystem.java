package no.digisos.status.svarinn;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.status.mottak.IntakeAudit;
import no.digisos.status.mottak.KontoAccess;
import no.digisos.status.mottak.KontoAccess.Konto;

/** The receiver that calls: all kontoer that its integration was granted, and what waits in them. */
@ApplicationScoped
class RecipientSystem {
    private final KontoAccess kontoAccess;
    private final LeveranseQueue queue;
    private final Transactions transactions;
    private final IntakeAudit audit;
    private final SvarInnConfig config;

    RecipientSystem(
            KontoAccess kontoAccess,
            LeveranseQueue queue,
            Transactions transactions,
            IntakeAudit audit,
            SvarInnConfig config) {
        this.kontoAccess = kontoAccess;
        this.queue = queue;
        this.transactions = transactions;
        this.audit = audit;
        this.config = config;
    }

    /** A message in one of the receiver's kontoer. */
    record Addressed(Konto konto, Leveranse leveranse) {}

    /** The messages that nobody has leased, oldest first. */
    List<Leveranse> freshOnes() {
        List<Konto> kontoer = kontoer();
        if (kontoer.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = kontoer.stream().map(Konto::id).toList();
        return transactions.inTransaction(c -> {
            List<Leveranse> freshOnes = queue.showInSvarInn(c, ids, config.maksListe());
            audit.shownInSvarInn(c, kontoer, freshOnes);
            return freshOnes;
        });
    }

    /**
     * The message of this id, wherever it is on its way.
     *
     * @throws ApiException 404 when it is not there, or another's
     */
    Addressed require(UUID id) {
        List<Konto> kontoer = kontoer();
        Leveranse leveranse = transactions.autoCommit(c -> queue.find(c, id)).orElseThrow(RecipientSystem::notFound);
        return kontoer.stream()
                .filter(konto -> konto.id().equals(leveranse.kontoId()))
                .findFirst()
                .map(konto -> new Addressed(konto, leveranse))
                .orElseThrow(RecipientSystem::notFound);
    }

    private List<Konto> kontoer() {
        if (!config.aktiv()) {
            throw new ApiException(ErrorCode.FINNES_IKKE, "SvarInn er ikke i bruk her");
        }
        return kontoAccess.all();
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Forsendelsen finnes ikke");
    }
}
