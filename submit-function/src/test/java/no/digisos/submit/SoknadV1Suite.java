package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.api.Test;

/** A søknad with all files in the request (contract.md 1.2), and what every søknad is held against. */
abstract class SoknadV1Suite extends InnsendingSuite {
    @Test
    void the_attachments_of_the_request_come_in_the_order_of_vedlegg_json_and_mellomlagring_is_left_alone() {
        String ref = ref();
        mellomlagre(ref, "utkast.pdf", SoknadSuite.bytes(30, 1));
        Svar sendt = person(FNR)
                .post(
                        sti(ref),
                        skjema(SoknadSuite.vedlegg("b.png", "a.png"))
                                .fil("a.png", SoknadSuite.bytes(10, 1), sertifikat())
                                .fil("b.png", SoknadSuite.bytes(20, 1), sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);

        assertThat(vis(UUID.fromString(sendt.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("filnavn"))
                .containsExactly("b.png", "a.png", "Soknad-juridisk.pdf");
        assertThat(iMellomlagring(ref)).containsExactly("utkast.pdf");
    }

    @Test
    void two_files_of_one_name_are_both_kept_each_in_its_place() {
        Svar sendt = person(FNR)
                .post(
                        sti(ref()),
                        skjema(SoknadSuite.vedlegg("bilde.png", "annet.png", "bilde.png"))
                                .fil("bilde.png", SoknadSuite.bytes(10, 1), sertifikat())
                                .fil("annet.png", SoknadSuite.bytes(20, 1), sertifikat())
                                .fil("bilde.png", SoknadSuite.bytes(30, 1), sertifikat()));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        assertThat(vis(UUID.fromString(sendt.json().asText()))
                        .at("/originalSoknadNAV/vedlegg")
                        .findValuesAsText("storrelse"))
                .containsExactly("10", "20", "30", "16");
    }

    @Test
    void a_file_that_is_in_mellomlagring_alone_is_missing() {
        String ref = ref();
        mellomlagre(ref, "a.png", SoknadSuite.bytes(30, 1));
        SoknadSuite.assertError(
                person(FNR).post(sti(ref), skjema(SoknadSuite.vedlegg("a.png"))), 400, "VEDLEGG_MANGLER");
    }

    @Test
    void both_versions_share_the_references() {
        String ref = ref();
        Svar forste = person(FNR).post(sti(ref), skjema(SoknadSuite.vedlegg()));
        Svar igjen = person(FNR).post(SoknadSuite.soknadSti("0301", ref), skjema(SoknadSuite.vedlegg()));
        assertThat(igjen.status()).isEqualTo(202);
        assertThat(igjen.tekst()).isEqualTo(forste.tekst());
    }

    @Test
    void departures_from_the_schemas_are_counted_and_never_a_refusal() {
        String ref = ref();
        Skjema skjema = new Skjema()
                .json("soknadJson", "{\"version\":7}")
                .json("vedleggJson", "{\"vedlegg\":[{\"type\":7,\"tilleggsinfo\":null}]}")
                .fil("Soknad.pdf", SoknadSuite.bytes(16, 1), sertifikat());
        assertThat(person(FNR).post(sti(ref), skjema).status()).isEqualTo(202);
        // soknad.json lacks four fields and has a version of the wrong type; in vedlegg.json a null is as good as
        // nothing.
        assertThat(les("SELECT skjemaavvik FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("6");
        assertThat(person(FNR).get("/q/metrics").tekst())
                .containsPattern("digisos_skjemaavvik_total\\{format=\"SOKNAD\"} \\d")
                .containsPattern("digisos_skjemaavvik_total\\{format=\"VEDLEGG\"} \\d");
    }

    Skjema skjema(String vedleggJson) {
        return new Skjema()
                .json("soknadJson", SoknadSuite.soknad(FNR, "en"))
                .json("vedleggJson", vedleggJson)
                .fil("Soknad.pdf", SoknadSuite.bytes(500, 2), sertifikat())
                .fil("Soknad-juridisk.pdf", SoknadSuite.bytes(16, 3), sertifikat());
    }

    static String sti(String ref) {
        return "/digisos/api/v1/soknader/0301/" + ref;
    }
}
