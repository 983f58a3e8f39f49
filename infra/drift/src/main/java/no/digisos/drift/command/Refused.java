package no.digisos.drift.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How these commands say no. */
public final class Refused {
    private Refused() {}

    /** Refused by the state of things: one sentence, and the exit code that goes with it. */
    public static int state(@Nullable CommandSpec spec, String sentence) {
        if (spec != null) {
            spec.commandLine().getErr().println(spec.name() + ": " + sentence);
        }
        return ExitCodes.REFUSED;
    }

    /** Wrongly asked: one sentence. */
    public static RuntimeException invalid(@Nullable CommandSpec spec, String sentence) {
        return spec == null
                ? new IllegalArgumentException(sentence)
                : new ParameterException(spec.commandLine(), sentence);
    }
}
