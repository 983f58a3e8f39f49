package no.digisos.drift.kommune;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.Kommuner;
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

/** Makes a person a kommune's administrator. */
@Command(name = "gi", mixinStandardHelpOptions = true, description = "Lets a person configure a kommune.")
public class GiAdmin implements Callable<Integer> {
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
    private final Kommuner kommuner;
    private final Personer personer;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public GiAdmin(
            Transactions transactions, Kommuner kommuner, Personer personer, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.personer = personer;
        this.audit = audit;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        List<BlindIndex.Value> indekser = personer.finn(person.les()).indekser();
        Optional<String> hindring = transactions.inTransaction(c -> {
            if (kommuner.las(c, fiksOrgId).isEmpty()) {
                return Optional.of("there is no kommune with this fiksOrgId, or it has taken its configuration away");
            }
            if (!Tilganger.giAdmin(c, indekser, fiksOrgId)) {
                return Optional.of("the person is an administrator of this kommune already");
            }
            audit.skriv(
                    c,
                    operator.utfort(
                            Handling.GI_TILGANG,
                            AuditGjenstand.fiksOrg(fiksOrgId)
                                    .medPerson(indekser.getFirst().value())));
            return Optional.empty();
        });
        if (hindring.isPresent()) {
            return Nektet.tilstand(spec, hindring.get());
        }
        linje.svar(new Administratorer(fiksOrgId, transactions.autoCommit(c -> Tilganger.antallAdmin(c, fiksOrgId))));
        return Utgang.UTFORT;
    }
}
