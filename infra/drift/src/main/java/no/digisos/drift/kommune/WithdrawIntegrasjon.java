package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.security.IntegrasjonTable;
import no.digisos.drift.CommandOutput;
import no.digisos.drift.ExitCodes;
import no.digisos.drift.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Revokes any integration. */
@Command(
        name = "trekk",
        mixinStandardHelpOptions = true,
        description = "Revokes an integration for good, from its next call on.")
public class WithdrawIntegrasjon implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--integrasjon-id", required = true, paramLabel = "UUID", description = "the integration's id")
    UUID id = new UUID(0, 0);

    private final Transactions transactions;
    private final AuditLog audit;
    private final CommandOutput line;

    public WithdrawIntegrasjon(Transactions transactions, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.audit = audit;
        this.line = line;
    }

    /** The answer. */
    record Withdrawn(UUID integrasjonId) {}

    @Override
    public Integer call() {
        boolean withdrawn = transactions.inTransaction(c -> {
            if (!IntegrasjonTable.withdraw(c, id)) {
                return false;
            }
            audit.write(c, operator.executed(AuditAction.TREKK_INTEGRASJON, AuditSubject.many(List.of(id))));
            return true;
        });
        if (!withdrawn) {
            return Refused.state(spec, "there is no live integration with this id");
        }
        line.answer(new Withdrawn(id));
        return ExitCodes.EXECUTED;
    }
}
