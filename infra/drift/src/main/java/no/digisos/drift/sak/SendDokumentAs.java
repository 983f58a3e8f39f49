package no.digisos.drift.sak;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.sendform.Filnavn;
import no.digisos.common.sendform.Mimetype;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names a document of a stopped delivery, when what its sender wrote may be why SvarUt refuses it. */
@Command(
        name = "send-som",
        mixinStandardHelpOptions = true,
        description =
                "Chooses the name or the type, or both, under which a document of a STOPPET delivery is sent from now on; then"
                        + " `leveranse gjenoppta`. A PDF with another type than application/pdf is not printed. The case goes on"
                        + " showing what the sender wrote. Exit code 1 when there is no such document of a stopped delivery.")
public class SendDokumentAs implements Callable<Integer> {
    private final Transactions transactions;
    private final DokumentTable dokumenter;
    private final AuditLog audit;
    private final CommandOutput line;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "DOKUMENT_ID", description = "the document, as `leveranse dokumenter` lists it")
    UUID dokumentId = new UUID(0, 0);

    @Option(names = "--filnavn", paramLabel = "NAME", description = "the name to send it under; no personal data")
    @Nullable
    String filnavn;

    @Option(names = "--mimetype", paramLabel = "TYPE", description = "the type to send it as, such as image/png")
    @Nullable
    String mimetype;

    public SendDokumentAs(Transactions transactions, DokumentTable dokumenter, AuditLog audit, CommandOutput line) {
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
        requireUsable();
        Optional<UUID> sak = transactions.inTransaction(c -> {
            Optional<UUID> digisosId = dokumenter.sendAs(c, dokumentId, filnavn, mimetype);
            if (digisosId.isPresent()) {
                audit.write(
                        c,
                        operator.executed(
                                AuditAction.ENDRE_UTSENDING, AuditSubject.dokument(digisosId.get(), dokumentId)));
            }
            return digisosId;
        });
        line.answer(new Answer(dokumentId, sak.isPresent() ? "UTFORT" : "FINNES_IKKE", sak.orElse(null)));
        return sak.isPresent()
                ? ExitCodes.EXECUTED
                : line.refused("there is no document " + dokumentId + " in a delivery that is stopped");
    }

    /** What would be changed once more before it is sent is not what the operator means. */
    private void requireUsable() {
        if (filnavn == null && mimetype == null) {
            throw failure("one of --filnavn and --mimetype is needed");
        }
        if (filnavn != null && !Filnavn.safe(filnavn).equals(filnavn)) {
            throw failure("--filnavn cannot be sent as it is; this can: " + Filnavn.safe(filnavn));
        }
        if (mimetype != null && !Mimetype.isSafe(mimetype)) {
            throw failure("--mimetype takes one type without parameters, in lower case, such as image/png");
        }
    }

    private RuntimeException failure(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), melding);
    }
}
