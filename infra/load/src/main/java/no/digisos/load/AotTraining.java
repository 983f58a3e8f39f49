package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.Packaging;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;

/**
 * Trains the AOT caches of the programs that have no black-box suite over HTTP: fallback-job by a run with nothing to do, hello by
 * its one answer. The JVM writes the cache when it ends.
 */
public final class AotTraining {
    private AotTraining() {}

    /** The programs to train: {@code fallback-job}, {@code infra/load/hello}. */
    public static void main(String[] arguments) throws InterruptedException {
        Ending ending = Ending.onShutdown();
        int exit = 0;
        try {
            RunningStack stack = ending.start(StackOptions.usual().with(StackOptions.Fallback.MANUELL));
            Hello.prepare(stack);
            for (String module : List.of(arguments)) {
                train(stack, module);
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("aot: " + e.getMessage());
            exit = 1;
        }
        ending.exit(exit);
    }

    private static void train(RunningStack stack, String module) throws IOException, InterruptedException {
        if (module.equals(Hello.MODULE)) {
            FunctionProcess hello = stack.another(Packaging.AOT_TRAINING, module, Map.of());
            URI address = URI.create("http://127.0.0.1:" + hello.health().getPort() + Hello.PATH);
            Launch.untilAnswer(hello.command(), address);
        } else {
            Launch.untilExit(stack.fallbackOnce(Packaging.AOT_TRAINING));
        }
    }
}
