package no.digisos.drift.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.digisos.common.identity.Fnr;
import no.digisos.drift.kommune.Nektet;
import no.digisos.drift.kommune.Person;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's two numbers, each from a file or a line of standard input, never from the command line ({@link Person}). */
public class Nummerpar {
    private static final String STANDARD_INN = "-";

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--gammel",
            paramLabel = "FILE",
            defaultValue = STANDARD_INN,
            description = "a file with the number that the person had; - for standard input, which is the default")
    String gammelFil = STANDARD_INN;

    @Option(
            names = "--ny",
            paramLabel = "FILE",
            defaultValue = STANDARD_INN,
            description =
                    "a file with the number that the person has now; - for standard input, the line after the old one")
    String nyFil = STANDARD_INN;

    /** The two, as they were read. */
    record Lest(Fnr gammel, Fnr ny) {}

    Lest les() {
        BufferedReader inn = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Fnr gammel = Person.gyldig(spec, innhold(inn, gammelFil, "--gammel"));
        return new Lest(gammel, Person.gyldig(spec, innhold(inn, nyFil, "--ny")));
    }

    @SuppressWarnings("UnusedException") // whoever ran the command named the file; its text is nobody else's
    private String innhold(BufferedReader inn, String fil, String valg) {
        try {
            if (!fil.equals(STANDARD_INN)) {
                return Files.readString(Path.of(fil));
            }
            String linje = inn.readLine();
            return linje == null ? "" : linje;
        } catch (IOException e) {
            throw Nektet.ugyldig(spec, "the file of " + valg + " cannot be read as text");
        }
    }
}
