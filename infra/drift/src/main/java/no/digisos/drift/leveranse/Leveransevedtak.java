package no.digisos.drift.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;

/** What all decisions about one delivery have in common: one transaction, audited when it changed something, and the answer. */
@ApplicationScoped
class Leveransevedtak {
    private final Transactions transactions;
    private final LeveranseKo ko;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    Leveransevedtak(Transactions transactions, LeveranseKo ko, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.ko = ko;
        this.audit = audit;
        this.linje = linje;
    }

    /** Empty when the delivery's state does not allow it. */
    @FunctionalInterface
    interface Vedtak {
        Optional<Leveranse> fatt(Connection c) throws SQLException;
    }

    /**
     * What came of it.
     *
     * @param utfall UTFORT, NEKTET or FINNES_IKKE
     * @param leveranse as it is now
     */
    record Svar(String utfall, @Nullable Leveransevisning leveranse) {}

    int fatt(Operator operator, Handling handling, UUID meldingId, Vedtak vedtak) {
        Svar svar = transactions.inTransaction(c -> {
            Optional<Leveranse> gjort = vedtak.fatt(c);
            if (gjort.isPresent()) {
                audit.skriv(
                        c,
                        operator.utfort(
                                handling, AuditGjenstand.leveranse(gjort.get().digisosId(), meldingId)));
                return new Svar("UTFORT", Leveransevisning.av(gjort.get()));
            }
            return ko.finn(c, meldingId)
                    .map(l -> new Svar("NEKTET", Leveransevisning.av(l)))
                    .orElse(new Svar("FINNES_IKKE", null));
        });
        linje.svar(svar);
        return switch (svar.utfall()) {
            case "UTFORT" -> Utgang.UTFORT;
            case "FINNES_IKKE" -> linje.nektet("there is no delivery " + meldingId);
            default -> linje.nektet("the state of delivery " + meldingId + " does not allow it");
        };
    }
}
