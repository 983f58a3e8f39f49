package no.digisos.drift.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.person.PersonLinkTable;
import no.digisos.common.person.PersonLinkTable.Outcome;
import no.digisos.common.sak.SakTable;
import no.digisos.common.sak.SakTable.Count;
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

/**
 * Joins two numbers of one person. To join those of two people shows each the other's cases, so it takes two calls: the first shows
 * how many cases there are under each, and only the second, which repeats them, does it.
 */
@Command(
        name = "koble",
        mixinStandardHelpOptions = true,
        description = {
            "Joins the number that a person had with the one that the person has now: under either, the person and NAV find all"
                    + " cases. Without --bekreft nothing is done but shown: how many cases there are, and whether the two were"
                    + " born on one day.",
            "The numbers come in two files, or as two lines on standard input, the old one first."
        })
public class LinkPerson implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    NumberPair numbers = new NumberPair();

    @Option(
            names = "--bekreft",
            paramLabel = "OLD+NEW",
            description = "do it, if there are still so many cases under the old and under the new number")
    @Nullable
    String bekreft;

    private final Transactions transactions;
    private final PersonIndex persons;
    private final PersonLinkTable links;
    private final SakTable saker;
    private final AuditLog audit;
    private final CommandOutput line;

    public LinkPerson(
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

    /**
     * The answer.
     *
     * @param koblingId under which it is undone; null when nothing was done
     * @param bekreft what {@code --bekreft} takes
     */
    record Answer(
            String utfall,
            @Nullable UUID koblingId,
            SakCounts gammel,
            SakCounts ny,
            boolean sammeFodselsdato,
            String bekreft) {}

    /** What was found and done; the sentence says why it was not. */
    private record Done(Answer svar, @Nullable String nektet) {}

    @Override
    public Integer call() {
        NumberPair.Loaded loaded = numbers.read();
        Done done = transactions.inTransaction(c -> link(c, loaded.gammel(), loaded.ny()));
        if (done.nektet() != null) {
            return Refused.state(spec, done.nektet());
        }
        line.answer(done.svar());
        return ExitCodes.EXECUTED;
    }

    private Done link(Connection c, Fnr old, Fnr fresh) throws SQLException {
        Count oldOnes = saker.count(c, persons.find(c, old));
        Count freshOnes = saker.count(c, persons.find(c, fresh));
        String count = oldOnes.antall() + "+" + freshOnes.antall();
        if (bekreft != null && !bekreft.equals(count)) {
            audit(c, AuditAction.SOK_SAKER, old, fresh);
            return refused("there are " + count + " cases, not as --bekreft says; nothing is done");
        }
        Answer shown = new Answer(
                "VIST", null, SakCounts.of(oldOnes), SakCounts.of(freshOnes), old.hasSameBirthDate(fresh), count);
        if (bekreft == null) {
            audit(c, AuditAction.SOK_SAKER, old, fresh);
            return new Done(shown, null);
        }
        return switch (links.link(c, old, fresh)) {
            case Outcome.Linked(UUID id) -> {
                audit(c, AuditAction.KOBLE_PERSON, old, fresh);
                yield new Done(
                        new Answer("KOBLET", id, shown.gammel(), shown.ny(), shown.sammeFodselsdato(), count), null);
            }
            case Outcome.SameNumber sameNumber -> refused("the two are the same number");
            case Outcome.SamePerson samePerson -> refused("the two are joined already, or would make a ring");
            case Outcome.HasSuccessor hasSuccessor ->
                refused("the old number is joined with a newer one already: join that one, or part them first");
        };
    }

    private static Done refused(String sentence) {
        return new Done(new Answer("NEKTET", null, SakCounts.NONE, SakCounts.NONE, false, ""), sentence);
    }

    /** A row for each number, so that whoever searches for either finds it. */
    private void audit(Connection c, AuditAction action, Fnr old, Fnr fresh) throws SQLException {
        for (Fnr number : new Fnr[] {old, fresh}) {
            audit.write(
                    c,
                    operator.executed(
                            action,
                            AuditSubject.none().withPerson(persons.index(number).value())));
        }
    }
}
