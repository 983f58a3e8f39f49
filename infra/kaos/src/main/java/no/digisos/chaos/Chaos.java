package no.digisos.chaos;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import no.digisos.local.stack.Ending;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackOptions;

/**
 * The chaos test. Starts a stack, puts it under load, kills what can be killed, lets everything come to rest, and judges;
 * {@link ChaosOptions#HELP} tells the options.
 */
public final class Chaos {

    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
    private static final long TOLD_EVERY_SECONDS = 15;
    private static final long NANOS = 1_000_000_000L;
    private static final int SEEDS = 1_000_000;

    private final ChaosOptions options;
    private final Scene scene;
    private final Evidence evidence;
    private final Clients clients;
    private final Jobs jobs;
    private final Faults faults;

    private Chaos(ChaosOptions options, RunningStack stack) throws IOException {
        this.options = options;
        this.scene = Scene.on(stack, options.seed(), 2);
        this.evidence = scene.evidence();
        this.clients = scene.clients();
        this.jobs = scene.jobs();
        Map<Target, FunctionProcess> processes = new EnumMap<>(Target.class);
        processes.put(Target.SUBMIT, stack.function(Target.SUBMIT.title()).orElseThrow());
        processes.put(Target.STATUS, stack.function(Target.STATUS.title()).orElseThrow());
        processes.put(Target.FALLBACK, jobs.services().getFirst());
        processes.put(Target.FALLBACK_OTHER, jobs.services().getLast());
        processes.put(Target.SVARUT, scene.svarUtProcess());
        FaultPlan plan = FaultPlan.of(scene.dice(), options.drap(), options.innsendinger());
        this.faults = new Faults(
                scene.dice(), plan, options.innsendinger(), stack, processes, jobs, scene.svarUt(), evidence);
    }

    /** See {@link ChaosOptions#HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(ChaosOptions.HELP);
            return;
        }
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(List.of(arguments), new SecureRandom().nextInt(SEEDS));
        } catch (IllegalArgumentException e) {
            System.err.println("kaos: " + e.getMessage());
            System.exit(2);
            return;
        }
        Ending ending = Ending.onShutdown();
        // A run that was interrupted is not one in which the promise held.
        ending.ifSignalled(1);
        boolean held = false;
        try {
            System.out.println("Starting Digisos; seed " + options.seed());
            RunningStack stack =
                    ending.start(StackOptions.usual().with(options.nativ()).with(StackOptions.Fallback.MANUELL));
            held = new Chaos(options, stack).run();
        } catch (IOException | SQLException | RuntimeException e) {
            if (!ending.begun()) {
                System.err.println("kaos: " + e);
                e.printStackTrace();
            }
        }
        if (ending.begun()) {
            // A signal came; its hook ends the JVM.
            new CountDownLatch(1).await();
        }
        ending.exit(held ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        try {
            scene.open();
            jobs.start(options.nativ() ? 3 : 1);
            scene.caseSystems().forEach(CaseSystem::start);
            faults.start();
            load();
            return rest();
        } finally {
            scene.close();
        }
    }

    private void load() throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + Duration.ofMinutes(options.minutter()).toNanos();
        long next = begun;
        long told = begun;
        while ((evidence.acceptedCount() < options.innsendinger() || !faults.done()) && System.nanoTime() < end) {
            clients.next();
            // Enough is accepted and only kills are left: less load, so that what is killed comes up sooner.
            int rate = evidence.acceptedCount() < options.innsendinger() ? options.takt() : 1;
            next = Math.max(next + NANOS / rate, System.nanoTime() - NANOS);
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            if (System.nanoTime() - told > TOLD_EVERY_SECONDS * NANOS) {
                told = System.nanoTime();
                count(begun);
            }
        }
        count(begun);
    }

    private void count(long begun) {
        System.out.println("  " + (System.nanoTime() - begun) / NANOS + " s: " + evidence.acceptedCount()
                + " accepted, " + evidence.counted("replays") + " replays, " + faults.killed() + " kills, "
                + evidence.receiptedCount() + " receipted");
    }

    /**
     * Faults off but for one søknad that SvarUt refuses until it is stopped, everything answered, nobody sending: and then the
     * deadlines are made to pass.
     */
    private boolean rest() throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        faults.stop();
        jobs.stop();
        String refused = clients.soknad(KommuneSet.WITHOUT_KONTO, "avvist");
        if (!clients.await(ANSWERED_WITHIN)) {
            evidence.surprise("submissions were not answered within " + ANSWERED_WITHIN + " without faults");
        }
        scene.startSvarUtAnew();
        scene.svarUt().fail(FaultPlan.refusal(refused, ChaosOperator.REFUSALS));
        ChaosOperator operator = scene.operator();
        int rounds = scene.settle(operator);
        if (!operator.resumed().contains(refused)) {
            evidence.surprise("what SvarUt refused " + ChaosOperator.REFUSALS + " times was not stopped and let go on");
        }
        for (CaseSystem caseSystem : scene.caseSystems()) {
            caseSystem.finish();
        }
        System.out.println("At rest after " + rounds + " runs and " + (System.nanoTime() - begun) / NANOS + " s.");
        ChaosFindings findings = scene.findings();
        return new Report(System.out, options, scene.tables())
                .print(evidence, faults.kills(), findings, Judge.judge(findings));
    }
}
