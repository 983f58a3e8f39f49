package no.digisos.drift.audit;

import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditKontroll;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
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
    private final AuditKontroll kontroll;
    private final Kommandolinje linje;

    @Mixin
    Ankerlogg anker = new Ankerlogg();

    public Verify(AuditKontroll kontroll, Kommandolinje linje) {
        this.kontroll = kontroll;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        List<String> ankre = anker.les();
        Verifisering svar = Verifisering.av(kontroll.verifyMot(ankre), ankre.size());
        linje.svar(svar);
        return svar.brudd().isEmpty() ? Utgang.UTFORT : Utgang.NEKTET;
    }
}
