package no.digisos.drift.person;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Personer;
import no.digisos.common.person.Personkoblinger;
import no.digisos.common.sak.Saker;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import no.digisos.drift.kommune.Person;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a number is joined with, without showing any number. */
@Command(
        name = "vis",
        mixinStandardHelpOptions = true,
        description =
                "Shows how many cases a person has, and every joining of the person's numbers, with the id that undoes it.")
public class VisPerson implements Callable<Integer> {
    @Mixin
    Operator operator = new Operator();

    @Mixin
    Person person = new Person();

    private final Transactions transactions;
    private final Personer personer;
    private final Personkoblinger koblinger;
    private final Saker saker;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public VisPerson(
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

    /** The answer. */
    record Svar(int numre, Sakstall saker, List<Kobling> koblinger) {}

    /** One joining; times in ISO 8601, UTC. */
    record Kobling(UUID koblingId, String koblet, @Nullable String skilt) {
        static Kobling av(Personkoblinger.Kobling kobling) {
            return new Kobling(
                    kobling.id(),
                    kobling.koblet().toString(),
                    kobling.opphevet().map(Instant::toString).orElse(null));
        }
    }

    @Override
    public Integer call() {
        Fnr nummer = person.les();
        linje.svar(transactions.inTransaction(c -> {
            no.digisos.common.person.Person funnet = personer.finn(c, nummer);
            Svar svar = new Svar(
                    funnet.numre().size(),
                    Sakstall.av(saker.tell(c, funnet)),
                    koblinger.forPerson(c, funnet).stream().map(Kobling::av).toList());
            audit.skriv(
                    c,
                    operator.utfort(
                            Handling.SOK_SAKER,
                            AuditGjenstand.ingen()
                                    .medPerson(personer.indeks(nummer).value())));
            return svar;
        }));
        return Utgang.UTFORT;
    }
}
