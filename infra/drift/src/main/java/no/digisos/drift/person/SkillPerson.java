package no.digisos.drift.person;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.person.Personkoblinger;
import no.digisos.common.person.Personkoblinger.Opphevet;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import no.digisos.drift.kommune.Nektet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes a joining: each case is then the one's under whose number it came. */
@Command(
        name = "skill",
        mixinStandardHelpOptions = true,
        description =
                "Parts two numbers that were joined: from then on a case is found under the number with which it came, as"
                        + " before, and under no other.")
public class SkillPerson implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "KOBLING_ID", description = "what 'person koble' answered, or 'person vis' shows")
    UUID koblingId = new UUID(0, 0);

    private final Transactions transactions;
    private final Personkoblinger koblinger;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public SkillPerson(Transactions transactions, Personkoblinger koblinger, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.koblinger = koblinger;
        this.audit = audit;
        this.linje = linje;
    }

    /** The answer. */
    record Svar(String utfall, UUID koblingId) {}

    @Override
    public Integer call() {
        boolean skilt = transactions.inTransaction(c -> {
            Optional<Opphevet> opphevet = koblinger.opphev(c, koblingId);
            if (opphevet.isEmpty()) {
                return false;
            }
            for (byte[] indeks :
                    new byte[][] {opphevet.get().gammel(), opphevet.get().ny()}) {
                audit.skriv(
                        c,
                        operator.utfort(
                                Handling.SKILL_PERSON, AuditGjenstand.ingen().medPerson(indeks)));
            }
            return true;
        });
        if (!skilt) {
            return Nektet.tilstand(spec, "there is no such joining, or it is undone already");
        }
        linje.svar(new Svar("SKILT", koblingId));
        return Utgang.UTFORT;
    }
}
