package no.digisos.drift.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Personer;
import no.digisos.common.person.Personkoblinger;
import no.digisos.common.person.Personkoblinger.Utfall;
import no.digisos.common.sak.Saker;
import no.digisos.common.sak.Saker.Telling;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import no.digisos.drift.kommune.Nektet;
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
public class KoblePerson implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    Nummerpar numre = new Nummerpar();

    @Option(
            names = "--bekreft",
            paramLabel = "OLD+NEW",
            description = "do it, if there are still so many cases under the old and under the new number")
    @Nullable
    String bekreft;

    private final Transactions transactions;
    private final Personer personer;
    private final Personkoblinger koblinger;
    private final Saker saker;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public KoblePerson(
            Transactions transactions,
            Personer personer,
            Personkoblinger koblinger,
            Saker saker,
            AuditLogg audit,
            Kommandolinje linje) {
        this.transactions = transactions;
        this.personer = personer;
        this.koblinger = koblinger;
        this.saker = saker;
        this.audit = audit;
        this.linje = linje;
    }

    /**
     * The answer.
     *
     * @param koblingId under which it is undone; null when nothing was done
     * @param bekreft what {@code --bekreft} takes
     */
    record Svar(
            String utfall,
            @Nullable UUID koblingId,
            Sakstall gammel,
            Sakstall ny,
            boolean sammeFodselsdato,
            String bekreft) {}

    /** What was found and done; the sentence says why it was not. */
    private record Gjort(Svar svar, @Nullable String nektet) {}

    @Override
    public Integer call() {
        Nummerpar.Lest lest = numre.les();
        Gjort gjort = transactions.inTransaction(c -> koble(c, lest.gammel(), lest.ny()));
        if (gjort.nektet() != null) {
            return Nektet.tilstand(spec, gjort.nektet());
        }
        linje.svar(gjort.svar());
        return Utgang.UTFORT;
    }

    private Gjort koble(Connection c, Fnr gammel, Fnr ny) throws SQLException {
        Telling gamle = saker.tell(c, personer.finn(c, gammel));
        Telling nye = saker.tell(c, personer.finn(c, ny));
        String antall = gamle.antall() + "+" + nye.antall();
        if (bekreft != null && !bekreft.equals(antall)) {
            audit(c, Handling.SOK_SAKER, gammel, ny);
            return nektet("there are " + antall + " cases, not as --bekreft says; nothing is done");
        }
        Svar vist =
                new Svar("VIST", null, Sakstall.av(gamle), Sakstall.av(nye), gammel.harSammeFodselsdato(ny), antall);
        if (bekreft == null) {
            audit(c, Handling.SOK_SAKER, gammel, ny);
            return new Gjort(vist, null);
        }
        return switch (koblinger.koble(c, gammel, ny)) {
            case Utfall.Koblet(UUID id) -> {
                audit(c, Handling.KOBLE_PERSON, gammel, ny);
                yield new Gjort(
                        new Svar("KOBLET", id, vist.gammel(), vist.ny(), vist.sammeFodselsdato(), antall), null);
            }
            case Utfall.SammeNummer sammeNummer -> nektet("the two are the same number");
            case Utfall.SammePerson sammePerson -> nektet("the two are joined already, or would make a ring");
            case Utfall.HarEtterfolger harEtterfolger ->
                nektet("the old number is joined with a newer one already: join that one, or part them first");
        };
    }

    private static Gjort nektet(String setning) {
        return new Gjort(new Svar("NEKTET", null, Sakstall.INGEN, Sakstall.INGEN, false, ""), setning);
    }

    /** A row for each number, so that whoever searches for either finds it. */
    private void audit(Connection c, Handling handling, Fnr gammel, Fnr ny) throws SQLException {
        for (Fnr nummer : new Fnr[] {gammel, ny}) {
            audit.skriv(
                    c,
                    operator.utfort(
                            handling,
                            AuditGjenstand.ingen()
                                    .medPerson(personer.indeks(nummer).value())));
        }
    }
}
