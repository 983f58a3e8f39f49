package no.digisos.system;

import java.io.IOException;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;

/** The stack under test: of jars, or with {@code -Ddigisos.nativ=true} of native executables. */
final class Stakk {
    private static final String NATIV = "digisos.nativ";

    private Stakk() {}

    /** Starts one whose fallback-job is run by hand. */
    static RunningStack start() throws IOException, InterruptedException {
        return start(StackOptions.Fallback.MANUELL);
    }

    static RunningStack start(StackOptions.Fallback fallback) throws IOException, InterruptedException {
        return Stack.start(StackOptions.usual().with(Boolean.getBoolean(NATIV)).with(fallback));
    }
}
