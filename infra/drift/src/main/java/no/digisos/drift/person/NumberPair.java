package no.digisos.drift.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.digisos.common.identity.Fnr;
import no.digisos.drift.command.Refused;
import no.digisos.drift.kommune.PersonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's two numbers, each from a file or a line of standard input, never from the command line ({@link PersonOption}). */
public class NumberPair {
    private static final String STANDARD_IN = "-";

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--gammel",
            paramLabel = "FILE",
            defaultValue = STANDARD_IN,
            description = "a file with the number that the person had; - for standard input, which is the default")
    String gammelFil = STANDARD_IN;

    @Option(
            names = "--ny",
            paramLabel = "FILE",
            defaultValue = STANDARD_IN,
            description =
                    "a file with the number that the person has now; - for standard input, the line after the old one")
    String nyFil = STANDARD_IN;

    /** The two, as they were read. */
    record Loaded(Fnr gammel, Fnr ny) {}

    Loaded read() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Fnr old = PersonOption.valid(spec, content(in, gammelFil, "--gammel"));
        return new Loaded(old, PersonOption.valid(spec, content(in, nyFil, "--ny")));
    }

    @SuppressWarnings("UnusedException") // whoever ran the command named the file; its text is nobody else's
    private String content(BufferedReader in, String file, String choice) {
        try {
            if (!file.equals(STANDARD_IN)) {
                return Files.readString(Path.of(file));
            }
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw Refused.invalid(spec, "the file of " + choice + " cannot be read as text");
        }
    }
}
