package no.digisos.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.chaos.ChaosFindings.Copy;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.chaos.ChaosFindings.Row;
import no.digisos.chaos.KommuneSet.Temper;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.testkit.process.BaseBackup;
import no.digisos.testkit.process.LocalPostgres;
import no.digisos.testkit.process.ProgramRun;

/**
 * The database's machine is lost, and restored on another to an earlier point. What was accepted before the point must be whole and
 * arrive; what SvarUt took after it must not be sent again. What was accepted after the point is gone from the database, whatever
 * anybody does: it is counted, and sent again as nav.no can.
 */
final class Restoration {

    /** From the start of the load to shortly before the first frist with its grace, so that the point falls among what passes it. */
    private static final Duration TOWARDS_THE_FRIST = Duration.ofMinutes(64);

    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(20);
    private static final int AFTER_THE_POINT = 5;
    private static final int FRESH = 5;
    private static final int REPEATS_AT_ONCE = 8;
    private static final long POLL_MILLIS = 100;
    private static final long STILL_MILLIS = 2_000;
    private static final List<String> FUNCTIONS = List.of("submit-function", "status-function", "metadata-function");

    /** What a receiver or a sender is told of what the restored database has never seen. */
    private static final Predicate<String> OF_WHAT_IS_GONE = surprise -> surprise.contains("answered 404");

    private final DrillOptions options;
    private final Scene scene;
    private final RunningStack stack;
    private final Evidence evidence;
    private final LocalPostgres machine;
    private final Server server;
    private final int otherPort;
    private final Figures figures = new Figures(System.out);

    Restoration(DrillOptions options, Scene scene, int otherPort) {
        this.options = options;
        this.scene = scene;
        this.stack = scene.stack();
        this.evidence = scene.evidence();
        this.machine = stack.database().server();
        this.server = new Server(machine);
        this.otherPort = otherPort;
    }

    /**
     * What was known outside at some moment.
     *
     * @param accepted references that clients had been told were taken
     * @param receipted messages whose receipts counted
     * @param shipped what SvarUt had
     */
    private record Seen(Set<String> accepted, Set<UUID> receipted, Set<UUID> shipped) {}

    private Path beside(String name) {
        return machine.data().resolveSibling(name);
    }

    /** Holds the drill, prints what it finds, and tells whether the promise held. */
    boolean run() throws IOException, InterruptedException, SQLException {
        Path archive = Files.createDirectories(beside("arkiv"));
        archiveTo(archive);
        scene.open();
        scene.caseSystems().forEach(CaseSystem::start);

        BaseBackup backup;
        Seen before;
        String point;
        Seen atLoss;
        Set<String> begun;
        long lost;
        try (Load _ = Load.start(scene, options)) {
            awaitAccepted(options.soknader() / 4);
            stack.clock().advance(TOWARDS_THE_FRIST);
            scene.jobs().start(1);
            backup = BaseBackup.take(machine, beside("kopi"));
            System.out.println("  base backup taken, " + evidence.acceptedCount() + " accepted");
            awaitAccepted(options.soknader() / 2);
            awaitShipped(1);
            before = seen();
            point = server.ask("SELECT clock_timestamp()");
            System.out.println("  the point is " + point + ", " + evidence.acceptedCount() + " accepted");
            awaitAccepted(Math.max(options.soknader(), before.accepted().size() + AFTER_THE_POINT));
            awaitShipped(before.shipped().size() + AFTER_THE_POINT);
            awaitReceipted(before.receipted().size() + AFTER_THE_POINT);
            server.await(archived(server.ask("SELECT pg_walfile_name(pg_current_wal_lsn())")), "t");
            lost = System.nanoTime();
            machine.lose();
            loseFunctions();
            begun = evidence.sentRefs();
            atLoss = seen();
        }
        scene.jobs().stop();
        System.out.println("  the machine is lost, " + atLoss.accepted().size() + " accepted");

        try (LocalPostgres other = restore(backup, archive, point)) {
            return judge(new Server(other), before, atLoss, begun, point, lost);
        }
    }

