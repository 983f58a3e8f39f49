package no.digisos.drift.kommune;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.KommuneTable;
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

/** Makes a person a kommune's administrator. */
@Command(name = "gi", mixinStandardHelpOptions = true, description = "Lets a person configure a kommune.")
public class GiveAdmin implements Callable<Integer> {
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
    private final KommuneTable kommuner;
    private final PersonIndex persons;
    private final AuditedChange change;

    public GiveAdmin(Transactions transactions, KommuneTable kommuner, PersonIndex persons, AuditedChange change) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.persons = persons;
        this.change = change;
    }

    @Override
    public Integer call() {
        List<BlindIndex.Value> indexes = persons.find(person.read()).indekser();
        return change.execute(
                spec,
                operator.executed(
                        AuditAction.GI_TILGANG,
                        AuditSubject.fiksOrg(fiksOrgId)
                                .withPerson(indexes.getFirst().value())),
                c -> kommuner.lock(c, fiksOrgId).isEmpty()
                        ? Optional.of("there is no kommune with this fiksOrgId, or it has taken its configuration away")
                        : Work.unless(
                                Grants.giveAdmin(c, indexes, fiksOrgId),
                                "the person is an administrator of this kommune already"),
                () -> AdministratorsAnswer.of(transactions, fiksOrgId));
    }
}
