package no.digisos.local.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.Ports;

/**
 * Makes processes that the stack itself does not run; each environment is what they are told otherwise than the stack's own.
 *
 * @param shared what every function is told
 * @param forFallback what fallback-job is told
 */
record Instances(
        Functions functions, Map<String, String> shared, Map<String, String> forFallback, SvarUtProcess svarUtProcess) {

    Instances {
        shared = Map.copyOf(shared);
        forFallback = Map.copyOf(forFallback);
    }

    /** A function on a free port. */
    FunctionProcess function(String module, Map<String, String> environment) throws IOException {
        return functions.process(module, Ports.next(), with(shared, environment));
    }

    /** One more fallback-job as a service. */
    FunctionProcess fallbackService(Map<String, String> environment) throws IOException {
        return functions.fallbackService(Ports.next(), with(forFallback, environment));
    }

    /** One run of fallback-job. */
    ChildProcess.Command fallbackOnce(Map<String, String> environment) throws IOException {
        return functions.fallbackOnce(with(forFallback, environment));
    }

    /** One run of the operators' program. */
    ChildProcess.Command drift(List<String> arguments) throws IOException {
        return functions.drift(arguments, shared);
    }

    /** An emulator of SvarUt as a process of its own. */
    FunctionProcess svarUt(Duration cut) throws IOException {
        return svarUtProcess.on(Ports.next(), cut);
    }

    /** The same in another packaging than the stack's own. */
    Instances as(Packaging packaging) {
        return new Instances(functions.as(packaging), shared, forFallback, svarUtProcess);
    }

    private static Map<String, String> with(Map<String, String> usual, Map<String, String> otherwise) {
        Map<String, String> own = new HashMap<>(usual);
        own.putAll(otherwise);
        return own;
    }
}
