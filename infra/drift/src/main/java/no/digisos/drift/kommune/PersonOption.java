package no.digisos.drift.kommune;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.digisos.common.identity.Fnr;
import no.digisos.drift.command.Refused;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whom a command is about. A fødselsnummer comes in a file or on standard input, never on the command line, which others on the
 * machine see and shells remember.
 */
public class PersonOption {
    private static final String STANDARD_IN = "-";

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--person",
            paramLabel = "FILE",
            defaultValue = STANDARD_IN,
            description = "a file with the fødselsnummer and nothing else; - for standard input, which is the default")
    String fil = STANDARD_IN;

    /** The person; wrongly asked when there is none, or a synthetic one where configuration forbids them. */
    public Fnr read() {
        return valid(spec, content());
    }

    /** The number that was read, held against the rules that every command has for it. */
    public static Fnr valid(@Nullable CommandSpec spec, String loaded) {
        Fnr fnr = Fnr.of(loaded.strip())
                .orElseThrow(() -> Refused.invalid(spec, "what was read is not a valid fødselsnummer"));
        if (fnr.synthetic()
                && !ConfigProvider.getConfig()
                        .getOptionalValue("digisos.tilgang.syntetiske-personer", Boolean.class)
                        .orElse(false)) {
            throw Refused.invalid(spec, "what was read is a synthetic fødselsnummer, which this installation refuses");
        }
        return fnr;
    }

    @SuppressWarnings("UnusedException") // whoever ran the command named the file; its text is nobody else's
    private String content() {
        try {
            if (!fil.equals(STANDARD_IN)) {
                return Files.readString(Path.of(fil));
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw Refused.invalid(spec, "the file of --person cannot be read as text");
        }
    }
}
