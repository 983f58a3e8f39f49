package no.digisos.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.digisos.chaos.ChaosFindings.Row;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.testkit.process.BaseBackup;
import no.digisos.testkit.process.LocalPostgres;

/**
 * Three servers, and a commit counts when one of the two standbys has it. First both standbys go away for a while: nothing may be
 * accepted then. Then the machine of the primary is lost at any moment, and the standby that is farthest ahead is promoted: everything
 * that was accepted must be there, and the functions must go on without being touched.
 */
final class Reserve {

    private static final List<String> NAMES = List.of("reserve1", "reserve2");
    private static final String ANY_ONE = "ANY 1 (reserve1, reserve2)";
    private static final String FOLLOWERS = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
    private static final String RECEIVED = "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')";

    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(20);
    private static final int PROBES = 4;
    private static final int UNAVAILABLE = 503;
    private static final int ACCEPTED = 202;
    private static final int MOST_DELAY_MILLIS = 1_500;
    private static final int AFTER_THE_LOSS = 20;
    private static final long POLL_MILLIS = 20;
    private static final List<String> FUNCTIONS = List.of("submit-function", "status-function", "metadata-function");

    private final DrillOptions options;
    private final Scene scene;
    private final RunningStack stack;
    private final Evidence evidence;
    private final LocalPostgres machine;
    private final Server primary;
    private final List<Integer> ports;
    private final List<LocalPostgres> standbys = new ArrayList<>();
    private final Figures figures = new Figures(System.out);

    Reserve(DrillOptions options, Scene scene, List<Integer> ports) {
        this.options = options;
        this.scene = scene;
        this.stack = scene.stack();
        this.evidence = scene.evidence();
        this.machine = stack.database().server();
        this.primary = new Server(machine);
        this.ports = List.copyOf(ports);
    }

    private Path beside(String name) {
        return machine.data().resolveSibling(name);
    }

    /** Holds the drill, prints what it finds, and tells whether the promise held. */
    boolean run() throws IOException, InterruptedException, SQLException {
        try {
            startStandbys();
            scene.open();
            scene.caseSystems().forEach(CaseSystem::start);
            List<Long> pids = pids();
            try (Load _ = Load.start(scene, options)) {
                scene.jobs().start(1);
                awaitAccepted(options.soknader() / 3);
                withoutStandby();
                awaitAccepted(options.soknader());
                Thread.sleep((long) (scene.dice().chance("loss") * MOST_DELAY_MILLIS));
                loseAndPromote();
                awaitAccepted(evidence.acceptedCount() + AFTER_THE_LOSS);
            }
            return judge(pids);
        } finally {
            standbys.forEach(LocalPostgres::close);
        }
    }

