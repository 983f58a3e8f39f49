package no.digisos.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.fuzz.Wire.Answer;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackJson;
import no.digisos.local.stack.StackOptions;
import no.digisos.testkit.samples.TestPerson;

/**
 * Sends the functions of a stack spoilt requests from some clients, and judges every answer. No answer may be 500 or more but an
 * honest 503, none may be missing, every error has the one shape, and nothing stands at ERROR in a log.
 */
public final class Fuzz {
    private static final String ADMINISTRATOR = "15857210074";
    /** So long a stack on a slow machine may take for a whole request. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Half a request has no right to an answer, and nobody waits for it. */
    private static final Duration IMPATIENCE = Duration.ofMillis(400);
    /** Memory and series are read after each such part of the requests. */
    private static final int PARTS = 10;
    /** So many requests one person's case gets; with more it would be none that a person has. */
    private static final int PER_CASE = 20_000;
    /** Templates × methods × statuses that a long run may still meet for the first time. */
    private static final int NEW_SERIES = 3_000;

    private final FuzzOptions options;
    private final CorpusMaker maker;
    private final Map<String, Watched> functions;
    private final Findings findings = new Findings();
    private final AtomicLong next = new AtomicLong();
    private volatile Corpus corpus;

    private Fuzz(FuzzOptions options, CorpusMaker maker, Map<String, Watched> functions) throws IOException {
        this.options = options;
        this.maker = maker;
        this.corpus = maker.make();
        this.functions = functions;
    }

    /** What is right, about a case that nobody has. */
    @FunctionalInterface
    private interface CorpusMaker {
        Corpus make() throws IOException;
    }

    public static void main(String[] arguments) throws InterruptedException {
        FuzzOptions options = FuzzOptions.parse(arguments);
        Ending ending = Ending.onShutdown();
        ending.ifSignalled(130);
        int exit = 0;
        try {
            exit = start(ending, options).run(System.out) ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            System.err.println("fuzz: " + e);
            exit = 2;
        }
        ending.exit(exit);
    }

    private static Fuzz start(Ending ending, FuzzOptions options) throws IOException, InterruptedException {
        RunningStack stack =
                ending.start(StackOptions.usual().with(options.nativ()).with(StackOptions.Fallback.MANUELL));
        Path person = Files.writeString(Files.createTempFile("fuzz", "person"), ADMINISTRATOR);
        try {
            var made = stack.drift(
                    "kommune",
                    "opprett",
                    "--operator=fuzz",
                    "--begrunnelse=fuzz",
                    "--kommunenummer=4602",
                    "--navn=Kinn",
                    "--person=" + person);
            if (made.exitCode() != 0) {
                throw new IOException("no administrator was made: " + made.out());
            }
        } finally {
            Files.delete(person);
        }
        StackJson.Processes processes = stack.json().prosesser();
        Map<String, Watched> functions = new TreeMap<>();
        functions.put(Corpus.SUBMIT, new Watched(Corpus.SUBMIT, processes.submit()));
        functions.put(Corpus.STATUS, new Watched(Corpus.STATUS, processes.status()));
        functions.put(Corpus.METADATA, new Watched(Corpus.METADATA, processes.metadata()));
        // The recorded requests are optional test data beside the checkout.
        Path recordings = Checkout.here().root().resolve("../shared/data/captures");
        CorpusMaker maker =
                () -> Corpus.of(stack, new Identities(stack.tokens(), TestPerson.fresh(), ADMINISTRATOR), recordings);
        return new Fuzz(options, maker, functions);
    }

