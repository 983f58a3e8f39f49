package no.digisos.drift.person;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.person.PersonLinkTable;
import no.digisos.common.sak.SakTable;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import no.digisos.drift.kommune.PersonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a number is joined with, without showing any number. */
@Command(
        name = "vis",
        mixinStandardHelpOptions = true,
        description =
                "Shows how many cases a person has, and every joining of the person's numbers, with the id that undoes it.")
public class ShowPerson implements Callable<Integer> {
    @Mixin
    Operator operator = new Operator();

    @Mixin
    PersonOption person = new PersonOption();

    private final Transactions transactions;
    private final PersonIndex persons;
    private final PersonLinkTable links;
    private final SakTable saker;
    private final AuditLog audit;
    private final CommandOutput line;

    public ShowPerson(
            Transactions transactions,
            PersonIndex persons,
            PersonLinkTable links,
            SakTable saker,
            AuditLog audit,
            CommandOutput line) {
        this.transactions = transactions;
        this.persons = persons;
        this.links = links;
        this.saker = saker;
        this.audit = audit;
        this.line = line;
    }

    /** The answer. */
    record Answer(int numre, SakCounts saker, List<Link> koblinger) {}

    /** One joining; times in ISO 8601, UTC. */
    record Link(UUID koblingId, String koblet, @Nullable String skilt) {
        static Link of(PersonLinkTable.Link link) {
            return new Link(
                    link.id(),
                    link.koblet().toString(),
                    link.opphevet().map(Instant::toString).orElse(null));
        }
    }

    @Override
    public Integer call() {
        Fnr number = person.read();
        line.answer(transactions.inTransaction(c -> {
            no.digisos.common.person.Person found = persons.find(c, number);
            Answer answer = new Answer(
                    found.numre().size(),
                    SakCounts.of(saker.count(c, found)),
                    links.forPerson(c, found).stream().map(Link::of).toList());
            audit.write(
                    c,
                    operator.executed(
                            AuditAction.SOK_SAKER,
                            AuditSubject.none().withPerson(persons.index(number).value())));
            return answer;
        }));
        return ExitCodes.EXECUTED;
    }
}
