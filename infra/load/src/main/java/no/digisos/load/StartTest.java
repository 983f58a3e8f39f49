package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.Packaging;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;

/**
 * How long each function takes from exec to its first answer, and what it takes of memory then; for fallback-job, from exec to exit
 * with nothing to do. Beside them a hello of Quarkus REST and Hibernate, built the same way, which is what the platform itself
 * costs.
 */
public final class StartTest {
    private static final List<String> SERVERS = List.of("submit-function", "status-function", "metadata-function");

    private StartTest() {}

    /** See {@link LoadOptions#STARTUP_HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        LoadOptions options = LoadOptions.parse(arguments, LoadOptions.STARTUP_HELP);
        Ending ending = Ending.onShutdown();
        int exit = 0;
        try {
            measure(ending, options);
        } catch (IOException | RuntimeException e) {
            System.err.println("oppstart: " + e.getMessage());
            exit = 1;
        }
        ending.exit(exit);
    }

    private static void measure(Ending ending, LoadOptions options) throws IOException, InterruptedException {
        boolean onExecutables = options.packagings().getFirst() == Packaging.NATIVE;
        RunningStack stack =
                ending.start(StackOptions.usual().with(onExecutables).with(StackOptions.Fallback.MANUELL));
        Hello.prepare(stack);
        // They would only take the processor from what is measured.
        SERVERS.forEach(module -> stack.function(module).ifPresent(FunctionProcess::stop));

        Table table = new Table(
                "Start",
                List.of(
                        "Median of " + options.count()
                                + " starts, by turns, least and most in brackets; heap -Xmx256m; "
                                + LoadOptions.machine(),
                        "Servers: exec to the first 200 of a request that reads the database (`/q/health/ready`, `/hello`), and RSS then."
                                + " fallback-job: exec to exit with nothing to do, and the most RSS.",
                        "Times hello: the median over that of hello in the same packaging."),
                "program",
                "packaging",
                "ms",
                "RSS, MiB",
                "times hello");
        for (Packaging packaging : options.packagings()) {
            Map<String, List<Launch>> launches = launches(stack, packaging, options);
            long hello = 0;
            for (Map.Entry<String, List<Launch>> program : launches.entrySet()) {
                long median = row(table, packaging, program.getKey(), hello, warm(program.getValue()));
                hello = hello == 0 ? median : hello;
            }
        }
        table.write(options.out());
    }

    /** The hello's first. They take turns, so that a machine that is slower for a while is so for all of them. */
    private static Map<String, List<Launch>> launches(RunningStack stack, Packaging packaging, LoadOptions options)
            throws IOException, InterruptedException {
        Map<String, List<Launch>> launches = new LinkedHashMap<>();
        launches.put(Hello.MODULE, new ArrayList<>());
        options.functions().forEach(module -> launches.put(module, new ArrayList<>()));
        for (int i = 0; i <= options.count(); i++) {
            for (Map.Entry<String, List<Launch>> program : launches.entrySet()) {
                program.getValue().add(launch(stack, packaging, program.getKey()));
            }
        }
        return launches;
    }

    private static Launch launch(RunningStack stack, Packaging packaging, String module)
            throws IOException, InterruptedException {
        if (module.equals(Hello.MODULE)) {
            return launchServer(stack, packaging, module, Hello.PATH);
        }
        if (SERVERS.contains(module)) {
            return launchServer(stack, packaging, module, "/q/health/ready");
        }
        if (module.equals("fallback-job")) {
            return Launch.untilExit(stack.fallbackOnce(packaging));
        }
        throw new IllegalArgumentException("nothing is known of " + module);
    }

    private static Launch launchServer(RunningStack stack, Packaging packaging, String module, String path)
            throws IOException, InterruptedException {
        FunctionProcess process = stack.another(packaging, module, Map.of());
        URI address = URI.create("http://127.0.0.1:" + process.health().getPort() + path);
        return Launch.untilAnswer(process.command(), address);
    }

    /** The first start reads everything from disk. */
    private static List<Launch> warm(List<Launch> launches) {
        return launches.subList(1, launches.size());
    }

    /** Writes a row, and answers its median in nanoseconds. */
    private static long row(Table table, Packaging packaging, String module, long hello, List<Launch> launches) {
        Spread took = Spread.of(launches.stream().map(launch -> launch.took().toNanos()));
        Spread bytes = Spread.of(launches.stream().map(Launch::bytes));
        table.row(
                Path.of(module).getFileName(),
                LoadOptions.name(packaging),
                took.median() / 1_000_000 + " (" + took.least() / 1_000_000 + "–" + took.most() / 1_000_000 + ")",
                Table.mebibytes(bytes.median()),
                hello == 0 ? "1" : String.format("%.2f", (double) took.median() / hello));
        System.err.println(module + " " + LoadOptions.name(packaging) + ": " + took.median() / 1_000_000 + " ms");
        return took.median();
    }
}
