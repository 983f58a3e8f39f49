package no.digisos.drift.sak;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.sak.Saksletting;
import no.digisos.common.sak.Saksletting.Utfall;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a case at once, whatever its kommune's policy says. */
@Command(
        name = "slett",
        mixinStandardHelpOptions = true,
        description =
                "Deletes a case: its documents and the person's number go for good, a tombstone stays. Refused with exit code 1"
                        + " while a delivery of it may still need the documents.")
public class SlettSak implements Callable<Integer> {
    private final Transactions transactions;
    private final Saksletting sletting;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "DIGISOS_ID", description = "the case")
    UUID digisosId = new UUID(0, 0);

    public SlettSak(Transactions transactions, Saksletting sletting, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.sletting = sletting;
        this.audit = audit;
        this.linje = linje;
    }

    /**
     * What was done.
     *
     * @param dokumenter how many documents went with the case
     * @param leveranser the deliveries that keep it from being deleted
     */
    record Svar(UUID digisosId, String utfall, int dokumenter, List<UUID> leveranser) {}

    @Override
    public Integer call() {
        Utfall utfall = transactions.inTransaction(c -> {
            Utfall gjort = sletting.slett(c, digisosId);
            if (gjort instanceof Utfall.Slettet) {
                audit.skriv(c, operator.utfort(Handling.SLETT_SAK, AuditGjenstand.sak(digisosId)));
            }
            return gjort;
        });
        linje.svar(
                switch (utfall) {
                    case Utfall.Slettet slettet -> new Svar(digisosId, "SLETTET", slettet.dokumenter(), List.of());
                    case Utfall.Festet festet -> new Svar(digisosId, "FESTET", 0, festet.leveranser());
                    case Utfall.FinnesIkke finnesIkke -> new Svar(digisosId, "FINNES_IKKE", 0, List.of());
                });
        return switch (utfall) {
            case Utfall.Slettet _ -> Utgang.UTFORT;
            case Utfall.Festet _ -> linje.nektet("deliveries of case " + digisosId + " may still need its documents");
            case Utfall.FinnesIkke _ -> linje.nektet("there is no case " + digisosId + ", or it is deleted already");
        };
    }
}
