package no.digisos.drift.kommune;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.digisos.common.identity.Fnr;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Whom a command is about. A fødselsnummer comes in a file or on standard input, never on the command line, which others on the
 * machine see and shells remember.
 */
public class Person {
    private static final String STANDARD_INN = "-";

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--person",
            paramLabel = "FILE",
            defaultValue = STANDARD_INN,
            description = "a file with the fødselsnummer and nothing else; - for standard input, which is the default")
    String fil = STANDARD_INN;

    /** The person; wrongly asked when there is none, or a synthetic one where configuration forbids them. */
    public Fnr les() {
        return gyldig(spec, innhold());
    }

    /** The number that was read, held against the rules that every command has for it. */
    public static Fnr gyldig(@Nullable CommandSpec spec, String lest) {
        Fnr fnr = Fnr.of(lest.strip())
                .orElseThrow(() -> Nektet.ugyldig(spec, "what was read is not a valid fødselsnummer"));
        if (fnr.syntetisk()
                && !ConfigProvider.getConfig()
                        .getOptionalValue("digisos.tilgang.syntetiske-personer", Boolean.class)
                        .orElse(false)) {
            throw Nektet.ugyldig(spec, "what was read is a synthetic fødselsnummer, which this installation refuses");
        }
        return fnr;
    }

    @SuppressWarnings("UnusedException") // whoever ran the command named the file; its text is nobody else's
    private String innhold() {
        try {
            if (!fil.equals(STANDARD_INN)) {
                return Files.readString(Path.of(fil));
            }
            String linje = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return linje == null ? "" : linje;
        } catch (IOException e) {
            throw Nektet.ugyldig(spec, "the file of --person cannot be read as text");
        }
    }
}
