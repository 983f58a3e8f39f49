package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Transactions;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Grants;
import no.digisos.drift.command.AuditedChange;
import no.digisos.drift.command.AuditedChange.Work;
import no.digisos.drift.command.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes an administrator from a kommune; it may be left with none until an operator gives it another. */
@Command(
        name = "trekk",
        mixinStandardHelpOptions = true,
        description = "Takes a person's right to configure a kommune, from the next call on.")
public class WithdrawAdmin implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    PersonOption person = new PersonOption();

    @Option(names = "--fiks-org-id", required = true, paramLabel = "UUID", description = "the kommune's fiksOrgId")
    UUID fiksOrgId = new UUID(0, 0);

    private final Transactions transactions;
    private final PersonIndex persons;
    private final AuditedChange change;

    public WithdrawAdmin(Transactions transactions, PersonIndex persons, AuditedChange change) {
        this.transactions = transactions;
        this.persons = persons;
        this.change = change;
    }

    @Override
    public Integer call() {
        List<BlindIndex.Value> indexes = persons.find(person.read()).indekser();
        return change.execute(
                spec,
                operator.executed(
                        AuditAction.TREKK_TILGANG,
                        AuditSubject.fiksOrg(fiksOrgId)
                                .withPerson(indexes.getFirst().value())),
                c -> Work.unless(
                        Grants.withdrawAdmin(c, indexes, fiksOrgId), "the person is no administrator of this kommune"),
                () -> AdministratorsAnswer.of(transactions, fiksOrgId));
    }
}
