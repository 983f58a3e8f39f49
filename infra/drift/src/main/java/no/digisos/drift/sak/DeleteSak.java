package no.digisos.drift.sak;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.sak.SakDeletion;
import no.digisos.common.sak.SakDeletion.Outcome;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a case at once, whatever its kommune's policy says. */
@Command(
        name = "slett",
        mixinStandardHelpOptions = true,
        description =
                "Deletes a case: its documents and the person's number go for good, a tombstone stays. Refused with exit code 1"
                        + " while a delivery of it may still need the documents.")
public class DeleteSak implements Callable<Integer> {
    private final Transactions transactions;
    private final SakDeletion deletion;
    private final AuditLog audit;
    private final CommandOutput line;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "DIGISOS_ID", description = "the case")
    UUID digisosId = new UUID(0, 0);

    public DeleteSak(Transactions transactions, SakDeletion deletion, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.deletion = deletion;
        this.audit = audit;
        this.line = line;
    }

    /**
     * What was done.
     *
     * @param dokumenter how many documents went with the case
     * @param leveranser the deliveries that keep it from being deleted
     */
    record Answer(UUID digisosId, String utfall, int dokumenter, List<UUID> leveranser) {}

    @Override
    public Integer call() {
        Outcome outcome = transactions.inTransaction(c -> {
            Outcome done = deletion.delete(c, digisosId);
            if (done instanceof Outcome.Deleted) {
                audit.write(c, operator.executed(AuditAction.SLETT_SAK, AuditSubject.sak(digisosId)));
            }
            return done;
        });
        line.answer(
                switch (outcome) {
                    case Outcome.Deleted deleted -> new Answer(digisosId, "SLETTET", deleted.dokumenter(), List.of());
                    case Outcome.Held held -> new Answer(digisosId, "FESTET", 0, held.leveranser());
                    case Outcome.NotFound notFound -> new Answer(digisosId, "FINNES_IKKE", 0, List.of());
                });
        return switch (outcome) {
            case Outcome.Deleted _ -> ExitCodes.EXECUTED;
            case Outcome.Held _ -> line.refused("deliveries of case " + digisosId + " may still need its documents");
            case Outcome.NotFound _ -> line.refused("there is no case " + digisosId + ", or it is deleted already");
        };
    }
}
