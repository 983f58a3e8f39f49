package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.common.leveranse.UtlantMelding;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Meldingsvisning.Vist;

/** Leases messages to a fagsystem (delivery.md 1). */
@ApplicationScoped
class Utlan {
    private final LeveranseKo ko;
    private final Meldingsvisning visning;
    private final Transactions transactions;
    private final Mottaksaudit audit;

    Utlan(LeveranseKo ko, Meldingsvisning visning, Transactions transactions, Mottaksaudit audit) {
        this.ko = ko;
        this.visning = visning;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * The oldest free messages, leased; none when there are none. One that cannot be shown rests as after a failure, and does
     * not keep the others.
     */
    @ActivateRequestContext // After a pause the request's own is no longer there.
    List<Melding> lei(Konto konto, int maks, Duration leie) {
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
            if (!vist.meldinger().isEmpty() || vist.uleselige().isEmpty()) {
                return vist.meldinger();
            }
        }
    }

    private void leggTilSide(Konto konto, List<Leveranse> uleselige) {
        for (Leveranse uleselig : uleselige) {
            transactions.inTransaction(
                    c -> ko.feilet(c, konto.id(), uleselig.id(), Objects.requireNonNull(uleselig.leieId()), null));
        }
    }
}
