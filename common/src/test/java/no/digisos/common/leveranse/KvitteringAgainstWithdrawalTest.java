package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.common.leveranse.KvitteringOutcome.Confirmed;
import no.digisos.common.leveranse.KvitteringOutcome.Keep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Receipts against withdrawals and intents on the same messages at the same moment, 16 clients, no hold: each message ends in
 * exactly one of receipted or on its way to SvarUt, and whoever asked was told the truth.
 */
class KvitteringAgainstWithdrawalTest {
    private static final int COUNT = Boolean.getBoolean("digisos.lang") ? 50_000 : 10_000;
    private static final int CLIENTS = 16;

    private enum Task {
        KVITTER,
        TREKK,
        TREKK_OG_START
    }

    private record Step(Task oppgave, UUID melding) {}

    private final Queue<UUID> first = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> confirmed = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> tooLate = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(600)
    void never_two_decisions_and_never_a_lie() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<UUID> ids =
                    scene.manyInQueue(COUNT, "digisos_now() - interval '1 day' + n * interval '1 millisecond'", 1);
            List<Step> step = step(ids);
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> clients = new ArrayList<>();
            for (int k = 0; k < CLIENTS; k++) {
                clients.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < step.size(); i = next.getAndIncrement()) {
                        execute(scene, step.get(i));
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
            withdrawAndStartRest(scene);

            Set<UUID> inSvarUt = ids(scene, "SELECT id FROM leveranse WHERE tilstand = 'SVARUT_SENDER'");
            Set<UUID> receipted = ids(scene, "SELECT id FROM leveranse WHERE tilstand = 'BEKREFTET'");
            assertThat(inSvarUt).as("withdrawals that won").hasSizeGreaterThan(COUNT / 100);
            assertThat(receipted).as("receipts that won").hasSizeGreaterThan(COUNT / 100);
            assertThat(inSvarUt.size() + receipted.size()).isEqualTo(COUNT);
            assertThat(ids(scene, "SELECT leveranse_id FROM leveranse_utfall")).isEqualTo(receipted);
            assertThat(first).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(receipted);
            assertThat(new HashSet<>(confirmed)).isEqualTo(receipted);
            assertThat(inSvarUt).containsAll(tooLate);
            assertThat(ids(scene, "SELECT id FROM leveranse WHERE sen_kvittering IS NOT NULL"))
                    .isEqualTo(new HashSet<>(tooLate));
            assertThat(ids(scene, "SELECT leveranse_id FROM svarut_forsok")).isEqualTo(inSvarUt);
            assertThat(scene.count("SELECT count(*) FROM svarut_forsok")).isEqualTo(inSvarUt.size());
            assertThat(scene.count("SELECT count(*) FROM historikk WHERE hendelse = 'BEKREFTET'"))
                    .isEqualTo(receipted.size());
        }
    }

    /** For each message two receipts and a withdrawal, close together and in any order. */
    private static List<Step> step(List<UUID> ids) {
        SplittableRandom random = new SplittableRandom(42);
        List<Step> step = new ArrayList<>();
        for (UUID id : ids) {
            Task withdraw = random.nextBoolean() ? Task.TREKK : Task.TREKK_OG_START;
            List<Step> three = new ArrayList<>(List.of(new Step(Task.KVITTER, id), new Step(Task.KVITTER, id)));
            three.add(random.nextInt(3), new Step(withdraw, id));
            step.addAll(three);
        }
        return step;
    }

    private void execute(Scene scene, Step step) throws SQLException {
        switch (step.oppgave()) {
            case KVITTER -> {
                switch (scene.decision.mottatt(Scene.KONTO, step.melding(), null, null)) {
                    case Confirmed b -> {
                        confirmed.add(step.melding());
                        if (!b.gjentatt()) {
                            first.add(step.melding());
                        }
                    }
                    case Keep b -> tooLate.add(step.melding());
                    case KvitteringOutcome another -> throw new AssertionError(another);
                }
            }
            // The sweep takes the earliest frist, which is about this message.
            case TREKK -> scene.sweep.expire(Duration.ZERO, Duration.ZERO, 1);
            case TREKK_OG_START -> {
                for (UUID id : scene.sweep.expire(Duration.ZERO, Duration.ZERO, 1)) {
                    scene.svarUt.start(scene.read(id), "arbeider", "{}");
                }
            }
        }
    }

    private static void withdrawAndStartRest(Scene scene) throws SQLException {
        while (!scene.sweep.expire(Duration.ZERO, Duration.ZERO, 500).isEmpty()) {
            assertThat(scene.count("SELECT count(*) FROM leveranse WHERE tilstand = 'TRUKKET'"))
                    .isPositive();
        }
        for (Leveranse ready : scene.svarUt.readyForSending(COUNT)) {
            scene.svarUt.start(ready, "arbeider", "{}");
        }
    }

    private static Set<UUID> ids(Scene scene, String sql) {
        Set<UUID> ids = new HashSet<>();
        scene.texts(sql).forEach(t -> ids.add(UUID.fromString(t)));
        return ids;
    }
}
