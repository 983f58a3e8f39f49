package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.security.IntegrasjonTable;
import no.digisos.drift.command.AuditedChange;
import no.digisos.drift.command.AuditedChange.Work;
import no.digisos.drift.command.Operator;
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

    private final AuditedChange change;

    public WithdrawIntegrasjon(AuditedChange change) {
        this.change = change;
    }

    /** The answer. */
    record Withdrawn(UUID integrasjonId) {}

    @Override
    public Integer call() {
        return change.execute(
                spec,
                operator.executed(AuditAction.TREKK_INTEGRASJON, AuditSubject.many(List.of(id))),
                c -> Work.unless(IntegrasjonTable.withdraw(c, id), "there is no live integration with this id"),
                () -> new Withdrawn(id));
    }
}
