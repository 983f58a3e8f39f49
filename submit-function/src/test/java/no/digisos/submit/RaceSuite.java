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
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;

/** Two requests with one reference at the same time (pitfalls.md P2 and P4): one of them is accepted. */
abstract class RaceSuite extends InnsendingSuite {
    private static final int ROUNDS = 100;
    private static final int ROUNDS_ETTERSENDELSE = 25;

    @Test
    void two_equal_soknader_at_once_are_one_case_with_one_id() throws Exception {
        Client person = person(FNR);
        MultipartForm form = new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .file("Soknad.pdf", SoknadSuite.bytes(16, 1), certificate());
        for (int round = 0; round < ROUNDS; round++) {
            String ref = ref();
            List<Answer> answer = concurrent(() -> person.post(SoknadSuite.soknadPath("0301", ref), form));
            assertThat(answer).extracting(Answer::status).containsExactly(202, 202);
            assertThat(answer.getFirst().text()).isEqualTo(answer.getLast().text());
            assertThat(read("SELECT digisos_id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                    .containsExactly(answer.getFirst().json().asText());
        }
    }

    @Test
    void of_two_equal_ettersendelser_at_once_one_is_accepted_and_one_is_told_so() throws Exception {
        UUID sak = sak();
        Client person = person(FNR);
        MultipartForm form = new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg("a.png"));
        for (int round = 0; round < ROUNDS_ETTERSENDELSE; round++) {
            String ref = ref() + "0001";
            stage(ref, "a.png", SoknadSuite.bytes(16, 1));
            List<Answer> answer =
                    concurrent(() -> person.post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, form));
            assertThat(answer).extracting(Answer::status).containsExactlyInAnyOrder(202, 400);
            assertThat(answer).extracting(Answer::text).anyMatch(text -> text.contains("finnes allerde"));
        }
        assertThat(show(sak).at("/ettersendtInfoNAV/ettersendelser").findValuesAsText("filnavn"))
                .hasSize(ROUNDS_ETTERSENDELSE);
        // One chain: each waits for the one before it, and nobody for the same one.
        assertThat(read("SELECT venter_pa FROM leveranse WHERE digisos_id = ? AND venter_pa IS NOT NULL", sak))
                .hasSize(ROUNDS_ETTERSENDELSE)
                .doesNotHaveDuplicates();
    }

    /** Two tabs, or two clients, that made the same reference for different files. */
    @Test
    void of_two_different_ettersendelser_at_once_one_is_accepted_and_the_other_sees_an_error_and_no_file_is_lost()
            throws Exception {
        UUID sak = sak();
        Client person = person(FNR);
        Client machine = machine();
        for (int round = 0; round < ROUNDS_ETTERSENDELSE; round++) {
            String ref = ref() + "0001";
            List<Answer> answer = concurrent(
                    () -> addAndSend(machine, person, sak, ref, "a.png"),
                    () -> addAndSend(machine, person, sak, ref, "b.png"));
            assertThat(answer).extracting(Answer::status).containsExactlyInAnyOrder(202, 400);
            assertThat(answer).extracting(Answer::text).noneMatch(text -> text.contains("finnes all"));
            List<String> iSak = filnavn(sak, ref);
            assertThat(iSak).contains(answer.getFirst().status() == 202 ? "a.png" : "b.png");
            List<String> all = new ArrayList<>(iSak);
            all.addAll(inMellomlagring(ref));
            assertThat(all).containsExactlyInAnyOrder("a.png", "b.png");
        }
    }

    @Test
    void of_two_different_soknader_at_once_one_is_accepted_and_the_other_is_told_so() throws Exception {
        Client person = person(FNR);
        for (int round = 0; round < ROUNDS_ETTERSENDELSE; round++) {
            String ref = ref();
            List<Answer> answer = concurrent(() -> send(person, ref, "en"), () -> send(person, ref, "to"));
            assertThat(answer).extracting(Answer::status).containsExactlyInAnyOrder(202, 400);
            assertThat(answer).extracting(Answer::text).anyMatch(text -> text.contains("finnes allerede"));
            assertThat(read("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                    .containsExactly("1");
        }
    }

    private Answer send(Client person, String ref, String begrunnelse) {
        return person.post(
                SoknadSuite.soknadPath("0301", ref),
                new MultipartForm()
                        .json("soknadJson", SoknadSuite.soknad(FNR, begrunnelse))
                        .json("vedleggJson", SoknadSuite.vedlegg())
                        .file("Soknad.pdf", SoknadSuite.bytes(16, 1), certificate()));
    }

    private Answer addAndSend(Client machine, Client person, UUID sak, String ref, String filnavn) {
        Answer added = machine.post(
                mellomlagring(ref),
                new MultipartForm().file(filnavn, SoknadSuite.bytes(16, filnavn.hashCode()), certificate()));
        assertThat(added.status()).as(added.text()).isEqualTo(202);
        return person.post(
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg(filnavn)));
    }

    private List<String> filnavn(UUID sak, String ref) {
        List<String> filnavn = new ArrayList<>();
        show(sak).at("/ettersendtInfoNAV/ettersendelser").forEach(ettersendelse -> {
            if (ettersendelse.get("navEksternRefId").asText().equals(ref)) {
                filnavn.addAll(ettersendelse.get("vedlegg").findValuesAsText("filnavn"));
            }
        });
        return filnavn;
    }

    private static List<Answer> concurrent(Callable<Answer> call) throws Exception {
        return concurrent(call, call);
    }

    private static List<Answer> concurrent(Callable<Answer> single, Callable<Answer> another) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Answer> one = threads.submit(after(start, single));
            Future<Answer> to = threads.submit(after(start, another));
            return List.of(one.get(), to.get());
        }
    }

    private static Callable<Answer> after(CyclicBarrier start, Callable<Answer> call) {
        return () -> {
            start.await();
            return call.call();
        };
    }
}
