package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;

/** A søknad with all files in the request (contract.md 1.2), and what every søknad is held against. */
abstract class SoknadV1Suite extends InnsendingSuite {
    @Test
    void the_attachments_of_the_request_come_in_the_order_of_vedlegg_json_and_mellomlagring_is_left_alone() {
        String ref = ref();
        stage(ref, "utkast.pdf", SoknadSuite.bytes(30, 1));
        Answer sent = person(FNR)
                .post(
                        path(ref),
                        form(SoknadSuite.vedlegg("b.png", "a.png"))
                                .file("a.png", SoknadSuite.bytes(10, 1), certificate())
                                .file("b.png", SoknadSuite.bytes(20, 1), certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);

        assertThat(show(UUID.fromString(sent.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("filnavn"))
                .containsExactly("b.png", "a.png", "Soknad-juridisk.pdf");
        assertThat(inMellomlagring(ref)).containsExactly("utkast.pdf");
    }

    @Test
    void two_files_of_one_name_are_both_kept_each_in_its_place() {
        Answer sent = person(FNR)
                .post(
                        path(ref()),
                        form(SoknadSuite.vedlegg("bilde.png", "annet.png", "bilde.png"))
                                .file("bilde.png", SoknadSuite.bytes(10, 1), certificate())
                                .file("annet.png", SoknadSuite.bytes(20, 1), certificate())
                                .file("bilde.png", SoknadSuite.bytes(30, 1), certificate()));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(show(UUID.fromString(sent.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("storrelse"))
                .containsExactly("10", "20", "30", "16");
    }

    @Test
    void a_file_that_is_in_mellomlagring_alone_is_missing() {
        String ref = ref();
        stage(ref, "a.png", SoknadSuite.bytes(30, 1));
        SoknadSuite.assertError(
                person(FNR).post(path(ref), form(SoknadSuite.vedlegg("a.png"))), 400, "VEDLEGG_MANGLER");
    }

    @Test
    void both_versions_share_the_references() {
        String ref = ref();
        Answer first = person(FNR).post(path(ref), form(SoknadSuite.vedlegg()));
        Answer again = person(FNR).post(SoknadSuite.soknadPath("0301", ref), form(SoknadSuite.vedlegg()));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void departures_from_the_schemas_are_counted_and_never_a_refusal() {
        String ref = ref();
        MultipartForm form = new MultipartForm()
                .json("soknadJson", "{\"version\":7}")
                .json("vedleggJson", "{\"vedlegg\":[{\"type\":7,\"tilleggsinfo\":null}]}")
                .file("Soknad.pdf", SoknadSuite.bytes(16, 1), certificate());
        assertThat(person(FNR).post(path(ref), form).status()).isEqualTo(202);
        // soknad.json lacks four fields and has a version of the wrong type; in vedlegg.json a null is as good as
        // nothing.
        assertThat(read("SELECT skjemaavvik FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("6");
        assertThat(person(FNR).get("/q/metrics").text())
                .containsPattern("digisos_skjemaavvik_total\\{format=\"SOKNAD\"} \\d")
                .containsPattern("digisos_skjemaavvik_total\\{format=\"VEDLEGG\"} \\d");
    }

    MultipartForm form(String vedleggJson) {
        return new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", vedleggJson)
                .file("Soknad.pdf", SoknadSuite.bytes(500, 2), certificate())
                .file("Soknad-juridisk.pdf", SoknadSuite.bytes(16, 3), certificate());
    }

    static String path(String ref) {
        return "/digisos/api/v1/soknader/0301/" + ref;
    }
}
