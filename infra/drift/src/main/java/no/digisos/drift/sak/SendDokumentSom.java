package no.digisos.drift.sak;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.sendeform.Filnavn;
import no.digisos.common.sendeform.Mimetype;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
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
public class SendDokumentSom implements Callable<Integer> {
    private final Transactions transactions;
    private final Dokumenter dokumenter;
    private final AuditLogg audit;
    private final Kommandolinje linje;

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

    public SendDokumentSom(Transactions transactions, Dokumenter dokumenter, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.audit = audit;
        this.linje = linje;
    }

    /**
     * What was done.
     *
     * @param digisosId the document's case; null when nothing was done
     */
    record Svar(UUID dokumentId, String utfall, @Nullable UUID digisosId) {}

    @Override
    public Integer call() {
        krevBrukbare();
        Optional<UUID> sak = transactions.inTransaction(c -> {
            Optional<UUID> digisosId = dokumenter.sendSom(c, dokumentId, filnavn, mimetype);
            if (digisosId.isPresent()) {
                audit.skriv(
                        c,
                        operator.utfort(
                                Handling.ENDRE_UTSENDING, AuditGjenstand.dokument(digisosId.get(), dokumentId)));
            }
            return digisosId;
        });
        linje.svar(new Svar(dokumentId, sak.isPresent() ? "UTFORT" : "FINNES_IKKE", sak.orElse(null)));
        return sak.isPresent()
                ? Utgang.UTFORT
                : linje.nektet("there is no document " + dokumentId + " in a delivery that is stopped");
    }

    /** What would be changed once more before it is sent is not what the operator means. */
    private void krevBrukbare() {
        if (filnavn == null && mimetype == null) {
            throw feil("one of --filnavn and --mimetype is needed");
        }
        if (filnavn != null && !Filnavn.trygt(filnavn).equals(filnavn)) {
            throw feil("--filnavn cannot be sent as it is; this can: " + Filnavn.trygt(filnavn));
        }
        if (mimetype != null && !Mimetype.erTrygg(mimetype)) {
            throw feil("--mimetype takes one type without parameters, in lower case, such as image/png");
        }
    }

    private RuntimeException feil(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), melding);
    }
}
