package no.digisos.local.stack;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import no.digisos.local.process.ChildProcess;

/**
 * Makes further processes of the functions of a stack.
 *
 * @param shared what every function is told
 * @param forFallback what fallback-job is told
 */
record Instances(Functions functions, Map<String, String> shared, Map<String, String> forFallback) {

    Instances {
        shared = Map.copyOf(shared);
        forFallback = Map.copyOf(forFallback);
    }

    /** A function on a free port, told this besides. */
    FunctionProcess make(String module, Map<String, String> environment) throws IOException {
        Map<String, String> own = new HashMap<>(shared);
        own.putAll(environment);
        return functions.process(module, Functions.freePort(), own);
    }

    /** One run of fallback-job. */
    ChildProcess.Command fallbackOnce() throws IOException {
        return functions.fallbackOnce(forFallback);
    }

    Instances as(Packaging packaging) {
        return new Instances(functions.as(packaging), shared, forFallback);
    }
}
