package no.digisos.drift.sak;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes one document out of view, as when it shows what its reader must not see (pitfalls.md P17). */
@Command(
        name = "trekk",
        mixinStandardHelpOptions = true,
        description =
                "Withdraws one document from view: the person and NAV get 404 for it. The case's lists still name it, since"
                        + " nav.no's clients need what vedlegg.json names. What is delivered or on its way to the kommune"
                        + " keeps it: a message is whole or it is not sent. Exit code 1 when there is no such document, or it"
                        + " is withdrawn already.")
public class WithdrawDokument implements Callable<Integer> {
    private final Transactions transactions;
    private final DokumentTable dokumenter;
    private final AuditLog audit;
    private final CommandOutput line;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "DOKUMENT_ID", description = "the document, as the case's lists name it")
    UUID dokumentId = new UUID(0, 0);

    public WithdrawDokument(Transactions transactions, DokumentTable dokumenter, AuditLog audit, CommandOutput line) {
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.audit = audit;
        this.line = line;
    }

    /**
     * What was done.
     *
     * @param digisosId the document's case; null when nothing was done
     */
    record Answer(UUID dokumentId, String utfall, @Nullable UUID digisosId) {}

    @Override
    public Integer call() {
        Optional<UUID> sak = transactions.inTransaction(c -> {
            Optional<UUID> digisosId = dokumenter.withdrawFromInnsyn(c, dokumentId);
            if (digisosId.isPresent()) {
                audit.write(
                        c,
                        operator.executed(
                                AuditAction.TREKK_DOKUMENT, AuditSubject.dokument(digisosId.get(), dokumentId)));
            }
            return digisosId;
        });
        line.answer(new Answer(dokumentId, sak.isPresent() ? "TRUKKET" : "FINNES_IKKE", sak.orElse(null)));
        return sak.isPresent()
                ? ExitCodes.EXECUTED
                : line.refused("there is no document " + dokumentId + " in a case, or it is withdrawn already");
    }
}
