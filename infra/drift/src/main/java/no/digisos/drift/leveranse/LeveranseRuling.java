package no.digisos.drift.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import org.jspecify.annotations.Nullable;

/** What all decisions about one delivery have in common: one transaction, audited when it changed something, and the answer. */
@ApplicationScoped
class LeveranseRuling {
    private final Transactions transactions;
    private final LeveranseQueue queue;
    private final AuditLog audit;
    private final CommandOutput line;

    LeveranseRuling(Transactions transactions, LeveranseQueue queue, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.queue = queue;
        this.audit = audit;
        this.line = line;
    }

    /** What is done to the delivery. */
    @FunctionalInterface
    interface Decision {
        /** The delivery afterwards; empty when its state does not allow it. */
        Optional<Leveranse> decide(Connection c, UUID meldingId) throws SQLException;
    }

    /**
     * What came of it.
     *
     * @param utfall UTFORT, NEKTET or FINNES_IKKE
     * @param leveranse as it is now
     */
    record Answer(String utfall, @Nullable LeveranseView leveranse) {}

    int decide(Operator operator, AuditAction action, UUID meldingId, Decision vedtak) {
        Answer answer = transactions.inTransaction(c -> {
            Optional<Leveranse> done = vedtak.decide(c, meldingId);
            if (done.isPresent()) {
                audit.write(
                        c,
                        operator.executed(
                                action, AuditSubject.leveranse(done.get().digisosId(), meldingId)));
                return new Answer("UTFORT", LeveranseView.of(done.get()));
            }
            return queue.find(c, meldingId)
                    .map(l -> new Answer("NEKTET", LeveranseView.of(l)))
                    .orElse(new Answer("FINNES_IKKE", null));
        });
        line.answer(answer);
        return switch (answer.utfall()) {
            case "UTFORT" -> ExitCodes.EXECUTED;
            case "FINNES_IKKE" -> line.refused("there is no delivery " + meldingId);
            default -> line.refused("the state of delivery " + meldingId + " does not allow it");
        };
    }
}