    private boolean judge(Server restored, Seen before, Seen atLoss, Set<String> begun, String point, long lost)
            throws IOException, InterruptedException, SQLException {
        long restoredAt = System.nanoTime();
        Set<String> known = scene.tables().rows().stream().map(Row::ref).collect(Collectors.toSet());
        int unknown = afterRestore(point);
        int sentUnasked = sentByOneRun();
        for (FunctionProcess function : functions()) {
            function.start();
        }
        for (FunctionProcess function : functions()) {
            function.awaitReady();
        }
        long answering = System.nanoTime();
        if (!scene.clients().quiet(ANSWERED_WITHIN)) {
            evidence.surprise("submissions were not answered within " + ANSWERED_WITHIN + " after the restore");
        }
        ChaosFindings atRestore = scene.findings();
        Set<String> gone = without(atLoss.accepted(), known);
        Set<String> held = arrived(atRestore);

        repeatAll(begun);
        for (int i = 0; i < FRESH; i++) {
            scene.clients().soknad(KommuneSet.ALL.getFirst(), "etter-" + i);
        }
        if (!scene.clients().await(ANSWERED_WITHIN)) {
            evidence.surprise("repeats were not answered within " + ANSWERED_WITHIN);
        }
        awaitReceivers(restored);
        scene.startSvarUtAnew();
        int rounds = scene.settle(scene.operator());
        for (CaseSystem caseSystem : scene.caseSystems()) {
            caseSystem.finish();
        }

        ChaosFindings all = scene.findings();
        Set<String> certain = before.accepted();
        Set<String> after = without(begun, certain);
        Set<String> forgotten = all.copies().stream()
                .filter(copy -> atLoss.receipted().contains(copy.meldingId())
                        && !before.receipted().contains(copy.meldingId()))
                .map(Copy::ref)
                .collect(Collectors.toSet());
        ChaosVerdict verdict = Judge.judge(of(all, ref -> !after.contains(ref)), forgotten);
        Set<String> shippedSince = all.forsendelser().stream()
                .filter(f ->
                        atLoss.shipped().contains(f.id()) && !before.shipped().contains(f.id()) && !f.refused())
                .map(Forsendelse::ref)
                .filter(known::contains)
                .collect(Collectors.toSet());

        figures.line("seed", options.seed() + (options.nativ() ? ", native" : ", JVM"));
        figures.line("the point of the restore", point);
        figures.some("accepted before the point", certain.size());
        figures.none(
                "  of these not in the restored database",
                without(certain, known).size());
        figures.seconds("from the loss to a restored database", restoredAt - lost);
        figures.seconds("from the loss to functions that answer", answering - lost);
        figures.line("became SVARUT_UKJENT by etter-gjenoppretting", unknown);
        figures.none("sent by the first run, before a look-up", sentUnasked);
        figures.some("taken by SvarUt after the point, and known", shippedSince.size());
        figures.none("  of these sent to SvarUt again", sentAgain(all, shippedSince));
        figures.some("receipted after the point, and known", both(forgotten, known));
        figures.line("runs of fallback-job until all was at rest", rounds);
        figures.verdict(verdict, scene);
        figures.some(
                "accepted after the point", without(atLoss.accepted(), certain).size());
        figures.line("  gone from the database", gone.size());
        figures.line("    which a receiver has all the same", both(gone, held));
        figures.line(
                "    which nobody had, until sent again", without(gone, held).size());
        judgeRepeats(all, after);
        List<String> surprises = evidence.surprises();
        figures.line(
                "answers 404 about what is gone",
                surprises.stream().filter(OF_WHAT_IS_GONE).count());
        figures.surprises(surprises.stream().filter(OF_WHAT_IS_GONE.negate()).toList());
        figures.line("seen", evidence.counts());
        return figures.held();
    }

    /** As an operator's archive: a file is there whole or not at all. The segment is closed every other second. */
    private void archiveTo(Path archive) throws IOException, SQLException {
        server.set("archive_mode", "on");
        server.set(
                "archive_command",
                "cp \"%p\" \"" + archive + "/.%f\" && mv \"" + archive + "/.%f\" \"" + archive + "/%f\"");
        server.set("archive_timeout", "2s");
        machine.restart();
    }

    private static String archived(String segment) {
        return "SELECT coalesce(last_archived_wal >= '" + segment + "', false) FROM pg_stat_archiver";
    }

    private LocalPostgres restore(BaseBackup backup, Path archive, String point)
            throws IOException, InterruptedException, SQLException {
        Path data = backup.layOut(
                beside("gjenopprettet"),
                "recovery.signal",
                Map.of(
                        "restore_command",
                        "cp \"" + archive + "/%f\" \"%p\"",
                        "recovery_target_time",
                        point,
                        "recovery_target_action",
                        "promote"));
        LocalPostgres other = LocalPostgres.start(data, otherPort);
        new Server(other).await("SELECT pg_is_in_recovery()", "f");
        return other;
    }

    /** As the operator does, before anything else. */
    private int afterRestore(String point) throws IOException, InterruptedException {
        ProgramRun.Result run = stack.drift(
                "leveranse", "etter-gjenoppretting", "--operator=ovelse", "--begrunnelse=restored to " + point);
        if (run.exitCode() != 0) {
            throw new IOException("etter-gjenoppretting ended with " + run.exitCode());
        }
        return new ObjectMapper().readTree(run.out()).path("ukjente").size();
    }

    /** What SvarUt got more by a run of fallback-job at once: nothing may be looked up yet, and so nothing may be sent. */
    private int sentByOneRun() throws IOException, InterruptedException {
        int had = scene.svarUt().forsendelser().size();
        ProgramRun.run(scene.oneRun(), RUN_LIMIT);
        return scene.svarUt().forsendelser().size() - had;
    }

