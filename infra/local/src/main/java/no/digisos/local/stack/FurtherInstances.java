package no.digisos.local.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import no.digisos.local.process.ChildProcess;

/**
 * Makes processes that the stack itself does not run.
 *
 * @param shared what every function is told
 * @param forFallback what the fallback-job is told
 */
record FurtherInstances(
        Functions functions, Map<String, String> shared, Map<String, String> forFallback, SvarUtProcess svarUtProcess)
        implements RunningStack.Instances {

    @Override
    public FunctionProcess function(String module, Map<String, String> environment) throws IOException {
        return functions.process(module, Functions.freePort(), with(shared, environment));
    }

    @Override
    public FunctionProcess fallbackService(Map<String, String> environment) throws IOException {
        return functions.fallbackService(Functions.freePort(), with(forFallback, environment));
    }

    @Override
    public ChildProcess.Command fallbackOnce(Map<String, String> environment) throws IOException {
        return functions.fallbackOnce(with(forFallback, environment));
    }

    @Override
    public FunctionProcess svarUt(Duration cut) throws IOException {
        return svarUtProcess.on(Functions.freePort(), cut);
    }

    private static Map<String, String> with(Map<String, String> usual, Map<String, String> otherwise) {
        Map<String, String> own = new HashMap<>(usual);
        own.putAll(otherwise);
        return own;
    }
}
