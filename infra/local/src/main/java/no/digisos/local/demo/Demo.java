package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;
import org.jspecify.annotations.Nullable;

/** Starts a stack, plays the {@link Story} on it, and takes everything down again. */
public final class Demo {

    private Demo() {}

    /**
     * How it went, for {@code --json}.
     *
     * @param failure the first check that failed, or what else went wrong; null when all went well
     * @param startMillis how long the stack took to be ready
     * @param storyMillis how long the story took
     */
    private record Report(
            boolean ok,
            @Nullable String failure,
            long startMillis,
            long storyMillis,
            List<Journal.Step> steps,
            List<Journal.Check> checks,
            List<Story.Told> soknader) {}

    /** See {@link DemoOptions#HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(DemoOptions.HELP);
            return;
        }
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(2);
            return;
        }
        Ending ending = Ending.onShutdown();
        // A story that was interrupted is not a story that went well.
        ending.ifSignalled(1);
        boolean ok = run(options, ending);
        if (ending.begun()) {
            // A signal came; its hook ends the JVM.
            new CountDownLatch(1).await();
        }
        if (ok && options.keep()) {
            ending.ifSignalled(0);
            System.err.println("The stack stays up; see " + Checkout.here().stackJson() + ". Stop it with Ctrl-C.");
            new CountDownLatch(1).await();
        }
        ending.exit(ok ? 0 : 1);
    }

    private static boolean run(DemoOptions options, Ending ending) throws InterruptedException {
        PrintStream out = options.json() ? System.err : System.out;
        Journal journal = new Journal(out);
        List<Story.Told> told = List.of();
        @Nullable String failure = null;
        long begun = System.nanoTime();
        long ready = begun;
        try {
            out.println("Starting Digisos " + (options.nativ() ? "(native) …" : "(JVM) …"));
            RunningStack stack =
                    ending.start(StackOptions.usual().with(options.nativ()).with(StackOptions.Fallback.MANUELL));
            ready = System.nanoTime();
            out.println("Ready after " + Duration.ofNanos(ready - begun).toMillis() + " ms at "
                    + stack.json().gateway().https());
            told = Story.play(stack, journal);
        } catch (CheckFailedException e) {
            failure = "«" + journal.scene() + "»: " + e.getMessage();
        } catch (IOException | RuntimeException e) {
            failure = (journal.scene().isEmpty() ? "" : "«" + journal.scene() + "»: ") + e;
        }
        if (ending.begun()) {
            return false;
        }
        long ended = System.nanoTime();
        out.println();
        if (failure == null) {
            out.println("All " + journal.checks().size() + " checks hold; the story took "
                    + Duration.ofNanos(ended - ready).toMillis() + " ms.");
        } else {
            out.flush();
            System.err.println("FAILED in " + failure);
        }
        if (options.json()) {
            print(new Report(
                    failure == null,
                    failure,
                    Duration.ofNanos(ready - begun).toMillis(),
                    Duration.ofNanos(ended - ready).toMillis(),
                    journal.steps(),
                    journal.checks(),
                    told));
        }
        return failure == null;
    }

    private static void print(Report report) {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            JsonNode tree = json.valueToTree(report);
            System.out.println(json.writeValueAsString(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
