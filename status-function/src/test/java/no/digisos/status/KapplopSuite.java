package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.Test;

/** A message that is reached by SvarInn and by the queue at the same time is decided once. */
abstract class KapplopSuite extends KoSuite {
    private static final int MELDINGER = 15;

    @Test
    void two_receipts_are_one() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sadd sadd = utlevert();
            List<Svar> svar = samtidig(List.of(
                    () -> oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), ""),
                    () -> oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")));
            assertThat(svar).extracting(Svar::status).containsOnly(200);
            assertBesluttetEnGang(sadd);
        }
    }

    @Test
    void a_receipt_beats_a_rejection_or_keeps_its_copy_without_counting() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sadd sadd = utlevert();
            List<Svar> svar = samtidig(List.of(
                    () -> oslo().post(KO + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn()
                            .post(
                                    SVARINN + "/mottakFeilet/forsendelse/" + sadd.meldingId(),
                                    "{\"feilmelding\":\"nei\",\"permanent\":true}")));
            boolean kvittert = svar.get(0).status() == 200;
            assertThat(svar.get(0).status()).as(svar.get(0).tekst()).isIn(200, 202);
            assertThat(svar.get(1).status()).as(svar.get(1).tekst()).isEqualTo(kvittert ? 409 : 200);
            if (kvittert) {
                assertBesluttetEnGang(sadd);
            } else {
                assertThat(tilstand(sadd)).isEqualTo("TRUKKET");
                assertThat(senKvittering(sadd)).isEqualTo("false");
            }
        }
    }

    @Test
    void what_one_is_leased_the_other_may_still_receipt() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sadd sadd = liten();
            svarinn().get(SVARINN + "/mottaker/hentNyeForsendelser");
            List<Svar> svar = samtidig(List.of(
                    () -> oslo().post(KO + "/hent", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sadd.meldingId(), "")));
            assertThat(svar.get(0).status()).isIn(200, 204);
            assertThat(svar.get(1).status()).isEqualTo(200);
            assertBesluttetEnGang(sadd);
        }
    }

    private Sadd utlevert() {
        Sadd sadd = liten();
        oslo().post(KO + "/hent", "{}");
        return sadd;
    }

    private void assertBesluttetEnGang(Sadd sadd) {
        assertThat(tilstand(sadd)).isEqualTo("BEKREFTET");
        assertThat(verdi("SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = ?", sadd.meldingId()))
                .isEqualTo("1");
        assertThat(verdi(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'BEKREFTET'",
                        sadd.meldingId()))
                .isEqualTo("1");
    }

    private List<Svar> samtidig(List<Supplier<Svar>> kall) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService traader = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Svar>> svar = new ArrayList<>();
            for (Supplier<Svar> ett : kall) {
                svar.add(traader.submit(() -> {
                    start.await();
                    return ett.get();
                }));
            }
            start.countDown();
            List<Svar> ut = new ArrayList<>();
            for (Future<Svar> ett : svar) {
                ut.add(ett.get(60, TimeUnit.SECONDS));
            }
            return ut;
        }
    }
}