    /** Sends everything, and prints the figures; whether all promises held. */
    private boolean run(PrintStream out) throws IOException, InterruptedException {
        out.println("fuzz: " + options.count() + " requests from seed " + options.seed() + ", of " + corpus.size()
                + " that are right");
        long began = System.nanoTime();
        long until = options.seconds() == 0
                ? Long.MAX_VALUE
                : began + Duration.ofSeconds(options.seconds()).toNanos();
        for (int part = 1; part <= PARTS; part++) {
            long end = options.count() * part / PARTS;
            while (next.get() + PER_CASE < end && System.nanoTime() < until) {
                send(next.get() + PER_CASE, until);
                corpus = maker.make();
            }
            send(end, until);
            for (Watched function : functions.values()) {
                function.look();
            }
            System.err.println("fuzz: " + findings.sent() + " requests after "
                    + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s"
                    + (findings.fell() ? ", a promise fell" : ""));
        }

        boolean held = !findings.fell();
        findings.lines().forEach(out::println);
        for (Watched function : functions.values()) {
            held &= report(function, out);
        }
        long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        out.println(findings.sent() / seconds + " requests a second; seed " + options.seed());
        findings.examples().forEach(out::println);
        out.println(held ? "All promises held." : "A promise fell.");
        return held;
    }

    private boolean report(Watched function, PrintStream out) throws IOException, InterruptedException {
        if (!function.ready()) {
            out.println(function.name() + " is not ready any more");
            return false;
        }
        Watched.Errors errors = function.errors();
        out.println(function.memory() + ", lines at ERROR " + errors.count());
        errors.first().forEach(line -> out.println("  " + line.substring(0, Math.min(600, line.length()))));
        return errors.count() == 0 && function.newSeries() < NEW_SERIES && function.level();
    }

    private void send(long upTo, long until) throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < options.clients(); i++) {
            clients.add(Thread.ofPlatform().start(() -> client(upTo, until)));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void client(long upTo, long until) {
        while (System.nanoTime() < until) {
            long number = next.getAndIncrement();
            if (number >= upTo) {
                next.decrementAndGet();
                return;
            }
            one(options.from() + number);
        }
    }

    private void one(long number) {
        Dice dice = new Dice(options.seed(), number);
        Request right = corpus.any(dice);
        int port = Objects.requireNonNull(functions.get(right.function())).port();
        try {
            if (dice.once(10)) {
                Answer answer = new Wire(port, IMPATIENCE).send(RawHttp.of(right, dice), false, false);
                findings.add(Verdict.of(answer, false, false), answer.status(), told(number, "RAW", right, answer));
                return;
            }
            Mutation mutation = mutation(right, dice);
            Request spoilt = mutation.apply(right, dice);
            if (dice.once(4)) {
                spoilt = dice.of(List.of(Mutation.HEADERS, Mutation.PATH)).apply(spoilt, dice);
            }
            boolean head = spoilt.method().equals("HEAD");
            Answer answer = new Wire(port, PATIENCE).send(spoilt.bytes(), head, dice.once(8));
            findings.add(
                    Verdict.of(answer, true, head), answer.status(), told(number, mutation.name(), spoilt, answer));
        } catch (IOException e) {
            findings.add(Verdict.UNANSWERED, 0, told(number, e.toString(), right, Answer.none(Wire.End.CLOSED)));
        }
    }

    /** One that fits: a call without a body is spoilt in its path and headers more often. */
    private static Mutation mutation(Request request, Dice dice) {
        if (request.body().length == 0) {
            return dice.of(List.of(Mutation.HEADERS, Mutation.PATH, Mutation.HEADERS, Mutation.PATH, Mutation.BODY));
        }
        return request.header("Content-Type").startsWith("multipart")
                ? dice.of(List.of(Mutation.values()))
                : dice.of(List.of(Mutation.JSON, Mutation.JSON, Mutation.HEADERS, Mutation.PATH, Mutation.BODY));
    }

    private String told(long number, String how, Request request, Answer answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return how + " of " + request.name() + " -> " + answer.end() + " " + answer.status() + " "
                + body.substring(0, Math.min(300, body.length())) + " [--fro=" + options.seed() + " --fra=" + number
                + " --antall=1]";
    }
}
