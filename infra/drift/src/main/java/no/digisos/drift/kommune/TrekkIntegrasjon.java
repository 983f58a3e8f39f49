package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.security.Integrasjoner;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Revokes any integration. */
@Command(
        name = "trekk",
        mixinStandardHelpOptions = true,
        description = "Revokes an integration for good, from its next call on.")
public class TrekkIntegrasjon implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--integrasjon-id", required = true, paramLabel = "UUID", description = "the integration's id")
    UUID id = new UUID(0, 0);

    private final Transactions transactions;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public TrekkIntegrasjon(Transactions transactions, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.audit = audit;
        this.linje = linje;
    }

    /** The answer. */
    record Trukket(UUID integrasjonId) {}

    @Override
    public Integer call() {
        boolean trukket = transactions.inTransaction(c -> {
            if (!Integrasjoner.trekk(c, id)) {
                return false;
            }
            audit.skriv(c, operator.utfort(Handling.TREKK_INTEGRASJON, AuditGjenstand.mange(List.of(id))));
            return true;
        });
        if (!trukket) {
            return Nektet.tilstand(spec, "there is no live integration with this id");
        }
        linje.svar(new Trukket(id));
        return Utgang.UTFORT;
    }
}
