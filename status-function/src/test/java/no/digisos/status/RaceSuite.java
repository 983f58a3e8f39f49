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
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;

/** A message that is reached by SvarInn and by the queue at the same time is decided once. */
abstract class RaceSuite extends QueueSuite {
    private static final int MELDINGER = 15;

    @Test
    void two_receipts_are_one() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sown sown = handedOut();
            List<Answer> answer = concurrent(List.of(
                    () -> oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), ""),
                    () -> oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")));
            assertThat(answer).extracting(Answer::status).containsOnly(200);
            assertDecidedOnce(sown);
        }
    }

    @Test
    void a_receipt_beats_a_rejection_or_keeps_its_copy_without_counting() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sown sown = handedOut();
            List<Answer> answer = concurrent(List.of(
                    () -> oslo().post(QUEUE + "/" + sown.meldingId() + "/kvittering/mottatt", "{}"),
                    () -> svarinn()
                            .post(
                                    SVARINN + "/mottakFeilet/forsendelse/" + sown.meldingId(),
                                    "{\"feilmelding\":\"nei\",\"permanent\":true}")));
            boolean receipted = answer.get(0).status() == 200;
            assertThat(answer.get(0).status()).as(answer.get(0).text()).isIn(200, 202);
            assertThat(answer.get(1).status()).as(answer.get(1).text()).isEqualTo(receipted ? 409 : 200);
            if (receipted) {
                assertDecidedOnce(sown);
            } else {
                assertThat(state(sown)).isEqualTo("TRUKKET");
                assertThat(lateKvittering(sown)).isEqualTo("false");
            }
        }
    }

    @Test
    void what_one_is_leased_the_other_may_still_receipt() throws Exception {
        for (int nr = 0; nr < MELDINGER; nr++) {
            Sown sown = small();
            svarinn().get(SVARINN + "/mottaker/hentNyeForsendelser");
            List<Answer> answer = concurrent(List.of(
                    () -> oslo().post(QUEUE + "/hent", "{}"),
                    () -> svarinn().post(SVARINN + "/kvitterMottak/forsendelse/" + sown.meldingId(), "")));
            assertThat(answer.get(0).status()).isIn(200, 204);
            assertThat(answer.get(1).status()).isEqualTo(200);
            assertDecidedOnce(sown);
        }
    }

    private Sown handedOut() {
        Sown sown = small();
        oslo().post(QUEUE + "/hent", "{}");
        return sown;
    }

    private void assertDecidedOnce(Sown sown) {
        assertThat(state(sown)).isEqualTo("BEKREFTET");
        assertThat(value("SELECT count(*) FROM leveranse_utfall WHERE leveranse_id = ?", sown.meldingId()))
                .isEqualTo("1");
        assertThat(value(
                        "SELECT count(*) FROM historikk WHERE leveranse_id = ? AND hendelse = 'BEKREFTET'",
                        sown.meldingId()))
                .isEqualTo("1");
    }

    private List<Answer> concurrent(List<Supplier<Answer>> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answer = new ArrayList<>();
            for (Supplier<Answer> single : call) {
                answer.add(threads.submit(() -> {
                    start.await();
                    return single.get();
                }));
            }
            start.countDown();
            List<Answer> out = new ArrayList<>();
            for (Future<Answer> single : answer) {
                out.add(single.get(60, TimeUnit.SECONDS));
            }
            return out;
        }
    }
}
