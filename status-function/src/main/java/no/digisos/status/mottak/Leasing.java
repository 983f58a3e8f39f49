package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.LeasedMelding;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.status.mottak.KontoAccess.Konto;
import no.digisos.status.mottak.MeldingView.Shown;

/** Leases messages to a fagsystem (delivery.md 1). */
@ApplicationScoped
class Leasing {
    private final LeveranseQueue queue;
    private final MeldingView view;
    private final Transactions transactions;
    private final IntakeAudit audit;

    Leasing(LeveranseQueue queue, MeldingView view, Transactions transactions, IntakeAudit audit) {
        this.queue = queue;
        this.view = view;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * The oldest free messages, leased; none when there are none. One that cannot be shown rests as after a failure, and does
     * not keep the others.
     */
    @ActivateRequestContext // After a pause the request's own is no longer there.
    List<Melding> lease(Konto konto, int max, Duration lease) {
        while (true) {
            List<LeasedMelding> leased = transactions.inTransaction(c -> {
                List<LeasedMelding> fetched =
                        queue.fetch(c, konto.id(), max, lease, konto.kaller().integrasjonId());
                audit.fetched(c, konto, fetched);
                return fetched;
            });
            Shown shown = view.show(
                    konto, leased.stream().map(LeasedMelding::leveranse).toList());
            setAside(konto, shown.uleselige());
            if (!shown.meldinger().isEmpty() || shown.uleselige().isEmpty()) {
                return shown.meldinger();
            }
        }
    }

    private void setAside(Konto konto, List<Leveranse> unreadableOnes) {
        for (Leveranse unreadable : unreadableOnes) {
            transactions.inTransaction(c ->
                    queue.feilet(c, konto.id(), unreadable.id(), Objects.requireNonNull(unreadable.leieId()), null));
        }
    }
}
