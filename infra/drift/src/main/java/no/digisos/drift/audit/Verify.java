package no.digisos.drift.audit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAnker;
import no.digisos.common.audit.AuditKontroll;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recomputes the chains of the audit log, while the functions write on. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Recomputes every chain of the audit log under its key, and names the first row of each that is not as it was"
                        + " written. Exit code 1 when there is one. Rows cut off the end together with their head show only against an"
                        + " anchor: metadata-function writes one to its log every minute.")
public class Verify implements Callable<Integer> {
    private final AuditKontroll kontroll;
    private final Kommandolinje linje;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--anker",
            paramLabel = "FILE",
            description = "a log, or part of one, with audit-anker lines; whatever stands around them is passed over")
    @Nullable
    Path anker;

    public Verify(AuditKontroll kontroll, Kommandolinje linje) {
        this.kontroll = kontroll;
        this.linje = linje;
    }

    @Override
    public Integer call() throws SQLException {
        Path fil = anker;
        List<String> ankre = fil == null ? List.of() : les(fil);
        Verifisering svar = Verifisering.av(kontroll.verifyMot(ankre), ankre.size());
        linje.svar(svar);
        return svar.hel() ? Utgang.UTFORT : Utgang.NEKTET;
    }

    private List<String> les(Path fil) {
        try (Reader logg = Files.newBufferedReader(fil, StandardCharsets.UTF_8)) {
            List<String> ankre = AuditAnker.les(logg);
            if (ankre.isEmpty()) {
                throw feil(fil + " has no audit-anker line");
            }
            return ankre;
        } catch (IOException e) {
            throw feil(fil + " cannot be read");
        }
    }

    private RuntimeException feil(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), "--anker: " + melding);
    }
}
