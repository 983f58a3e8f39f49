package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;

/** What a citizen adds to a case (contract.md 1.3 and 1.4, pitfalls.md P4), seen from outside. */
abstract class EttersendelseSuite extends InnsendingSuite {
    private static final String ANOTHER_INNSENDING =
            "navEksternRefId er brukt for en annen innsending i saken; ingenting er lagret";

    @Test
    void files_of_the_request_are_accepted_in_the_order_of_vedlegg_json_with_ettersendelse_pdf_last() {
        UUID sak = sak();
        long previous = show(sak).get("sistEndret").asLong();
        String ref = ref() + "0001";
        Answer answer = v1(
                sak,
                ref,
                with(SoknadSuite.vedlegg("b.png", "a å.png"))
                        .file("a å.png", SoknadSuite.bytes(10, 1), certificate())
                        .file("b.png", SoknadSuite.bytes(20, 2), certificate())
                        .file("ettersendelse.pdf", SoknadSuite.bytes(30, 3), certificate()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.bytes()).isEmpty();

        JsonNode shown = show(sak);
        JsonNode ettersendelse = shown.at("/ettersendtInfoNAV/ettersendelser/0");
        assertThat(ettersendelse.get("navEksternRefId").asText()).isEqualTo(ref);
        assertThat(ettersendelse.get("vedlegg").findValuesAsText("filnavn"))
                .containsExactly("b.png", "a å.png", "ettersendelse.pdf");
        assertThat(ettersendelse.get("timestampSendt").asLong()).isPositive();
        assertThat(shown.get("sistEndret").asLong()).isGreaterThan(previous);
        assertThat(shown.at("/originalSoknadNAV/vedlegg")).isEmpty();
        Answer json = person(FNR)
                .get("/digisos/api/v1/soknader/" + sak + "/dokumenter/"
                        + ettersendelse.get("vedleggMetadata").asText());
        assertThat(json.text()).isEqualTo(SoknadSuite.vedlegg("b.png", "a å.png"));
    }

    @Test
    void files_of_mellomlagring_are_moved_whatever_their_order_and_explicit_nulls_are_fine() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        stage(ref, "b.png", SoknadSuite.bytes(20, 2));
        stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(30, 3));
        String vedlegg =
                "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                        + "{\"filnavn\":\"b.png\",\"sha512\":\"ab\"},{\"filnavn\":\"a.png\",\"sha512\":\"ab\"}],"
                        + "\"hendelseType\":null,\"hendelseReferanse\":null}]}";

        Answer answer = v2(sak, ref, with(vedlegg));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.bytes()).isEmpty();
        assertThat(vedlegg(sak)).containsExactly("b.png", "a.png", "ettersendelse.pdf");
        assertThat(inMellomlagring(ref)).isEmpty();
        assertThat(read("SELECT skjemaavvik FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("0");
    }

    @Test
    void an_ettersendelse_without_files_is_accepted_from_mellomlagring_but_not_in_a_request() {
        UUID sak = sak();
        String empty = "{\"vedlegg\":[]}";
        assertThat(v2(sak, ref(), with(empty)).status()).isEqualTo(202);
        assertThat(vedlegg(sak)).isEmpty();
        SoknadSuite.assertError(v1(sak, ref(), with(empty)), 400, "MANGLER_DEL");
    }

    @Test
    void it_waits_for_the_delivery_before_it() {
        UUID sak = sak();
        assertThat(v2(sak, ref(), with(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(v2(sak, ref(), with(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(read(
                        "SELECT l.melding_type || ' ' || l.tilstand || ' ' || coalesce(f.melding_type, '-')"
                                + " FROM leveranse l LEFT JOIN leveranse f ON f.id = l.venter_pa"
                                + " WHERE l.digisos_id = ? ORDER BY l.lopenummer",
                        sak))
                .containsExactly(
                        "no.nav.digisos.soknad.v1 I_KO -",
                        "no.nav.digisos.ettersendelse.v1 IKKE_SENDT no.nav.digisos.soknad.v1",
                        "no.nav.digisos.ettersendelse.v1 IKKE_SENDT no.nav.digisos.ettersendelse.v1");
        assertThat(read("SELECT hendelse FROM historikk WHERE digisos_id = ? AND innsending_id IS NOT NULL", sak))
                .filteredOn("AKSEPTERT_FIKS"::equals)
                .hasSize(3);
    }

    @Test
    void a_kommune_that_takes_no_new_soknader_takes_ettersendelser() {
        UUID sak = sak(SeedData.STAVANGER, FNR);
        Answer answer =
                person(FNR).post("/digisos/api/v2/soknader/1103/" + sak + "/" + ref(), with(SoknadSuite.vedlegg()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    @Test
    void a_true_repeat_gets_the_very_text_that_clients_look_for() {
        UUID sak = sak();
        String ref = ref() + "0001";
        String already =
                "Ettersendelse med tilhørende navEksternRefId " + ref + " finnes allerde for oppgitt DigisosId " + sak;
        byte[] picture = MultipartForm.encrypt(SoknadSuite.bytes(10, 1), certificate());
        assertThat(machine()
                        .post(mellomlagring(ref), new MultipartForm().file("a.png", 10, picture))
                        .status())
                .isEqualTo(202);
        assertThat(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);

        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))), "ALLEREDE_MOTTATT", already);
        String withNull = SoknadSuite.vedlegg("a.png").replace("\"filer\"", "\"hendelseType\":null, \"filer\"");
        assertAvvist(v2(sak, ref, with(withNull)), "ALLEREDE_MOTTATT", already);

        assertThat(machine()
                        .post(mellomlagring(ref), new MultipartForm().file("a.png", 10, picture))
                        .status())
                .isEqualTo(202);
        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))), "ALLEREDE_MOTTATT", already);
        assertThat(inMellomlagring(ref)).isEmpty();
        assertThat(vedlegg(sak)).containsExactly("a.png");
    }

    @Test
    void a_try_that_failed_before_it_was_accepted_can_be_made_again_with_an_ettersendelse_pdf_of_its_own() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(31, 2));
        SoknadSuite.assertError(v2(sak, ref, with(SoknadSuite.vedlegg("a.png", "b.png"))), 400, "VEDLEGG_MANGLER");

        stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(32, 3));
        SoknadSuite.assertError(
                machine()
                        .post(
                                mellomlagring(ref),
                                new MultipartForm().file("a.png", SoknadSuite.bytes(10, 4), certificate())),
                409,
                "FIL_FINNES");
        assertThat(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);
        assertThat(show(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("storrelse"))
                .containsExactly("10", "32");
    }

