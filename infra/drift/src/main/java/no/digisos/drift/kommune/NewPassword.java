package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.security.IntegrasjonPassword;
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

/** Replaces the password of any integration. */
@Command(
        name = "passord",
        mixinStandardHelpOptions = true,
        description =
                "Gives an integration a new password, and prints it, once. The old one fails from the next call on.")
public class NewPassword implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--integrasjon-id", required = true, paramLabel = "UUID", description = "the integration's id")
    UUID id = new UUID(0, 0);

    private final AuditedChange change;

    public NewPassword(AuditedChange change) {
        this.change = change;
    }

    @Override
    public Integer call() {
        String password = IntegrasjonPassword.generate();
        return change.execute(
                spec,
                operator.executed(AuditAction.NYTT_PASSORD, AuditSubject.many(List.of(id))),
                c -> Work.unless(
                        IntegrasjonTable.newPassword(c, id, password), "there is no live integration with this id"),
                () -> new Password(id, password));
    }
}
