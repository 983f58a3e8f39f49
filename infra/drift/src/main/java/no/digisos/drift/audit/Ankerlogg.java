package no.digisos.drift.audit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.digisos.common.audit.AuditAnker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The log with the anchors that chains are held against ({@code @Mixin}). */
public class Ankerlogg {
    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--anker",
            paramLabel = "FILE",
            description = "a log, or part of one, with audit-anker lines; whatever stands around them is passed over")
    @Nullable
    Path anker;

    /** Every anchor in it; none without a file. */
    List<String> les() {
        Path fil = anker;
        if (fil == null) {
            return List.of();
        }
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
