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
import no.digisos.common.leveranse.Kvitteringssvar.Behold;
import no.digisos.common.leveranse.Kvitteringssvar.Bekreftet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Receipts against withdrawals and intents on the same messages at the same moment, 16 clients, no hold: each message ends in
 * exactly one of receipted or on its way to SvarUt, and whoever asked was told the truth.
 */
class KvitteringMotTrekkTest {
    private static final int ANTALL = Boolean.getBoolean("digisos.lang") ? 50_000 : 10_000;
    private static final int KLIENTER = 16;

    private enum Oppgave {
        KVITTER,
        TREKK,
        TREKK_OG_START
    }

    private record Steg(Oppgave oppgave, UUID melding) {}

    private final Queue<UUID> forste = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> bekreftet = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> forSent = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(600)
    void never_two_decisions_and_never_a_lie() throws Exception {
        try (Scene scene = new Scene();
                ExecutorService trader = Executors.newFixedThreadPool(KLIENTER)) {
            List<UUID> ider =
                    scene.mangeIKo(ANTALL, "digisos_now() - interval '1 day' + n * interval '1 millisecond'", 1);
            List<Steg> steg = steg(ider);
            AtomicInteger neste = new AtomicInteger();
            List<Future<?>> klienter = new ArrayList<>();
            for (int k = 0; k < KLIENTER; k++) {
                klienter.add(trader.submit(() -> {
                    for (int i = neste.getAndIncrement(); i < steg.size(); i = neste.getAndIncrement()) {
                        utfor(scene, steg.get(i));
                    }
                    return null;
                }));
            }
            for (Future<?> klient : klienter) {
                klient.get();
            }
            trekkOgStartResten(scene);

            Set<UUID> iSvarUt = ider(scene, "SELECT id FROM leveranse WHERE tilstand = 'SVARUT_SENDER'");
            Set<UUID> kvittert = ider(scene, "SELECT id FROM leveranse WHERE tilstand = 'BEKREFTET'");
            assertThat(iSvarUt).as("withdrawals that won").hasSizeGreaterThan(ANTALL / 100);
            assertThat(kvittert).as("receipts that won").hasSizeGreaterThan(ANTALL / 100);
            assertThat(iSvarUt.size() + kvittert.size()).isEqualTo(ANTALL);
            assertThat(ider(scene, "SELECT leveranse_id FROM leveranse_utfall")).isEqualTo(kvittert);
            assertThat(forste).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(kvittert);
            assertThat(new HashSet<>(bekreftet)).isEqualTo(kvittert);
            assertThat(iSvarUt).containsAll(forSent);
            assertThat(ider(scene, "SELECT id FROM leveranse WHERE sen_kvittering IS NOT NULL"))
                    .isEqualTo(new HashSet<>(forSent));
            assertThat(ider(scene, "SELECT leveranse_id FROM svarut_forsok")).isEqualTo(iSvarUt);
            assertThat(scene.antall("SELECT count(*) FROM svarut_forsok")).isEqualTo(iSvarUt.size());
            assertThat(scene.antall("SELECT count(*) FROM historikk WHERE hendelse = 'BEKREFTET'"))
                    .isEqualTo(kvittert.size());
        }
    }

    /** For each message two receipts and a withdrawal, close together and in any order. */
    private static List<Steg> steg(List<UUID> ider) {
        SplittableRandom tilfeldig = new SplittableRandom(42);
        List<Steg> steg = new ArrayList<>();
        for (UUID id : ider) {
            Oppgave trekk = tilfeldig.nextBoolean() ? Oppgave.TREKK : Oppgave.TREKK_OG_START;
            List<Steg> tre = new ArrayList<>(List.of(new Steg(Oppgave.KVITTER, id), new Steg(Oppgave.KVITTER, id)));
            tre.add(tilfeldig.nextInt(3), new Steg(trekk, id));
            steg.addAll(tre);
        }
        return steg;
    }

    private void utfor(Scene scene, Steg steg) throws SQLException {
        switch (steg.oppgave()) {
            case KVITTER -> {
                switch (scene.beslutning.mottatt(Scene.KONTO, steg.melding(), null, null)) {
                    case Bekreftet b -> {
                        bekreftet.add(steg.melding());
                        if (!b.gjentatt()) {
                            forste.add(steg.melding());
                        }
                    }
                    case Behold b -> forSent.add(steg.melding());
                    case Kvitteringssvar annet -> throw new AssertionError(annet);
                }
            }
            // The sweep takes the earliest frist, which is about this message.
            case TREKK -> scene.sveip.utlop(Duration.ZERO, Duration.ZERO, 1);
            case TREKK_OG_START -> {
                for (UUID id : scene.sveip.utlop(Duration.ZERO, Duration.ZERO, 1)) {
                    scene.svarUt.start(scene.les(id), "arbeider", "{}");
                }
            }
        }
    }

    private static void trekkOgStartResten(Scene scene) throws SQLException {
        while (!scene.sveip.utlop(Duration.ZERO, Duration.ZERO, 500).isEmpty()) {
            assertThat(scene.antall("SELECT count(*) FROM leveranse WHERE tilstand = 'TRUKKET'"))
                    .isPositive();
        }
        for (Leveranse klar : scene.svarUt.klareForSending(ANTALL)) {
            scene.svarUt.start(klar, "arbeider", "{}");
        }
    }

    private static Set<UUID> ider(Scene scene, String sql) {
        Set<UUID> ider = new HashSet<>();
        scene.tekster(sql).forEach(t -> ider.add(UUID.fromString(t)));
        return ider;
    }
}
