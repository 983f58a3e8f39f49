package no.digisos.drift.kommune;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommunenummerTable;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import no.digisos.drift.command.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the end of a kommunenummer back. */
@Command(
        name = "angre-nummer",
        mixinStandardHelpOptions = true,
        description =
                "Takes back what 'kommune bytt-nummer' did. Refused with exit code 1 once there are cases under the new"
                        + " number, which would be left without a kommune.")
public class UndoNumberReplacement implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--gammelt", required = true, paramLabel = "NNNN", description = "the number that is not to end")
    String gammelt = "";

    private final Transactions transactions;
    private final KommunenummerTable numbers;
    private final AuditLog audit;
    private final CommandOutput line;

    public UndoNumberReplacement(
            Transactions transactions, KommunenummerTable numbers, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.numbers = numbers;
        this.audit = audit;
        this.line = line;
    }

    /** The answer. */
    record Undone(String gammelt, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        Kommunenummer number = number(spec, gammelt, "--gammelt");
        Optional<UUID> fiksOrgId = transactions.inTransaction(c -> {
            Optional<UUID> undone = numbers.undo(c, number);
            if (undone.isPresent()) {
                audit.write(c, operator.executed(AuditAction.BYTT_KOMMUNENUMMER, AuditSubject.fiksOrg(undone.get())));
            }
            return undone;
        });
        if (fiksOrgId.isEmpty()) {
            return Refused.state(
                    spec, "the number has no end, there are cases under the new one, or that has been changed again");
        }
        line.answer(new Undone(gammelt, fiksOrgId.get()));
        return ExitCodes.EXECUTED;
    }

    static Kommunenummer number(@Nullable CommandSpec spec, String value, String choice) {
        if (!value.matches("[0-9]{4}")) {
            throw Refused.invalid(spec, choice + " takes four digits");
        }
        return new Kommunenummer(value);
    }
}
