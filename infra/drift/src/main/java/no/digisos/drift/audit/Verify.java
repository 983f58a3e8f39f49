package no.digisos.drift.audit;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditVerifier;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Recomputes the chains of the audit log, while the functions write on. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Recomputes every chain of the audit log under its key, and names every row that is not as it was written"
                        + " (neighbouring ones as one). Exit code 1 when there is one. A chain that was closed is good up to where"
                        + " it was closed: it is named, and fails only if something in it was changed since. Rows cut off the end"
                        + " together with their head show only against an anchor: metadata-function writes one to its log every"
                        + " minute.")
public class Verify implements Callable<Integer> {
    private final AuditVerifier check;
    private final CommandOutput line;

    @Mixin
    AnchorLog anchor = new AnchorLog();

    public Verify(AuditVerifier check, CommandOutput line) {
        this.check = check;
        this.line = line;
    }

    @Override
    public Integer call() {
        List<String> anchors = anchor.read();
        Verification answer = Verification.of(check.verifyAgainst(anchors), anchors.size());
        line.answer(answer);
        return answer.brudd().isEmpty() ? ExitCodes.EXECUTED : ExitCodes.REFUSED;
    }
}
