package no.digisos.drift.command;

import java.util.regex.Pattern;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who acts, and why: the options of every command that changes something ({@code @Mixin}). */
public class Operator {
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z._@-]{1,64}");
    private static final int BEGRUNNELSE_MAX = 500;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    private String name = "";
    private String begrunnelse = "";

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "ACCOUNT",
            description = "your own account, for the audit log: letters, digits and . _ @ -")
    void name(String value) {
        if (!NAME.matcher(value).matches()) {
            throw failure("--operator takes 1 to 64 letters, digits and . _ @ -");
        }
        name = value;
    }

    @Option(
            names = "--begrunnelse",
            required = true,
            paramLabel = "TEXT",
            description = "why, for the audit log; no personal data")
    void begrunnelse(String value) {
        if (value.isBlank() || value.length() > BEGRUNNELSE_MAX) {
            throw failure("--begrunnelse takes 1 to " + BEGRUNNELSE_MAX + " characters");
        }
        begrunnelse = value.strip();
    }

    /** The audit row of what is being done; the caller writes it as the last statement of its transaction. */
    public AuditRow executed(AuditAction action, AuditSubject subject) {
        return AuditRow.executed(AuditActor.operator(name), action, subject, null, "Drift: " + begrunnelse);
    }

    private RuntimeException failure(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), melding);
    }
}
