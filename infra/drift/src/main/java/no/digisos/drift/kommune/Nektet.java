package no.digisos.drift.kommune;

import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How these commands say no. */
public final class Nektet {
    private Nektet() {}

    /** Refused by the state of things: one sentence, and the exit code that goes with it. */
    public static int tilstand(@Nullable CommandSpec spec, String setning) {
        if (spec != null) {
            spec.commandLine().getErr().println(spec.name() + ": " + setning);
        }
        return Utgang.NEKTET;
    }

    /** Wrongly asked: one sentence. */
    public static RuntimeException ugyldig(@Nullable CommandSpec spec, String setning) {
        return spec == null
                ? new IllegalArgumentException(setning)
                : new ParameterException(spec.commandLine(), setning);
    }
}
