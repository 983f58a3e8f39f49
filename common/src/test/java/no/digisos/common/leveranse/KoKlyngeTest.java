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
import no.digisos.common.leveranse.Kvitteringssvar.Behold;
import no.digisos.common.leveranse.Kvitteringssvar.Bekreftet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Workers of one fagsystem on one queue, losing leases, repeating receipts and failing at random: nothing is lost, nothing
 * is receipted twice, nothing is stuck, and no two live leases are ever on one message.
 */
class KoKlyngeTest {
    private static final int ANTALL = Boolean.getBoolean("digisos.lang") ? 50_000 : 10_000;
    private static final int ARBEIDERE = 2;
    private static final AtomicInteger NUMMER = new AtomicInteger();

    /** @param nr the order in which the workers had them in hand: one that was released was in hand before the next one's began */
    private record Utlevering(int nr, UUID melding, Instant fra, Instant til, boolean sluppet) {
        /**
         * Whether the next one, by the start of its transaction, came too early. Two transactions that run at the same time may have begun
         * in the other order: then the later one has released the message before this one got it.
         */
        boolean erBrutt(Utlevering neste) {
            return !sluppet && neste.fra.isBefore(til) && !(neste.sluppet && neste.nr < nr);
        }
    }

    @Test
    @Timeout(600)
    void no_loss_no_duplicate_receipt_none_stuck() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService trader = Executors.newFixedThreadPool(ARBEIDERE)) {
            List<UUID> ider = scene.mangeIKo(ANTALL, "digisos_now() + interval '3650 days'", 0);
            Map<UUID, Integer> forsteKvitteringer = new ConcurrentHashMap<>();
            Queue<Utlevering> utleveringer = new ConcurrentLinkedQueue<>();
            AtomicInteger mistet = new AtomicInteger();

            List<Future<?>> alle = new ArrayList<>();
            for (int i = 0; i < ARBEIDERE; i++) {
                SplittableRandom tilfeldig = new SplittableRandom(7 + i);
                alle.add(trader.submit(arbeider(scene, tilfeldig, forsteKvitteringer, utleveringer, mistet)));
            }
            for (Future<?> f : alle) {
                f.get();
            }

            assertThat(forsteKvitteringer.keySet()).containsExactlyInAnyOrderElementsOf(ider);
            assertThat(forsteKvitteringer.values()).allMatch(n -> n == 1);
            assertThat(scene.antall(
                            "SELECT count(*) FROM leveranse WHERE tilstand <> 'BEKREFTET' OR leie_id IS NOT NULL"))
                    .isZero();
            assertThat(scene.antall("SELECT count(*) FROM leveranse_utfall WHERE utfall = 'BEKREFTET'"))
                    .isEqualTo(ANTALL);
            assertThat(scene.antall("SELECT count(*) FROM historikk WHERE hendelse = 'BEKREFTET'"))
                    .isEqualTo(ANTALL);
            assertThat(mistet.get()).as("leases lost on purpose").isGreaterThan(ANTALL / 20);
            assertNoTwoLiveLeases(utleveringer);
        }
    }

    private static Callable<Void> arbeider(
            Scene scene,
            SplittableRandom tilfeldig,
            Map<UUID, Integer> forsteKvitteringer,
            Queue<Utlevering> utleveringer,
            AtomicInteger mistet) {
        return () -> {
            UUID integrasjon = UUID.randomUUID();
            List<UUID> forsinket = new ArrayList<>();
            try (Connection c = scene.database.functions().getConnection()) {
                while (forsteKvitteringer.size() < ANTALL) {
                    List<UtlantMelding> hentet =
                            scene.ko.hent(c, Scene.KONTO, 1 + tilfeldig.nextInt(20), Scene.LEIE, integrasjon);
                    if (hentet.isEmpty()) {
                        // Receipts for leases lost long ago, perhaps in the middle of the other worker's.
                        for (UUID id : forsinket) {
                            kvitter(scene, c, id, forsteKvitteringer);
                        }
                        forsinket.clear();
                        // What is left lies under lost leases or rests; time passes for everyone.
                        synchronized (scene) {
                            scene.spol(Duration.ofMinutes(31));
                        }
                    }
                    for (UtlantMelding u : hentet) {
                        behandle(scene, c, tilfeldig, u, forsteKvitteringer, utleveringer, mistet, forsinket);
                    }
                }
            }
            return null;
        };
    }

    private static void behandle(
            Scene scene,
            Connection c,
            SplittableRandom tilfeldig,
            UtlantMelding u,
            Map<UUID, Integer> forsteKvitteringer,
            Queue<Utlevering> utleveringer,
            AtomicInteger mistet,
            List<UUID> forsinket)
            throws SQLException {
        UUID id = u.leveranse().id();
        Instant fra = u.leieTil().minus(Scene.LEIE);
        int lodd = tilfeldig.nextInt(100);
        utleveringer.add(new Utlevering(NUMMER.getAndIncrement(), id, fra, u.leieTil(), lodd >= 10 && lodd < 20));
        if (lodd < 10) {
            mistet.incrementAndGet();
            if (lodd < 5) {
                forsinket.add(id);
            }
            return;
        }
        if (lodd < 15) {
            scene.ko.feilet(c, Scene.KONTO, id, u.leieId(), null);
            return;
        }
        if (lodd < 20) {
            scene.ko.giTilbakeLeie(c, Scene.KONTO, id, u.leieId());
            return;
        }
        for (int gang = lodd < 30 ? 2 : 1; gang > 0; gang--) {
            kvitter(scene, c, id, forsteKvitteringer);
        }
    }

    private static void kvitter(Scene scene, Connection c, UUID id, Map<UUID, Integer> forsteKvitteringer)
            throws SQLException {
        c.setAutoCommit(false);
        Kvitteringssvar svar = scene.beslutning.mottatt(c, Scene.KONTO, id, null, null);
        c.commit();
        c.setAutoCommit(true);
        // After another worker's failure it counts when the message has been handed out anew, which is what happens.
        assertThat(svar).isInstanceOfAny(Bekreftet.class, Behold.class);
        if (svar instanceof Bekreftet b && !b.gjentatt()) {
            forsteKvitteringer.merge(id, 1, Integer::sum);
        }
    }

    /** A lease that was neither failed nor given back excludes every other until it runs out. */
    private static void assertNoTwoLiveLeases(Queue<Utlevering> utleveringer) {
        Map<UUID, List<Utlevering>> perMelding =
                utleveringer.stream().collect(Collectors.groupingBy(Utlevering::melding));
        assertThat(perMelding.values()).allSatisfy(liste -> {
            List<Utlevering> iTid =
                    liste.stream().sorted(Comparator.comparing(Utlevering::fra)).toList();
            for (int i = 1; i < iTid.size(); i++) {
                assertThat(iTid.get(i - 1).erBrutt(iTid.get(i))).isFalse();
            }
        });
    }
}