    /** Two standbys from one base backup; from then on a commit waits for one of them. */
    private void startStandbys() throws IOException, InterruptedException, SQLException {
        primary.set("wal_keep_size", "1GB");
        BaseBackup backup = BaseBackup.take(machine, beside("kopi"));
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("primary_conninfo", conninfo(machine.port(), name));
            // For the day on which it is the primary.
            settings.put("synchronous_standby_names", ANY_ONE);
            standbys.add(LocalPostgres.start(backup.layOut(beside(name), "standby.signal", settings), ports.get(i)));
        }
        primary.await(FOLLOWERS, Integer.toString(NAMES.size()));
        primary.set("synchronous_standby_names", ANY_ONE);
    }

    private static String conninfo(int port, String name) {
        return "host=localhost port=" + port + " user=postgres application_name=" + name;
    }

    /** One that was sent while no standby was there. */
    private record Probe(int status, long nanos) {}

    private void withoutStandby() throws IOException, InterruptedException, SQLException {
        for (LocalPostgres standby : standbys) {
            standby.stopImmediate();
        }
        primary.await("SELECT count(*) FROM pg_stat_replication", "0");
        List<Submission> sent = new ArrayList<>();
        List<Probe> probes = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            Submission one = scene.clients().probe("alene-" + i);
            sent.add(one);
            threads.add(Thread.ofVirtual().start(() -> probe(one, probes)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        int waiting =
                Integer.parseInt(primary.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"));
        for (LocalPostgres standby : standbys) {
            standby.restart();
        }
        for (Submission one : sent) {
            scene.clients().repeat(one);
        }
        figures.line("seed", options.seed() + (options.nativ() ? ", native" : ", JVM"));
        figures.line("sent while no standby was there", probes.size());
        figures.none("  answered 202", (int)
                probes.stream().filter(p -> p.status() == ACCEPTED).count());
        figures.none("  answered otherwise than 503", (int)
                probes.stream().filter(p -> p.status() != UNAVAILABLE).count());
        figures.seconds(
                "  the longest answer",
                probes.stream().mapToLong(Probe::nanos).max().orElse(0));
        figures.some("  commits that were waiting", waiting);
        figures.none("  not accepted when a standby was back", (int)
                sent.stream().filter(one -> !evidence.isAccepted(one.ref())).count());
    }

    private void probe(Submission one, List<Probe> probes) {
        try {
            long begun = System.nanoTime();
            int status = scene.clients().once(one).status();
            probes.add(new Probe(status, System.nanoTime() - begun));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loseAndPromote() throws IOException, InterruptedException, SQLException {
        long lost = System.nanoTime();
        machine.lose();
        int acceptedAtLoss = evidence.acceptedCount();
        Set<String> accepted = evidence.acceptedRefs();
        LocalPostgres next = ahead();
        LocalPostgres other = standbys.get(1 - standbys.indexOf(next));
        Server promoted = new Server(next);
        promoted.run("SELECT pg_promote()");
        long promotedAt = System.nanoTime();
        Set<String> known = scene.tables().rows().stream().map(Row::ref).collect(Collectors.toSet());
        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(known);
        new Server(other).set("primary_conninfo", conninfo(next.port(), NAMES.get(standbys.indexOf(other))));
        promoted.await(FOLLOWERS, "1");
        long followed = System.nanoTime();
        int before = evidence.acceptedCount();
        awaitAccepted(before + 1);
        long answered = System.nanoTime();
        figures.some("accepted before the machine was lost", acceptedAtLoss);
        figures.none("  of these not on the promoted standby", missing.size());
        figures.seconds("from the loss to the promotion", promotedAt - lost);
        figures.seconds("from the loss to a standby that follows", followed - lost);
        figures.seconds("from the loss to the next 202", answered - lost);
    }

    /** The standby that has received most: with ANY 1, one of them alone may have the last commits. */
    private LocalPostgres ahead() throws SQLException {
        long first = Long.parseLong(new Server(standbys.getFirst()).ask(RECEIVED));
        long second = Long.parseLong(new Server(standbys.getLast()).ask(RECEIVED));
        return first >= second ? standbys.getFirst() : standbys.getLast();
    }

    private boolean judge(List<Long> pids) throws IOException, InterruptedException, SQLException {
        scene.jobs().stop();
        if (!scene.clients().await(ANSWERED_WITHIN)) {
            evidence.surprise("submissions were not answered within " + ANSWERED_WITHIN + " after the promotion");
        }
        scene.startSvarUtAnew();
        int rounds = scene.settle(scene.operator());
        for (CaseSystem caseSystem : scene.caseSystems()) {
            caseSystem.finish();
        }
        ChaosFindings findings = scene.findings();
        figures.line(
                "accepted in all",
                evidence.acceptedCount() + " of " + findings.sent().size() + " that were sent");
        figures.line("replays", evidence.counted("replays"));
        figures.none("functions that were restarted", pids.equals(pids()) ? 0 : 1);
        figures.none("submissions answered 500", evidence.counted("submissions answered 500"));
        figures.line("runs of fallback-job until all was at rest", rounds);
        figures.verdict(Judge.judge(findings), scene);
        figures.surprises(evidence.surprises());
        figures.line("seen", evidence.counts());
        return figures.held();
    }

    private List<Long> pids() {
        return FUNCTIONS.stream()
                .map(name -> stack.function(name).flatMap(FunctionProcess::pid))
                .map(Optional::orElseThrow)
                .toList();
    }

    private void awaitAccepted(int count) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (evidence.acceptedCount() < count) {
            if (System.nanoTime() - begun > LONGEST_LOAD.toNanos()) {
                throw new IOException("there came no " + count + " accepted submissions within " + LONGEST_LOAD);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
