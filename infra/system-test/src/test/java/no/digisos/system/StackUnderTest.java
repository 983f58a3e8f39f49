package no.digisos.system;

import java.io.IOException;
import java.util.List;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import no.digisos.testkit.process.ChildProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stack under test: of jars, or with {@code -Ddigisos.nativ=true} of native executables. */
final class StackUnderTest {
    private static final String AS_NATIVE = "digisos.nativ";

    private static @Nullable RunningStack shared;

    private StackUnderTest() {}

    /** Starts one whose fallback-job is run by hand; the one that is shared ends, since a checkout has one at a time. */
    static RunningStack start() throws IOException, InterruptedException {
        end();
        return Stack.start(
                StackOptions.usual().with(Boolean.getBoolean(AS_NATIVE)).with(StackOptions.Fallback.MANUELL));
    }

    /** The one that is shared, started unless it is there; it ends with the store. */
    static RunningStack shared(ExtensionContext.Store store) throws IOException, InterruptedException {
        store.computeIfAbsent("stack", key -> (AutoCloseable) StackUnderTest::end);
        RunningStack running = shared;
        if (running == null) {
            running = start();
            shared = running;
        }
        return running;
    }

    private static void end() {
        RunningStack running = shared;
        shared = null;
        if (running != null) {
            running.close();
        }
    }

    /** How one function is started by itself, packaged as the stack's are. */
    static List<String> program(String function) throws IOException {
        Checkout here = Checkout.here();
        return Boolean.getBoolean(AS_NATIVE)
                ? List.of(here.runner(function).toString())
                : ChildProcess.javaJar(List.of("-Xmx256m", "-XX:+UseSerialGC"), here.jar(function));
    }
}
