package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.person.Personer;
import no.digisos.common.security.Tilganger;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
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
public class TrekkAdmin implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    Person person = new Person();

    @Option(names = "--fiks-org-id", required = true, paramLabel = "UUID", description = "the kommune's fiksOrgId")
    UUID fiksOrgId = new UUID(0, 0);

    private final Transactions transactions;
    private final Personer personer;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public TrekkAdmin(Transactions transactions, Personer personer, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.personer = personer;
        this.audit = audit;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        List<BlindIndex.Value> indekser = personer.finn(person.les()).indekser();
        boolean trukket = transactions.inTransaction(c -> {
            if (!Tilganger.trekkAdmin(c, indekser, fiksOrgId)) {
                return false;
            }
            audit.skriv(
                    c,
                    operator.utfort(
                            Handling.TREKK_TILGANG,
                            AuditGjenstand.fiksOrg(fiksOrgId)
                                    .medPerson(indekser.getFirst().value())));
            return true;
        });
        if (!trukket) {
            return Nektet.tilstand(spec, "the person is no administrator of this kommune");
        }
        linje.svar(new Administratorer(fiksOrgId, transactions.autoCommit(c -> Tilganger.antallAdmin(c, fiksOrgId))));
        return Utgang.UTFORT;
    }
}
