package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.Packaging;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;

/**
 * What slow callers take from others: short calls by some clients in a closed loop, first alone, then beside slow uploads, slow
 * downloads and idle connections, on a heap of 256 MiB.
 */
public final class SlowTest {
    private static final int UPLOADS = 500;
    private static final int DOWNLOADS = 500;
    private static final int IDLE = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private SlowTest() {}

    /** See {@link LoadOptions#SLOW_HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        LoadOptions options = LoadOptions.parse(arguments, LoadOptions.SLOW_HELP);
        Ending ending = Ending.onShutdown();
        int exit = 0;
        try {
            measure(ending, options);
        } catch (IOException | RuntimeException e) {
            System.err.println("tregt: " + e);
            exit = 1;
        }
        ending.exit(exit);
    }

    private static void measure(Ending ending, LoadOptions options) throws IOException, InterruptedException {
        boolean onExecutables = options.packagings().getFirst() == Packaging.NATIVE;
        RunningStack stack =
                ending.start(StackOptions.usual().with(onExecutables).with(StackOptions.Fallback.MANUELL));
        Table table = new Table(
                "Slow callers",
                List.of(
                        options.clients() + " clients with short calls, " + options.minutes()
                                + " min alone and as long beside " + UPLOADS + " slow uploads, " + DOWNLOADS
                                + " slow downloads and " + IDLE + " idle connections; heap -Xmx256m; "
                                + LoadOptions.machine(),
                        "Slow: still held at the end, of those that were opened; one that is cut off comes again."),
                "function",
                "packaging",
                "short call",
                "alone: calls, errors",
                "p99 ms",
                "beside: calls, errors",
                "p99 ms",
                "ratio",
                "slow: held, cut off, 503",
                "RSS, MiB",
                "OutOfMemoryError");
        for (Packaging packaging : options.packagings()) {
            for (String module : options.functions()) {
                measure(table, stack, packaging, module, options);
            }
        }
        table.write(options.out());
    }

    private static void measure(
            Table table, RunningStack stack, Packaging packaging, String module, LoadOptions options)
            throws IOException, InterruptedException {
        FunctionProcess function = stack.another(packaging, module, Map.of());
        long logged = size(function.command().log());
        function.start();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            function.awaitReady();
            URI base = URI.create("http://127.0.0.1:" + function.health().getPort());
            ShortCalls calls = ShortCalls.of(module, stack, http, base);
            Duration time = Duration.ofMinutes(options.minutes());
            run(calls, new Tally(), options.clients(), WARM_UP);
            Tally alone = new Tally();
            run(calls, alone, options.clients(), time);
            Tally beside = new Tally();
            String slow;
            try (SlowCallers callers = new SlowCallers(base, calls, UPLOADS, DOWNLOADS, IDLE)) {
                callers.awaitAll();
                run(calls, beside, options.clients(), time);
                slow = callers.summary();
            }
            long rss = function.pid().isPresent()
                    ? Proc.peak(function.requirePid()).orElse(0)
                    : 0;
            boolean exhausted = outOfMemory(function.command().log(), logged);
            for (Map.Entry<String, Tally.Sum> call : alone.sums().entrySet()) {
                Tally.Sum before = call.getValue();
                Tally.Sum meanwhile = beside.sums().getOrDefault(call.getKey(), new Tally.Sum(0, 0, 0, 0));
                table.row(
                        module,
                        LoadOptions.name(packaging),
                        call.getKey(),
                        before.calls() + ", " + before.errors(),
                        String.format("%.1f", before.p99() / 1e6),
                        meanwhile.calls() + ", " + meanwhile.errors(),
                        String.format("%.1f", meanwhile.p99() / 1e6),
                        String.format("%.2f", (double) meanwhile.p99() / before.p99()),
                        slow,
                        Table.mebibytes(rss),
                        exhausted ? "**yes**" : "none");
            }
        } finally {
            function.stop();
        }
    }

    /** Clients that call one after the other for so long. */
    private static void run(ShortCalls calls, Tally tally, int clients, Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        AtomicReference<String> firstError = new AtomicReference<>("");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < until) {
                    try {
                        calls.turn(tally);
                        // They are many who call now and then, not one that takes all of the machine.
                        TimeUnit.MILLISECONDS.sleep(20);
                    } catch (IOException | RuntimeException e) {
                        firstError.compareAndSet("", e.toString());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String error = Objects.requireNonNull(firstError.get());
        if (!error.isEmpty()) {
            System.err.println("first error: " + error);
        }
    }

    private static long size(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** Whether what was logged since tells of it. */
    private static boolean outOfMemory(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String since = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        return Stream.of("OutOfMemoryError", "OutOfDirectMemoryError").anyMatch(since::contains);
    }
}