    /** Everything that was begun before the loss, whether it was answered or not: the søknader first, then what belongs to them. */
    private void repeatAll(Set<String> begun) throws InterruptedException, SQLException {
        List<Submission> all = begun.stream().map(evidence::submission).toList();
        inParallel(all.stream().filter(Submission::isSoknad).toList());
        Map<String, UUID> now = new HashMap<>();
        scene.tables().rows().forEach(row -> now.put(row.ref(), row.digisosId()));
        Map<UUID, UUID> cases = new HashMap<>();
        evidence.cases().forEach(one -> {
            UUID id = now.get(one.soknad().ref());
            if (id != null) {
                cases.put(one.digisosId(), id);
            }
        });
        inParallel(all.stream()
                .filter(one -> !one.isSoknad())
                .map(one -> one.to(cases.getOrDefault(one.soknad(), one.soknad())))
                .toList());
    }

    private void inParallel(List<Submission> submissions) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < REPEATS_AT_ONCE; i++) {
            int first = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = first; n < submissions.size(); n += REPEATS_AT_ONCE) {
                    scene.clients().repeat(submissions.get(n));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Of what was begun and not answered before the point: by now all of it is taken, and arrived at least once. */
    private void judgeRepeats(ChaosFindings all, Set<String> after) {
        int unanswered = 0;
        int nowhere = 0;
        int twice = 0;
        for (String ref : after) {
            int arrivals = arrivals(all, ref);
            unanswered += evidence.isAccepted(ref) ? 0 : 1;
            nowhere += arrivals == 0 ? 1 : 0;
            twice += arrivals > 1 ? 1 : 0;
        }
        figures.none("  not taken when sent again", unanswered);
        figures.none("  lost when sent again", nowhere);
        figures.line("  there twice when sent again", twice);
    }

    private static int arrivals(ChaosFindings all, String ref) {
        return (int)
                (all.copies().stream().filter(copy -> copy.ref().equals(ref)).count()
                        + all.forsendelser().stream()
                                .filter(f -> f.ref().equals(ref) && !f.refused())
                                .count());
    }

    private static int sentAgain(ChaosFindings all, Set<String> refs) {
        Map<String, Long> standing = all.forsendelser().stream()
                .filter(f -> refs.contains(f.ref()) && !f.refused())
                .collect(Collectors.groupingBy(Forsendelse::ref, Collectors.counting()));
        return (int) standing.values().stream().filter(count -> count > 1).count();
    }

    private static Set<String> arrived(ChaosFindings findings) {
        return Stream.concat(
                        findings.copies().stream().map(Copy::ref),
                        findings.forsendelser().stream()
                                .filter(f -> !f.refused())
                                .map(Forsendelse::ref))
                .collect(Collectors.toSet());
    }

    private static ChaosFindings of(ChaosFindings all, Predicate<String> ref) {
        return new ChaosFindings(
                all.sent().stream().filter(one -> ref.test(one.ref())).toList(),
                all.copies().stream().filter(one -> ref.test(one.ref())).toList(),
                all.forsendelser().stream().filter(one -> ref.test(one.ref())).toList(),
                all.rows().stream().filter(one -> ref.test(one.ref())).toList());
    }

    private Seen seen() throws IOException, InterruptedException {
        return new Seen(
                evidence.acceptedRefs(),
                evidence.receipted(),
                scene.svarUt().forsendelser().stream().map(Forsendelse::id).collect(Collectors.toSet()));
    }

    private void loseFunctions() {
        functions().forEach(FunctionProcess::kill);
        scene.jobs().killRun();
    }

    private List<FunctionProcess> functions() {
        return FUNCTIONS.stream()
                .map(name -> stack.function(name).orElseThrow())
                .toList();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void awaitAccepted(int count) throws IOException, InterruptedException {
        await(count + " accepted submissions", () -> evidence.acceptedCount() >= count);
    }

    private void awaitReceipted(int count) throws IOException, InterruptedException {
        await(count + " receipts", () -> evidence.receiptedCount() >= count);
    }

    private void awaitShipped(int count) throws IOException, InterruptedException {
        await(count + " forsendelser", () -> scene.svarUt().forsendelser().size() >= count);
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > LONGEST_LOAD.toNanos()) {
                throw new IOException("there came no " + what + " within " + LONGEST_LOAD);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Gives healthy fagsystems the time to fetch what they are handed out again, before the clock is moved past the frist. */
    private static void awaitReceivers(Server restored) throws InterruptedException, SQLException {
        String healthy = KommuneSet.ALL.stream()
                .filter(kommune -> kommune.temper() == Temper.HEALTHY)
                .map(kommune -> "'" + kommune.kontoId() + "'")
                .collect(Collectors.joining(", "));
        String waiting = "SELECT count(*) FROM leveranse WHERE tilstand = 'I_KO' AND konto_id IN (" + healthy + ")";
        long last = Long.MAX_VALUE;
        long now = Long.parseLong(restored.ask(waiting));
        while (now > 0 && now < last) {
            Thread.sleep(STILL_MILLIS);
            last = now;
            now = Long.parseLong(restored.ask(waiting));
        }
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static int both(Set<String> some, Set<String> others) {
        Set<String> common = new HashSet<>(some);
        common.retainAll(others);
        return common.size();
    }
}
