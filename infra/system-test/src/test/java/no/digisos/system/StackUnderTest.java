package no.digisos.system;

import java.io.IOException;
import java.util.List;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import no.digisos.testkit.process.ChildProcess;

/** The stack under test: of jars, or with {@code -Ddigisos.nativ=true} of native executables. */
final class StackUnderTest {
    private static final String AS_NATIVE = "digisos.nativ";

    private StackUnderTest() {}

    /** Starts one whose fallback-job is run by hand. */
    static RunningStack start() throws IOException, InterruptedException {
        return start(StackOptions.Fallback.MANUELL);
    }

    /** How one function is started by itself, packaged as the stack's are. */
    static List<String> program(String function) throws IOException {
        Checkout here = Checkout.here();
        return Boolean.getBoolean(AS_NATIVE)
                ? List.of(here.runner(function).toString())
                : ChildProcess.javaJar(List.of("-Xmx256m", "-XX:+UseSerialGC"), here.jar(function));
    }

    static RunningStack start(StackOptions.Fallback fallback) throws IOException, InterruptedException {
        return Stack.start(
                StackOptions.usual().with(Boolean.getBoolean(AS_NATIVE)).with(fallback));
    }
}
