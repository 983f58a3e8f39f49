package no.digisos.drift.person;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.person.PersonLinkTable;
import no.digisos.common.person.PersonLinkTable.Ended;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import no.digisos.drift.command.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes a joining: each case is then the one's under whose number it came. */
@Command(
        name = "skill",
        mixinStandardHelpOptions = true,
        description =
                "Parts two numbers that were joined: from then on a case is found under the number with which it came, as"
                        + " before, and under no other.")
public class SeparatePerson implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "KOBLING_ID", description = "what 'person koble' answered, or 'person vis' shows")
    UUID koblingId = new UUID(0, 0);

    private final Transactions transactions;
    private final PersonLinkTable links;
    private final AuditLog audit;
    private final CommandOutput line;

    public SeparatePerson(Transactions transactions, PersonLinkTable links, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.links = links;
        this.audit = audit;
        this.line = line;
    }

    /** The answer. */
    record Answer(String utfall, UUID koblingId) {}

    @Override
    public Integer call() {
        boolean separated = transactions.inTransaction(c -> {
            Optional<Ended> ended = links.end(c, koblingId);
            if (ended.isEmpty()) {
                return false;
            }
            for (byte[] index : new byte[][] {ended.get().gammel(), ended.get().ny()}) {
                audit.write(
                        c,
                        operator.executed(
                                AuditAction.SKILL_PERSON, AuditSubject.none().withPerson(index)));
            }
            return true;
        });
        if (!separated) {
            return Refused.state(spec, "there is no such joining, or it is undone already");
        }
        line.answer(new Answer("SKILT", koblingId));
        return ExitCodes.EXECUTED;
    }
}
