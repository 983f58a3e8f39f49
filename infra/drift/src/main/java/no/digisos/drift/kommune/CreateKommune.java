package no.digisos.drift.kommune;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Grants;
import no.digisos.drift.command.AuditedChange;
import no.digisos.drift.command.Operator;
import no.digisos.drift.command.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The bootstrap: a kommune that takes part in nothing yet, and the person who configures it from there on. */
@Command(
        name = "opprett",
        mixinStandardHelpOptions = true,
        description = "Makes a kommune, not activated, with its first administrator, who configures the rest.")
public class CreateKommune implements Callable<Integer> {
    private static final int NAME_MAX = 100;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    PersonOption person = new PersonOption();

    @Option(names = "--kommunenummer", required = true, paramLabel = "NNNN", description = "four digits")
    String kommunenummer = "";

    @Option(names = "--navn", required = true, paramLabel = "NAME", description = "the kommune's name")
    String navn = "";

    @Option(
            names = "--fiks-org-id",
            paramLabel = "UUID",
            description = "the organisation's id where it has one already; a new one unless given")
    @Nullable
    UUID fiksOrgId;

    private final KommuneTable kommuner;
    private final PersonIndex persons;
    private final AuditedChange change;

    public CreateKommune(KommuneTable kommuner, PersonIndex persons, AuditedChange change) {
        this.kommuner = kommuner;
        this.persons = persons;
        this.change = change;
    }

    /** The answer. */
    record Created(String kommunenummer, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        Kommunenummer number = UndoNumberReplacement.number(spec, kommunenummer, "--kommunenummer");
        if (navn.isBlank() || navn.length() > NAME_MAX) {
            throw Refused.invalid(spec, "--navn takes 1 to " + NAME_MAX + " characters");
        }
        List<BlindIndex.Value> indexes = persons.find(person.read()).indekser();
        UUID id = fiksOrgId == null ? UUID.randomUUID() : fiksOrgId;
        return change.execute(
                spec,
                operator.executed(
                        AuditAction.OPPRETT_KOMMUNE,
                        AuditSubject.fiksOrg(id).withPerson(indexes.getFirst().value())),
                c -> {
                    if (!kommuner.create(c, number, navn.strip(), id)) {
                        return Optional.of("there is a kommune with this number or this fiksOrgId already");
                    }
                    Grants.giveAdmin(c, indexes, id);
                    return Optional.empty();
                },
                () -> new Created(kommunenummer, id));
    }
}
