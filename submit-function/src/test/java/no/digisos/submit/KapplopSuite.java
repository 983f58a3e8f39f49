package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

/** Two requests with one reference at the same time (pitfalls.md P2 and P4): one of them is accepted. */
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

    /** Two tabs, or two clients, that made the same reference for different files. */
    @Test
    void of_two_different_ettersendelser_at_once_one_is_accepted_and_the_other_sees_an_error_and_no_file_is_lost()
            throws Exception {
        UUID sak = sak();
        Klient person = person(FNR);
        Klient maskin = maskin();
        for (int runde = 0; runde < RUNDER_ETTERSENDELSE; runde++) {
            String ref = ref() + "0001";
            List<Svar> svar = samtidig(
                    () -> leggOgSend(maskin, person, sak, ref, "a.png"),
                    () -> leggOgSend(maskin, person, sak, ref, "b.png"));
            assertThat(svar).extracting(Svar::status).containsExactlyInAnyOrder(202, 400);
            assertThat(svar).extracting(Svar::tekst).noneMatch(tekst -> tekst.contains("finnes all"));
            List<String> iSaken = filnavn(sak, ref);
            assertThat(iSaken).contains(svar.getFirst().status() == 202 ? "a.png" : "b.png");
            List<String> alle = new ArrayList<>(iSaken);
            alle.addAll(iMellomlagring(ref));
            assertThat(alle).containsExactlyInAnyOrder("a.png", "b.png");
        }
    }

    @Test
    void of_two_different_soknader_at_once_one_is_accepted_and_the_other_is_told_so() throws Exception {
        Klient person = person(FNR);
        for (int runde = 0; runde < RUNDER_ETTERSENDELSE; runde++) {
            String ref = ref();
            List<Svar> svar = samtidig(() -> send(person, ref, "en"), () -> send(person, ref, "to"));
            assertThat(svar).extracting(Svar::status).containsExactlyInAnyOrder(202, 400);
            assertThat(svar).extracting(Svar::tekst).anyMatch(tekst -> tekst.contains("finnes allerede"));
            assertThat(les("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                    .containsExactly("1");
        }
    }

    private Svar send(Klient person, String ref, String begrunnelse) {
        return person.post(
                SoknadSuite.soknadSti("0301", ref),
                new Skjema()
                        .json("soknadJson", SoknadSuite.soknad(FNR, begrunnelse))
                        .json("vedleggJson", SoknadSuite.vedlegg())
                        .fil("Soknad.pdf", SoknadSuite.bytes(16, 1), sertifikat()));
    }

    private Svar leggOgSend(Klient maskin, Klient person, UUID sak, String ref, String filnavn) {
        Svar lagt = maskin.post(
                mellomlagring(ref), new Skjema().fil(filnavn, SoknadSuite.bytes(16, filnavn.hashCode()), sertifikat()));
        assertThat(lagt.status()).as(lagt.tekst()).isEqualTo(202);
        return person.post(
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new Skjema().json("vedlegg.json", SoknadSuite.vedlegg(filnavn)));
    }

    private List<String> filnavn(UUID sak, String ref) {
        List<String> filnavn = new ArrayList<>();
        vis(sak).at("/ettersendtInfoNAV/ettersendelser").forEach(ettersendelse -> {
            if (ettersendelse.get("navEksternRefId").asText().equals(ref)) {
                filnavn.addAll(ettersendelse.get("vedlegg").findValuesAsText("filnavn"));
            }
        });
        return filnavn;
    }

    private static List<Svar> samtidig(Callable<Svar> kall) throws Exception {
        return samtidig(kall, kall);
    }

    private static List<Svar> samtidig(Callable<Svar> ett, Callable<Svar> annet) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService trader = Executors.newFixedThreadPool(2)) {
            Future<Svar> en = trader.submit(etter(start, ett));
            Future<Svar> to = trader.submit(etter(start, annet));
            return List.of(en.get(), to.get());
        }
    }

    private static Callable<Svar> etter(CyclicBarrier start, Callable<Svar> kall) {
        return () -> {
            start.await();
            return kall.call();
        };
    }
}
