package no.digisos.drift.kommune;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommunenumre;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the end of a kommunenummer back. */
@Command(
        name = "angre-nummer",
        mixinStandardHelpOptions = true,
        description =
                "Takes back what 'kommune bytt-nummer' did. Refused with exit code 1 once there are cases under the new"
                        + " number, which would be left without a kommune.")
public class AngreNummerbytte implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--gammelt", required = true, paramLabel = "NNNN", description = "the number that is not to end")
    String gammelt = "";

    private final Transactions transactions;
    private final Kommunenumre numre;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public AngreNummerbytte(Transactions transactions, Kommunenumre numre, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.numre = numre;
        this.audit = audit;
        this.linje = linje;
    }

    /** The answer. */
    record Angret(String gammelt, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        Kommunenummer nummer = nummer(spec, gammelt, "--gammelt");
        Optional<UUID> fiksOrgId = transactions.inTransaction(c -> {
            Optional<UUID> angret = numre.angre(c, nummer);
            if (angret.isPresent()) {
                audit.skriv(c, operator.utfort(Handling.BYTT_KOMMUNENUMMER, AuditGjenstand.fiksOrg(angret.get())));
            }
            return angret;
        });
        if (fiksOrgId.isEmpty()) {
            return Nektet.tilstand(
                    spec, "the number has no end, there are cases under the new one, or that has been changed again");
        }
        linje.svar(new Angret(gammelt, fiksOrgId.get()));
        return Utgang.UTFORT;
    }

    static Kommunenummer nummer(@Nullable CommandSpec spec, String verdi, String valg) {
        if (!verdi.matches("[0-9]{4}")) {
            throw Nektet.ugyldig(spec, valg + " takes four digits");
        }
        return new Kommunenummer(verdi);
    }
}
