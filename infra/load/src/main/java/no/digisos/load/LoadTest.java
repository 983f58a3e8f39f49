package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.Packaging;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;

/** What each function carries: clients in a closed loop for some minutes, errors counted, memory sampled each second. */
public final class LoadTest {
    private LoadTest() {}

    /** See {@link LoadOptions#LAST_HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        LoadOptions options = LoadOptions.parse(arguments, LoadOptions.LAST_HELP);
        Ending ending = Ending.onShutdown();
        int exit = 0;
        try {
            measure(ending, options);
        } catch (IOException | RuntimeException e) {
            System.err.println("last: " + e);
            exit = 1;
        }
        ending.exit(exit);
    }

    private static void measure(Ending ending, LoadOptions options) throws IOException, InterruptedException {
        boolean onExecutables = options.packagings().getFirst() == Packaging.NATIVE;
        RunningStack stack =
                ending.start(StackOptions.usual().with(onExecutables).with(StackOptions.Fallback.MANUELL));
        Table table = new Table(
                "Load",
                List.of(
                        options.clients() + " clients, each call after the answer to the one before, "
                                + options.minutes() + " min on each function"
                                + (options.together() ? ", all at the same time" : "") + "; heap -Xmx256m; "
                                + LoadOptions.machine(),
                        "RSS: at the start, the most, and at the end. ms: median and 99th percentile."),
                "function",
                "packaging",
                "call",
                "calls",
                "per s",
                "errors",
                "p50 ms",
                "p99 ms",
                "RSS, MiB");
        for (Packaging packaging : options.packagings()) {
            try (ExecutorService loads = Executors.newFixedThreadPool(
                    options.together() ? options.functions().size() : 1)) {
                List<Future<Carried>> carried = options.functions().stream()
                        .map(module -> loads.submit(() -> load(stack, packaging, module, options)))
                        .toList();
                for (int i = 0; i < carried.size(); i++) {
                    rows(
                            table,
                            options.functions().get(i),
                            packaging,
                            carried.get(i).get(),
                            options.minutes() * 60L);
                }
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        table.write(options.out());
    }

    /** What one function carried, and the memory it took: at the start, the most, at the end. */
    private record Carried(Tally tally, String memory) {}

    private static Carried load(RunningStack stack, Packaging packaging, String module, LoadOptions options)
            throws IOException, InterruptedException {
        FunctionProcess function = stack.another(packaging, module, Map.of());
        function.start();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            function.awaitReady();
            long pid = function.requirePid();
            Tally tally = new Tally();
            URI base = URI.create("http://127.0.0.1:" + function.health().getPort());
            Scenario scenario = scenario(module, stack, http, tally, base);
            AtomicReference<String> firstError = new AtomicReference<>("");
            long before = Proc.resident(pid).orElse(0);
            long until =
                    System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < options.clients(); i++) {
                int client = i;
                clients.add(Thread.ofVirtual().start(() -> loop(scenario, client, until, firstError)));
            }
            long most = before;
            StringBuilder byMinute = new StringBuilder();
            for (int second = 1; System.nanoTime() < until; second++) {
                TimeUnit.SECONDS.sleep(1);
                long now = Proc.resident(pid).orElse(0);
                most = Math.max(most, now);
                if (second % 60 == 0) {
                    byMinute.append(' ').append(Table.mebibytes(now));
                }
            }
            for (Thread client : clients) {
                client.join();
            }
            String memory = Table.mebibytes(before) + " / " + Table.mebibytes(most) + " / "
                    + Table.mebibytes(Proc.resident(pid).orElse(0));
            System.err.println(module + " " + LoadOptions.name(packaging) + ": RSS " + memory + " MiB, each minute"
                    + byMinute + "; first error: " + firstError.get());
            return new Carried(tally, memory);
        } finally {
            function.stop();
        }
    }

    private static void loop(Scenario scenario, int client, long until, AtomicReference<String> firstError) {
        for (int turn = 0; System.nanoTime() < until; turn++) {
            try {
                scenario.turn(client, turn);
            } catch (IOException | RuntimeException e) {
                firstError.compareAndSet("", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Scenario scenario(String module, RunningStack stack, HttpClient http, Tally tally, URI base) {
        return switch (module) {
            case "submit-function" -> new SubmitScenario(stack, http, tally, base);
            case "status-function" -> new StatusScenario(stack, http, tally, base);
            case "metadata-function" -> new MetadataScenario(stack, http, tally, base);
            default -> throw new IllegalArgumentException("nothing is known of " + module);
        };
    }

    private static void rows(Table table, String module, Packaging packaging, Carried carried, long seconds) {
        int calls = 0;
        int errors = 0;
        for (Map.Entry<String, Tally.Sum> entry : carried.tally().sums().entrySet()) {
            Tally.Sum sum = entry.getValue();
            calls += sum.calls();
            errors += sum.errors();
            table.row(
                    module,
                    LoadOptions.name(packaging),
                    entry.getKey(),
                    sum.calls(),
                    perSecond(sum.calls(), seconds),
                    sum.errors(),
                    millis(sum.p50()),
                    millis(sum.p99()),
                    "");
        }
        table.row(
                module,
                LoadOptions.name(packaging),
                "**all**",
                calls,
                perSecond(calls, seconds),
                errors,
                "",
                "",
                carried.memory());
    }

    private static String perSecond(int calls, long seconds) {
        return String.format("%.1f", (double) calls / seconds);
    }

    private static String millis(long nanos) {
        return String.format("%.1f", nanos / 1e6);
    }
}
