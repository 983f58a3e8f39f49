package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import no.digisos.common.leveranse.KvitteringOutcome.Confirmed;
import no.digisos.common.leveranse.KvitteringOutcome.Keep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers of one fagsystem on one queue, losing leases, repeating receipts and failing at random: nothing is lost, nothing
 * is receipted twice, nothing is stuck, and no two live leases are ever on one message.
 */
class QueueClusterTest {
    private static final int COUNT = Boolean.getBoolean("digisos.lang") ? 50_000 : 10_000;
    private static final int WORKERS = 2;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** @param nr the order in which the workers had them in hand: one that was released was in hand before the next one's began */
    private record Handout(int nr, UUID melding, Instant fra, Instant til, boolean sluppet) {
        /**
         * Whether the next one, by the start of its transaction, came too early. Two transactions that run at the same time may have begun
         * in the other order: then the later one has released the message before this one got it.
         */
        boolean isBroken(Handout next) {
            return !sluppet && next.fra.isBefore(til) && !(next.sluppet && next.nr < nr);
        }
    }

    @Test
    @Timeout(600)
    void no_loss_no_duplicate_receipt_none_stuck() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            List<UUID> ids = scene.manyInQueue(COUNT, "digisos_now() + interval '3650 days'", 0);
            Map<UUID, Integer> firstKvitteringer = new ConcurrentHashMap<>();
            Queue<Handout> handouts = new ConcurrentLinkedQueue<>();
            AtomicInteger lost = new AtomicInteger();

            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                SplittableRandom random = new SplittableRandom(7 + i);
                all.add(threads.submit(worker(scene, random, firstKvitteringer, handouts, lost)));
            }
            for (Future<?> f : all) {
                f.get();
            }

            assertThat(firstKvitteringer.keySet()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(firstKvitteringer.values()).allMatch(n -> n == 1);
            assertThat(scene.count(
                            "SELECT count(*) FROM leveranse WHERE tilstand <> 'BEKREFTET' OR leie_id IS NOT NULL"))
                    .isZero();
            assertThat(scene.count("SELECT count(*) FROM leveranse_utfall WHERE utfall = 'BEKREFTET'"))
                    .isEqualTo(COUNT);
            assertThat(scene.count("SELECT count(*) FROM historikk WHERE hendelse = 'BEKREFTET'"))
                    .isEqualTo(COUNT);
            assertThat(lost.get()).as("leases lost on purpose").isGreaterThan(COUNT / 20);
            assertNoTwoLiveLeases(handouts);
        }
    }

    private static Callable<Void> worker(
            Scene scene,
            SplittableRandom random,
            Map<UUID, Integer> firstKvitteringer,
            Queue<Handout> handouts,
            AtomicInteger lost) {
        return () -> {
            UUID integrasjon = UUID.randomUUID();
            List<UUID> delayed = new ArrayList<>();
            try (Connection c = scene.database.functions().getConnection()) {
                while (firstKvitteringer.size() < COUNT) {
                    List<LeasedMelding> fetched =
                            scene.queue.fetch(c, Scene.KONTO, 1 + random.nextInt(20), Scene.LEASE, integrasjon);
                    if (fetched.isEmpty()) {
                        // Receipts for leases lost long ago, perhaps in the middle of the other worker's.
                        for (UUID id : delayed) {
                            receipt(scene, c, id, firstKvitteringer);
                        }
                        delayed.clear();
                        // What is left lies under lost leases or rests; time passes for everyone.
                        synchronized (scene) {
                            scene.advance(Duration.ofMinutes(31));
                        }
                    }
                    for (LeasedMelding u : fetched) {
                        handle(scene, c, random, u, firstKvitteringer, handouts, lost, delayed);
                    }
                }
            }
            return null;
        };
    }

    private static void handle(
            Scene scene,
            Connection c,
            SplittableRandom random,
            LeasedMelding u,
            Map<UUID, Integer> firstKvitteringer,
            Queue<Handout> handouts,
            AtomicInteger lost,
            List<UUID> delayed)
            throws SQLException {
        UUID id = u.leveranse().id();
        Instant from = u.leieTil().minus(Scene.LEASE);
        int lot = random.nextInt(100);
        handouts.add(new Handout(NUMBER.getAndIncrement(), id, from, u.leieTil(), lot >= 10 && lot < 20));
        if (lot < 10) {
            lost.incrementAndGet();
            if (lot < 5) {
                delayed.add(id);
            }
            return;
        }
        if (lot < 15) {
            scene.queue.feilet(c, Scene.KONTO, id, u.leieId(), null);
            return;
        }
        if (lot < 20) {
            scene.queue.giveBackLease(c, Scene.KONTO, id, u.leieId());
            return;
        }
        for (int round = lot < 30 ? 2 : 1; round > 0; round--) {
            receipt(scene, c, id, firstKvitteringer);
        }
    }

    private static void receipt(Scene scene, Connection c, UUID id, Map<UUID, Integer> firstKvitteringer)
            throws SQLException {
        c.setAutoCommit(false);
        KvitteringOutcome answer = scene.decision.mottatt(c, Scene.KONTO, id, null, null);
        c.commit();
        c.setAutoCommit(true);
        // After another worker's failure it counts when the message has been handed out anew, which is what happens.
        assertThat(answer).isInstanceOfAny(Confirmed.class, Keep.class);
        if (answer instanceof Confirmed b && !b.gjentatt()) {
            firstKvitteringer.merge(id, 1, Integer::sum);
        }
    }

    /** A lease that was neither failed nor given back excludes every other until it runs out. */
    private static void assertNoTwoLiveLeases(Queue<Handout> handouts) {
        Map<UUID, List<Handout>> perMelding = handouts.stream().collect(Collectors.groupingBy(Handout::melding));
        assertThat(perMelding.values()).allSatisfy(list -> {
            List<Handout> iTime =
                    list.stream().sorted(Comparator.comparing(Handout::fra)).toList();
            for (int i = 1; i < iTime.size(); i++) {
                assertThat(iTime.get(i - 1).isBroken(iTime.get(i))).isFalse();
            }
        });
    }
}
