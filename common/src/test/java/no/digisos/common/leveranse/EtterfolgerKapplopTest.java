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
class EtterfolgerKapplopTest {
    private static final int RUNDER = Boolean.getBoolean("digisos.lang") ? 2_000 : 250;

    @Test
    @Timeout(300)
    void a_successor_is_always_released() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService trader = Executors.newFixedThreadPool(2)) {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int runde = 0; runde < RUNDER; runde++) {
                UUID forgjenger = scene.utlant().leveranse().id();
                NyLeveranse ny = scene.ny(scene.les(forgjenger).digisosId());

                Future<Kvitteringssvar> kvittering = trader.submit(() -> {
                    start.await();
                    return scene.beslutning.mottatt(Scene.KONTO, forgjenger, null, null);
                });
                Future<Leveranse> mottak = trader.submit(() -> {
                    start.await();
                    return scene.motta(ny);
                });

                assertThat(kvittering.get()).isInstanceOf(Kvitteringssvar.Bekreftet.class);
                mottak.get();
                assertThat(scene.les(ny.meldingId()).tilstand())
                        .as("round %s", runde)
                        .isEqualTo(Tilstand.I_KO);
            }
            assertThat(scene.frigivelse.frigiVentende(10))
                    .as("the backstop had nothing to do")
                    .isEmpty();
        }
    }
}
