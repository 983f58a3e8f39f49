package no.digisos.submit.innsyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many JSON documents in one call, seen from outside (contract.md 3 «Bulk documents»). */
abstract class DokumentsamlingSuite {
    private static final String STI = "/digisos/api/v1/soknader/dokumenter";

    @Test
    void every_document_is_a_part_named_by_case_and_document_in_the_order_of_the_request() {
        Borger.Sak en = Borger.EN.sender();
        Borger.Sak to = Borger.EN.sender();
        Svar svar = hent(
                ref(to.digisosId(), to.soknadJson()),
                ref(en.digisosId(), en.soknadJson()),
                ref(to.digisosId(), to.vedleggJson()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).startsWith("multipart/mixed; boundary=");
        Map<String, String> deler = deler(svar);
        assertThat(deler)
                .containsOnlyKeys(
                        to.digisosId() + "_" + to.soknadJson(),
                        en.digisosId() + "_" + en.soknadJson(),
                        to.digisosId() + "_" + to.vedleggJson());
        assertThat(deler.keySet().iterator().next()).isEqualTo(to.digisosId() + "_" + to.soknadJson());
        assertThat(deler.get(en.digisosId() + "_" + en.soknadJson())).isEqualTo(Borger.EN.soknad());
        assertThat(deler.get(to.digisosId() + "_" + to.vedleggJson())).startsWith("{\"vedlegg\":[");
    }

    @Test
    void what_was_sent_comes_back_byte_for_byte() {
        String odd = "x\" ,\n  \"tall\" : [ 1e400, 1.50, 0.12345678901234567890 ], \"tegn\":\"\\ud83d\\ude00 \\u00e5 å";
        Borger.Sak sak = Borger.EN.sender(odd);
        assertThat(Borger.EN
                        .gjennomNav()
                        .get("/digisos/api/v1/soknader/" + sak.digisosId() + "/dokumenter/" + sak.soknadJson())
                        .tekst())
                .isEqualTo(Borger.EN.soknad(odd));
    }

    @Test
    void what_cannot_be_kept_is_refused_with_its_place() {
        for (String tegn : List.of("\\u0000", "\\ud83d")) {
            Svar svar = Borger.EN
                    .gjennomNav()
                    .post(
                            "/digisos/api/v2/soknader/0301/" + UUID.randomUUID(),
                            new Skjema()
                                    .json("soknadJson", Borger.EN.soknad(tegn))
                                    .json("vedleggJson", "{\"vedlegg\":[]}"));
            assertFeil(svar, 400, "UGYLDIG_JSON");
            assertThat(svar.json().get("message").asText()).contains("/data/begrunnelse");
            Svar metadata = Klient.mot(Borger.base())
                    .som(Testmiljo.gjeldende().utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                    .post(
                            "/digisos/api/v1/mellomlagring/" + UUID.randomUUID(),
                            new Skjema()
                                    .json(
                                            "metadata",
                                            "{\"filnavn\":\"a.pdf\",\"mimetype\":\"a/" + tegn
                                                    + "b\",\"storrelse\":3}"));
            assertFeil(metadata, 400, "UGYLDIG_METADATA");
            assertThat(metadata.json().get("message").asText()).contains("/mimetype");
        }
    }

    @Test
    void what_the_caller_may_not_see_is_left_out() {
        Borger.Sak egen = Borger.EN.sender();
        Borger.Sak fremmed = Borger.ANNEN.sender();
        Svar svar = hent(
                ref(fremmed.digisosId(), fremmed.soknadJson()),
                // a document of another's case, claimed to be of an own one
                ref(egen.digisosId(), fremmed.soknadJson()),
                ref(fremmed.digisosId(), egen.soknadJson()),
                ref(egen.digisosId(), egen.soknadPdf()),
                ref(egen.digisosId(), UUID.randomUUID().toString()),
                ref(UUID.randomUUID().toString(), egen.soknadJson()),
                ref(egen.digisosId(), egen.vedleggJson()),
                ref(egen.digisosId(), egen.vedleggJson()));
        assertThat(svar.status()).isEqualTo(200);
        assertThat(deler(svar)).containsOnlyKeys(egen.digisosId() + "_" + egen.vedleggJson());
    }

    @Test
    void no_parts_is_a_whole_answer() {
        for (Svar svar : new Svar[] {
            hent(), hent(ref(UUID.randomUUID().toString(), UUID.randomUUID().toString()))
        }) {
            assertThat(svar.status()).isEqualTo(200);
            assertThat(svar.tekst()).isEqualTo("--" + grense(svar) + "--\r\n");
        }
    }

    @Test
    void a_document_that_cannot_be_read_gives_no_answer_that_looks_whole() {
        Borger.Sak sak = Borger.EN.sender();
        TestDatabase.execute(
                Testmiljo.gjeldende().database().owner(),
                "DELETE FROM dokument_bit WHERE dokument_id = '" + sak.vedleggJson() + "'");
        // Nothing had been sent: an error of its own.
        Svar svar = hent(ref(sak.digisosId(), sak.soknadJson()), ref(sak.digisosId(), sak.vedleggJson()));
        assertThat(svar.status()).isEqualTo(500);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void an_answer_under_way_is_broken_off_rather_than_ended() {
        // More than is held back before the first byte leaves.
        Borger.Sak stor = Borger.EN.sender("x".repeat(1_000_000));
        Borger.Sak odelagt = Borger.EN.sender();
        TestDatabase.execute(
                Testmiljo.gjeldende().database().owner(),
                "DELETE FROM dokument_bit WHERE dokument_id = '" + odelagt.vedleggJson() + "'");
        assertThatThrownBy(() ->
                        hent(ref(stor.digisosId(), stor.soknadJson()), ref(odelagt.digisosId(), odelagt.vedleggJson())))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void more_documents_than_allowed_and_broken_references_are_refused() {
        String[] mange = new String[101];
        Arrays.setAll(
                mange, i -> ref(UUID.randomUUID().toString(), UUID.randomUUID().toString()));
        assertFeil(hent(mange), 400, "UGYLDIG_FORESPORSEL");
        assertThat(hent(Arrays.copyOf(mange, 100)).status()).isEqualTo(200);
        assertFeil(post("{}"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(post("{\"dokumenter\":[null]}"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(
                post("{\"dokumenter\":[{\"digisosId\":\"" + UUID.randomUUID() + "\"}]}"), 400, "UGYLDIG_FORESPORSEL");
        assertFeil(
                post("{\"dokumenter\":[{\"digisosId\":\"tull\",\"dokumentlagerId\":\"tull\"}]}"), 400, "UGYLDIG_JSON");
        assertFeil(post("[]"), 400, "UGYLDIG_JSON");
    }

    @Test
    void staff_are_refused_plainly() {
        Klient maskin =
                Klient.mot(Borger.base()).som(Testmiljo.gjeldende().utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
        assertFeil(maskin.post(STI, "{\"dokumenter\":[]}"), 403, "INGEN_TILGANG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "application/json", "*/*", "text/html"})
    void the_answer_is_the_same_whatever_is_accepted(String accept) {
        Svar svar = Borger.EN.gjennomNav().medHode("Accept", accept).post(STI, "{\"dokumenter\":[]}");
        assertThat(svar.status()).isEqualTo(200);
        assertThat(svar.hode("Content-Type")).startsWith("multipart/mixed");
    }

    private static Svar hent(String... referanser) {
        return post("{\"dokumenter\":[" + Arrays.stream(referanser).collect(Collectors.joining(",")) + "]}");
    }

    private static Svar post(String json) {
        return Borger.EN.gjennomNav().post(STI, json);
    }

    private static String ref(String digisosId, String dokumentlagerId) {
        return "{\"digisosId\":\"" + digisosId + "\",\"dokumentlagerId\":\"" + dokumentlagerId + "\"}";
    }

    private static String grense(Svar svar) {
        String type = svar.hode("Content-Type");
        return type.substring(type.indexOf("boundary=") + "boundary=".length());
    }

    /** The parts by name, read as strictly as innsyn-api reads them: a part without a name counts for nothing. */
    private static Map<String, String> deler(Svar svar) {
        Map<String, String> deler = new LinkedHashMap<>();
        String skille = "--" + grense(svar);
        assertThat(svar.tekst()).startsWith(skille).endsWith(skille + "--\r\n");
        for (String del : svar.tekst().split(skille + "(--)?\r\n")) {
            if (!del.isEmpty()) {
                String hode = del.substring(0, del.indexOf("\r\n\r\n"));
                assertThat(hode).contains("Content-Type: application/json");
                String navn = hode.replaceAll("(?s).*form-data; name=\"([^\"]+)\".*", "$1");
                deler.put(navn, del.substring(hode.length() + 4, del.length() - 2));
            }
        }
        return deler;
    }

    private static void assertFeil(Svar svar, int status, String kode) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
        assertThat(svar.json().get("errorCode").asText()).isEqualTo(kode);
    }
}
