package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A successor accepted at the very moment of its predecessor's decision never waits for ever. */
class SuccessorRaceTest {
    private static final int ROUNDS = Boolean.getBoolean("digisos.lang") ? 2_000 : 250;

    @Test
    @Timeout(300)
    void a_successor_is_always_released() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                UUID predecessor = scene.leased().leveranse().id();
                NewLeveranse fresh = scene.fresh(scene.read(predecessor).digisosId());

                Future<KvitteringOutcome> kvittering = threads.submit(() -> {
                    start.await();
                    return scene.decision.mottatt(Scene.KONTO, predecessor, null, null);
                });
                Future<Leveranse> intake = threads.submit(() -> {
                    start.await();
                    return scene.receive(fresh);
                });

                assertThat(kvittering.get()).isInstanceOf(KvitteringOutcome.Confirmed.class);
                intake.get();
                assertThat(scene.read(fresh.meldingId()).tilstand())
                        .as("round %s", round)
                        .isEqualTo(LeveranseState.I_KO);
            }
            assertThat(scene.release.releaseWaiting(10))
                    .as("the backstop had nothing to do")
                    .isEmpty();
        }
    }
}
