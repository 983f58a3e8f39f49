package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** Two requests with one reference at the same time (pitfalls P2 and P4): one of them is accepted. */
abstract class KapplopSuite extends InnsendingSuite {
    private static final int RUNDER = 100;
    private static final int RUNDER_ETTERSENDELSE = 25;

    @Test
    void two_equal_soknader_at_once_are_one_case_with_one_id() throws Exception {
        Klient person = person(FNR);
        Skjema skjema = new Skjema()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .fil("Soknad.pdf", SoknadSuite.bytes(16, 1), sertifikat());
        for (int runde = 0; runde < RUNDER; runde++) {
            String ref = ref();
            List<Svar> svar = samtidig(() -> person.post(SoknadSuite.soknadSti("0301", ref), skjema));
            assertThat(svar).extracting(Svar::status).containsExactly(202, 202);
            assertThat(svar.getFirst().tekst()).isEqualTo(svar.getLast().tekst());
            assertThat(les("SELECT digisos_id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                    .containsExactly(svar.getFirst().json().asText());
        }
    }

    @Test
    void of_two_equal_ettersendelser_at_once_one_is_accepted_and_one_is_told_so() throws Exception {
        UUID sak = sak();
        Klient person = person(FNR);
        Skjema skjema = new Skjema().json("vedlegg.json", SoknadSuite.vedlegg("a.png"));
        for (int runde = 0; runde < RUNDER_ETTERSENDELSE; runde++) {
            String ref = ref() + "0001";
            mellomlagre(ref, "a.png", SoknadSuite.bytes(16, 1));
            List<Svar> svar = samtidig(() -> person.post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, skjema));
            assertThat(svar).extracting(Svar::status).containsExactlyInAnyOrder(202, 400);
            assertThat(svar).extracting(Svar::tekst).anyMatch(tekst -> tekst.contains("finnes allerde"));
        }
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser").findValuesAsText("filnavn"))
                .hasSize(RUNDER_ETTERSENDELSE);
        // One chain: each waits for the one before it, and nobody for the same one.
        assertThat(les("SELECT venter_pa FROM leveranse WHERE digisos_id = ? AND venter_pa IS NOT NULL", sak))
                .hasSize(RUNDER_ETTERSENDELSE)
                .doesNotHaveDuplicates();
    }

    private static List<Svar> samtidig(Callable<Svar> kall) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService trader = Executors.newFixedThreadPool(2)) {
            Callable<Svar> etterStart = () -> {
                start.await();
                return kall.call();
            };
            Future<Svar> en = trader.submit(etterStart);
            Future<Svar> to = trader.submit(etterStart);
            return List.of(en.get(), to.get());
        }
    }
}
