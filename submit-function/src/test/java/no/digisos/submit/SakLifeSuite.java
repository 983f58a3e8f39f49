package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.sak.SakDeletion;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;

/** What a citizen and nav.no see of a case that is deleted, and of a document that is withdrawn (pitfalls.md P16 and P17). */
abstract class SakLifeSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/";

    @Test
    void a_case_whose_delivery_is_undecided_is_not_deleted() {
        UUID sak = sak();
        assertThat(sakSeeds.delete(sak)).isInstanceOf(SakDeletion.Outcome.Held.class);
        assertThat(show(sak).at("/originalSoknadNAV/soknadDokument/filnavn").asText())
                .isEqualTo("Soknad.pdf");
    }

    @Test
    void of_a_deleted_case_nothing_is_read_and_what_is_sent_to_it_is_410() {
        UUID sak = sak();
        UUID kept = sak();
        String klage = ref();
        assertThat(klage(sak, klage).status()).isEqualTo(200);
        JsonNode shown = show(sak);
        String soknadJson = shown.at("/originalSoknadNAV/metadata").asText();
        String soknadPdf = shown.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        assertThat(dokument(sak, soknadJson).status()).isEqualTo(200);
        assertThat(download(soknadPdf).status()).isEqualTo(200);

        delete(sak);

        SoknadSuite.assertError(person(FNR).get(SAKER + sak), 404, "FINNES_IKKE");
        assertThat(person(FNR).get(SAKER + "soknader").json().findValuesAsText("fiksDigisosId"))
                .contains(kept.toString())
                .doesNotContain(sak.toString());
        SoknadSuite.assertError(dokument(sak, soknadJson), 404, "FINNES_IKKE");
        SoknadSuite.assertError(download(soknadPdf), 404, "FINNES_IKKE");
        assertThat(collection(sak, soknadJson).text()).doesNotContain("form-data");
        SoknadSuite.assertError(person(FNR).get("/digisos/klage/api/v1/klager?digisosId=" + sak), 404, "FINNES_IKKE");
        assertThat(person(FNR).get("/digisos/klage/api/v1/klager").text()).doesNotContain(klage);

        Answer ettersendelse = person(FNR)
                .post(
                        "/digisos/api/v2/soknader/0301/" + sak + "/" + ref(),
                        new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg()));
        SoknadSuite.assertError(ettersendelse, 410, "SLETTET");
        SoknadSuite.assertError(klage(sak, ref()), 410, "SLETTET");
    }

    @Test
    void the_reference_of_a_deleted_case_stays_taken() {
        String ref = ref();
        MultipartForm form = new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .file("Soknad.pdf", new byte[3], certificate());
        Answer first = person(FNR).post(SoknadSuite.soknadPath("0301", ref), form);
        delete(UUID.fromString(first.json().asText()));
        Answer again = person(FNR).post(SoknadSuite.soknadPath("0301", ref), form);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(read("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .hasSize(1);
    }

    @Test
    void what_was_audited_of_a_deleted_case_is_kept() {
        UUID sak = sak();
        String rows = "SELECT count(*) FROM audit_rad";
        String count = read(rows).getFirst();
        delete(sak);
        assertThat(read(rows)).containsExactly(count);
        assertThat(read("SELECT hendelse FROM historikk WHERE digisos_id = ? ORDER BY id", sak))
                .contains("AKSEPTERT_FIKS")
                .endsWith("SLETTET_SAK");
    }

    @Test
    void a_withdrawn_document_is_404_and_still_named_while_the_others_are_served() {
        UUID sak = sakSeeds.soknad(
                        id(),
                        SeedData.OSLO,
                        FNR,
                        ref(),
                        Map.of("Soknad.pdf", SoknadSuite.bytes(40, 1), "annet.pdf", SoknadSuite.bytes(50, 2)))
                .digisosId();
        JsonNode shown = show(sak);
        String soknadJson = shown.at("/originalSoknadNAV/metadata").asText();
        String vedleggJson = shown.at("/originalSoknadNAV/vedleggMetadata").asText();
        String soknadPdf = shown.at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        String another =
                shown.at("/originalSoknadNAV/vedlegg/0/dokumentlagerDokumentId").asText();
        assertThat(sakSeeds.withdraw(UUID.fromString(soknadPdf))).contains(sak);
        assertThat(sakSeeds.withdraw(UUID.fromString(soknadJson))).contains(sak);
        assertThat(sakSeeds.withdraw(UUID.fromString(soknadJson))).isEmpty();

        SoknadSuite.assertError(download(soknadPdf), 404, "FINNES_IKKE");
        SoknadSuite.assertError(dokument(sak, soknadJson), 404, "FINNES_IKKE");
        SoknadSuite.assertError(dokument(sak, soknadPdf), 404, "FINNES_IKKE");
        assertThat(collection(sak, soknadJson).text()).doesNotContain("form-data");
        assertThat(collection(sak, vedleggJson).text()).contains("form-data");
        assertThat(download(another).status()).isEqualTo(200);
        assertThat(show(sak))
                .as("clients need every document that vedlegg.json names")
                .isEqualTo(shown);
        assertThat(read("SELECT tilstand FROM leveranse WHERE digisos_id = ?", sak))
                .containsExactly("I_KO");
    }

    private Answer dokument(UUID sak, String id) {
        return person(FNR).get(SAKER + sak + "/dokumenter/" + id);
    }

    private Answer download(String id) {
        return Client.against(SoknadSuite.base())
                .withHeader("Authorization", "Bearer " + environment.utsteder().person(FNR))
                .get("/dokumentlager/nedlasting/niva4/" + id);
    }

    private Answer collection(UUID sak, String id) {
        Answer answer = person(FNR)
                .post(
                        SAKER + "dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + id + "\"}]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private Answer klage(UUID sak, String klage) {
        return person(FNR)
                .post(
                        "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + id(),
                        new MultipartForm()
                                .json("klage.json", "{}")
                                .json("vedlegg.json", SoknadSuite.vedlegg())
                                .file("klage.pdf", new byte[9], certificate()));
    }
}
