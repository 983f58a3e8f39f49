package no.digisos.drift.audit;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.digisos.common.audit.AuditAnchor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The log with the anchors that chains are held against ({@code @Mixin}). */
public class AnchorLog {
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
    List<String> read() {
        Path file = anker;
        if (file == null) {
            return List.of();
        }
        try (Reader log = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<String> anchors = AuditAnchor.read(log);
            if (anchors.isEmpty()) {
                throw failure(file + " has no audit-anker line");
            }
            return anchors;
        } catch (IOException e) {
            throw failure(file + " cannot be read");
        }
    }

    private RuntimeException failure(String melding) {
        return spec == null
                ? new IllegalArgumentException(melding)
                : new ParameterException(spec.commandLine(), "--anker: " + melding);
    }
}