    @Test
    void the_third_try_is_known_as_the_second_was() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        for (int attempt = 1; attempt <= 4; attempt++) {
            stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(30, attempt));
            Answer answer = v2(sak, ref, with(SoknadSuite.vedlegg("a.png")));
            assertThat(answer.status()).as(answer.text()).isEqualTo(attempt == 1 ? 202 : 400);
            assertThat(answer.text().contains("finnes allerde")).isEqualTo(attempt > 1);
            assertThat(inMellomlagring(ref)).isEmpty();
        }
    }

    @Test
    void an_ettersendelse_pdf_that_vedlegg_json_names_is_a_file_like_any_other() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, with(SoknadSuite.vedlegg("ettersendelse.pdf"))).status())
                .isEqualTo(202);
        stage(ref, "ettersendelse.pdf", SoknadSuite.bytes(10, 2));
        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg())), "REFERANSE_I_BRUK", ANOTHER_INNSENDING);
        assertThat(inMellomlagring(ref)).containsExactly("ettersendelse.pdf");
    }

    @Test
    void a_name_that_is_listed_twice_needs_two_files() {
        UUID sak = sak();
        String list = SoknadSuite.vedlegg("a.png", "b.png", "a.png");
        MultipartForm one = with(list)
                .file("a.png", SoknadSuite.bytes(10, 1), certificate())
                .file("b.png", SoknadSuite.bytes(20, 2), certificate());
        Answer answer = v1(sak, ref(), one);
        SoknadSuite.assertError(answer, 400, "VEDLEGG_MANGLER");
        assertThat(answer.json().get("message").asText()).endsWith("«a.png»");
        assertThat(v1(sak, ref(), one.file("a.png", SoknadSuite.bytes(30, 3), certificate()))
                        .status())
                .isEqualTo(202);
        assertThat(show(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("storrelse"))
                .containsExactly("10", "20", "30");
    }

    @Test
    void a_repeat_with_the_files_in_the_request_need_not_have_them_encrypted_alike() {
        UUID sak = sak();
        String ref = ref() + "0001";
        for (int round = 0; round < 2; round++) {
            Answer answer = v1(
                    sak,
                    ref,
                    with(SoknadSuite.vedlegg("a.png")).file("a.png", SoknadSuite.bytes(10, 1), certificate()));
            assertThat(answer.status()).as(answer.text()).isEqualTo(round == 0 ? 202 : 400);
            assertThat(answer.text()).doesNotContain(ANOTHER_INNSENDING);
        }
        assertThat(vedlegg(sak)).containsExactly("a.png");
    }

    @Test
    void other_content_under_a_taken_reference_is_told_as_such_and_keeps_its_files() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);

        stage(ref, "b.png", SoknadSuite.bytes(20, 2));
        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg("b.png"))), "REFERANSE_I_BRUK", ANOTHER_INNSENDING);
        // The same list, but a file in mellomlagring that the first has not, alone or beside one that it has.
        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))), "REFERANSE_I_BRUK", ANOTHER_INNSENDING);
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        assertAvvist(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))), "REFERANSE_I_BRUK", ANOTHER_INNSENDING);
        assertThat(inMellomlagring(ref)).containsExactly("b.png", "a.png");
        assertThat(vedlegg(sak)).containsExactly("a.png");

        Answer v1 =
                v1(sak, ref, with(SoknadSuite.vedlegg("c.png")).file("c.png", SoknadSuite.bytes(10, 1), certificate()));
        assertAvvist(v1, "REFERANSE_I_BRUK", ANOTHER_INNSENDING);
    }

    @Test
    void a_reference_is_taken_in_its_case_alone() {
        String ref = ref() + "0001";
        assertThat(v2(sak(), ref, with(SoknadSuite.vedlegg())).status()).isEqualTo(202);
        assertThat(v2(sak(), ref, with(SoknadSuite.vedlegg())).status()).isEqualTo(202);
    }

    @Test
    void unknown_cases_and_those_of_others_are_404_and_deleted_ones_410() {
        UUID others = sak(SeedData.OSLO, ANOTHER);
        UUID deleted = sak();
        delete(deleted);
        for (String version : List.of("v1", "v2")) {
            String path = "/digisos/api/" + version + "/soknader/0301/";
            MultipartForm form =
                    with(SoknadSuite.vedlegg()).file("a.png", SoknadSuite.bytes(500_000, 1), certificate());
            SoknadSuite.assertError(person(FNR).post(path + UUID.randomUUID() + "/" + ref(), form), 404, "FINNES_IKKE");
            SoknadSuite.assertError(person(FNR).post(path + others + "/" + ref(), form), 404, "FINNES_IKKE");
            SoknadSuite.assertError(person(FNR).post(path + deleted + "/" + ref(), form), 410, "SLETTET");
            SoknadSuite.assertError(person(ANOTHER).post(path + deleted + "/" + ref(), form), 404, "FINNES_IKKE");
        }
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        UUID sak = sak();
        MultipartForm form = with(SoknadSuite.vedlegg()).file("a.png", SoknadSuite.bytes(10, 1), certificate());
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v1/soknader/4601/" + sak + "/" + ref(), form),
                400,
                "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v1/soknader/0301/ikke-uuid/" + ref(), form), 400, "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(v1(sak, "feil.ref", form), 400, "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                v1(sak, ref(), new MultipartForm().file("a.png", SoknadSuite.bytes(10, 1), certificate())),
                400,
                "MANGLER_DEL");
        SoknadSuite.assertError(v2(sak, ref(), with("[]")), 400, "UGYLDIG_JSON");
        SoknadSuite.assertError(
                v1(
                        sak,
                        ref(),
                        with(SoknadSuite.vedlegg())
                                .file("a.png", 11, MultipartForm.encrypt(SoknadSuite.bytes(10, 1), certificate()))),
                400,
                "FIL_IKKE_KOMPLETT");
        SoknadSuite.assertError(
                person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref(), "{}"), 415, "FEIL_INNHOLDSTYPE");
        SoknadSuite.assertError(
                machine().post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref(), form), 401, "UGYLDIG_TOKEN");
    }

    @Test
    void missing_files_are_named_and_nothing_is_lost() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        Answer answer = v2(sak, ref, with(SoknadSuite.vedlegg("a.png", "b.png")));
        SoknadSuite.assertError(answer, 400, "VEDLEGG_MANGLER");
        assertThat(answer.json().get("message").asText()).contains("«b.png»").doesNotContain("a.png");
        assertThat(inMellomlagring(ref)).containsExactly("a.png");
        assertThat(v2(sak, ref, with(SoknadSuite.vedlegg("a.png"))).status()).isEqualTo(202);
    }

    @Test
    void a_file_that_is_not_the_one_named_is_refused() {
        UUID sak = sak();
        String ref = ref() + "0001";
        stage(ref, "a.png", SoknadSuite.bytes(10, 1));
        String vedlegg = SoknadSuite.vedlegg("a.png").replace("\"ab\"", "\"" + "ab".repeat(64) + "\"");
        SoknadSuite.assertError(v2(sak, ref, with(vedlegg)), 400, "FIL_IKKE_KOMPLETT");
        assertThat(inMellomlagring(ref)).containsExactly("a.png");
    }

    private List<String> vedlegg(UUID sak) {
        return show(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn");
    }

    private static void assertAvvist(Answer answer, String code, String melding) {
        SoknadSuite.assertError(answer, 400, code);
        assertThat(answer.json().get("message").asText()).isEqualTo(melding);
        if (!code.equals("ALLEREDE_MOTTATT")) {
            assertThat(answer.text()).doesNotContain("finnes all");
        }
    }

    private Answer v1(UUID sak, String ref, MultipartForm form) {
        return person(FNR).post("/digisos/api/v1/soknader/0301/" + sak + "/" + ref, form);
    }

    private Answer v2(UUID sak, String ref, MultipartForm form) {
        return person(FNR).post("/digisos/api/v2/soknader/0301/" + sak + "/" + ref, form);
    }

    private static MultipartForm with(String vedleggJson) {
        return new MultipartForm().json("vedlegg.json", vedleggJson);
    }
}
