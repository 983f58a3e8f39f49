package no.digisos.drift;

import java.util.regex.Pattern;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.Handling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who acts, and why: the options of every command that changes something ({@code @Mixin}). */
public class Operator {
    private static final Pattern NAVN = Pattern.compile("[0-9a-zA-Z._@-]{1,64}");
    private static final int BEGRUNNELSE_MAKS = 500;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    private String navn = "";
    private String begrunnelse = "";

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "ACCOUNT",
            description = "your own account, for the audit log: letters, digits and . _ @ -")
    void navn(String verdi) {
        if (!NAVN.matcher(verdi).matches()) {
            throw feil("--operator takes 1 to 64 letters, digits and . _ @ -");
        }
        navn = verdi;
    }

    @Option(
            names = "--begrunnelse",
            required = true,
            paramLabel = "TEXT",
            description = "why, for the audit log; no personal data")
    void begrunnelse(String verdi) {
        if (verdi.isBlank() || verdi.length() > BEGRUNNELSE_MAKS) {
            throw feil("--begrunnelse takes 1 to " + BEGRUNNELSE_MAKS + " characters");
        }
        begrunnelse = verdi.strip();
    }

    /** The audit row of what is being done; the caller writes it as the last statement of its transaction. */
    public AuditRad utfort(Handling handling, AuditGjenstand gjenstand) {
        return AuditRad.utfort(AuditAktor.operator(navn), handling, gjenstand, null, "Drift: " + begrunnelse);
    }

    private RuntimeException feil(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), melding);
    }
}
