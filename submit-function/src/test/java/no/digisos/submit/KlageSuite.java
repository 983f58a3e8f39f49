package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.api.Test;

/** Klager on decisions (contract.md 7), seen from outside. */
abstract class KlageSuite extends InnsendingSuite {
    private static final String ROOT = "/digisos/klage/api/v1/";

    private final UUID vedtak = id();

    @Test
    void a_klage_is_accepted_with_its_files_and_listed_as_readers_need_it() {
        UUID sak = sak();
        UUID klage = id();
        stage(klage.toString(), "b.pdf", SoknadSuite.bytes(20, 2));
        stage(klage.toString(), "a.pdf", SoknadSuite.bytes(10, 1));
        Answer sent = send(sak, klage, klage("grunn"), vedlegg("a.pdf", "b.pdf"));
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        assertThat(sent.bytes()).isEmpty();
        assertThat(inMellomlagring(klage.toString())).isEmpty();

        JsonNode shown = one(sak);
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactly(
                        "fiksOrgId",
                        "digisosId",
                        "klageId",
                        "vedtakId",
                        "navEksternRefId",
                        "klageMetadata",
                        "vedleggMetadata",
                        "klageDokument",
                        "vedlegg",
                        "trekkKlageInfo",
                        "sendtKvittering",
                        "ettersendtInfoNAV",
                        "trukket");
        assertThat(shown.get("fiksOrgId").asText())
                .isEqualTo(SeedData.OSLO.fiksOrgId().toString());
        assertThat(shown.get("digisosId").asText()).isEqualTo(sak.toString());
        assertThat(shown.get("klageId").asText()).isEqualTo(klage.toString());
        assertThat(shown.get("vedtakId").asText()).isEqualTo(vedtak.toString());
        assertThat(shown.get("navEksternRefId").asText()).isEqualTo(klage.toString());
        assertThat(shown.at("/klageDokument/filnavn").asText()).isEqualTo("klage.pdf");
        assertThat(shown.at("/klageDokument/storrelse").asLong()).isEqualTo(100);
        assertThat(shown.get("vedlegg").findValuesAsText("filnavn")).containsExactly("a.pdf", "b.pdf");
        assertThat(shown.get("trekkKlageInfo").isNull()).isTrue();
        assertThat(shown.at("/ettersendtInfoNAV/ettersendelser")).isEmpty();
        assertThat(shown.get("trukket").isBoolean()).isTrue();
        assertThat(shown.get("trukket").asBoolean()).isFalse();
        // The søknad's delivery comes first, so this one waits.
        assertThat(shown.at("/sendtKvittering/sendtStatus/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(shown.at("/sendtKvittering/sendtStatus/timestamp").isIntegralNumber())
                .isTrue();
        assertThat(shown.at("/sendtKvittering/sendtKanal").isNull()).isTrue();
        assertThat(shown.at("/sendtKvittering/statusListe")).hasSize(1);
        assertThat(dokument(shown.get("klageMetadata").asText(), "KLAGE_JSON")).isTrue();
        assertThat(dokument(shown.get("vedleggMetadata").asText(), "VEDLEGG_JSON"))
                .isTrue();
        assertThat(read("SELECT melding_type FROM leveranse WHERE digisos_id = ? ORDER BY lopenummer", sak))
                .containsExactly("no.nav.digisos.soknad.v1", "no.nav.digisos.klage.v1");
    }

    @Test
    void klager_are_no_part_of_the_case_as_it_is_shown() {
        UUID sak = sak();
        JsonNode before = show(sak);
        assertThat(send(sak, id(), klage("grunn"), vedlegg()).status()).isEqualTo(200);
        JsonNode after = show(sak);
        for (String part : List.of("originalSoknadNAV", "ettersendtInfoNAV", "digisosSoker")) {
            assertThat(after.get(part)).isEqualTo(before.get(part));
        }
        assertThat(after.get("sistEndret").asLong())
                .isGreaterThan(before.get("sistEndret").asLong());
    }

    @Test
    void a_true_repeat_is_200_and_other_content_under_the_klageId_400() {
        UUID sak = sak();
        UUID klage = id();
        assertThat(send(sak, klage, klage("grunn"), vedlegg()).status()).isEqualTo(200);
        String later = klage("grunn").replace("2026-01-01", "2026-01-02");
        assertThat(send(sak, klage, later, vedlegg()).status()).isEqualTo(200);
        assertThat(klager(FNR, "?digisosId=" + sak)).hasSize(1);

        SoknadSuite.assertError(send(sak, klage, klage("annen grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        Answer anotherVedtak = person(FNR)
                .post(
                        ROOT + sak + "/" + klage + "/" + klage + "/" + UUID.randomUUID(),
                        form(klage("grunn"), vedlegg()));
        SoknadSuite.assertError(anotherVedtak, 400, "REFERANSE_I_BRUK");
        SoknadSuite.assertError(send(sak(), klage, klage("grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        stage(klage.toString(), "ny.pdf", SoknadSuite.bytes(10, 1));
        SoknadSuite.assertError(send(sak, klage, klage("grunn"), vedlegg()), 400, "REFERANSE_I_BRUK");
        assertThat(inMellomlagring(klage.toString())).containsExactly("ny.pdf");
    }

    @Test
    void a_klageId_of_another_person_tells_nothing() {
        UUID klage = id();
        UUID sak = sak();
        assertThat(send(sak, klage, klage("grunn"), vedlegg()).status()).isEqualTo(200);
        UUID others = sak(SeedData.OSLO, ANOTHER);
        Answer answer =
                person(ANOTHER).post(ROOT + others + "/" + klage + "/" + klage + "/" + vedtak, form("{}", vedlegg()));
        SoknadSuite.assertError(answer, 400, "REFERANSE_I_BRUK");
        assertThat(answer.text()).contains("klageId er i bruk").doesNotContain(sak.toString());
    }

    @Test
    void more_attachments_come_to_the_klage() {
        UUID sak = sak();
        UUID klage = id();
        String ref = ref();
        send(sak, klage, klage("grunn"), vedlegg());
        stage(ref, "mer.pdf", SoknadSuite.bytes(10, 1));
        Answer answer = sendEttersendelse(sak, ref, klage, vedlegg("mer.pdf"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        assertThat(sendEttersendelse(sak, ref, klage, vedlegg("mer.pdf")).status())
                .isEqualTo(200);
        // A client that finds mellomlagring empty says that there are no files.
        assertThat(sendEttersendelse(sak, ref, klage, vedlegg()).status()).isEqualTo(200);
        SoknadSuite.assertError(sendEttersendelse(sak, ref, klage, vedlegg("annen.pdf")), 400, "REFERANSE_I_BRUK");

        JsonNode ettersendelser = one(sak).at("/ettersendtInfoNAV/ettersendelser");
        assertThat(ettersendelser).hasSize(1);
        JsonNode ettersendelse = ettersendelser.get(0);
        assertThat(ettersendelse.fieldNames())
                .toIterable()
                .containsExactly("navEksternRefId", "vedleggMetadata", "vedlegg", "timestampSendt");
        assertThat(ettersendelse.get("navEksternRefId").asText()).isEqualTo(ref);
        assertThat(ettersendelse.get("vedlegg").findValuesAsText("filnavn")).containsExactly("mer.pdf");
        assertThat(ettersendelse.get("timestampSendt").asLong()).isPositive();

        SoknadSuite.assertError(sendEttersendelse(sak, ref(), UUID.randomUUID(), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(sendEttersendelse(sak(), ref(), klage, vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(sendEttersendelse(sak, ref(), klage, vedlegg("mangler.pdf")), 400, "VEDLEGG_MANGLER");
    }

    @Test
    void a_klage_is_withdrawn_by_an_empty_request_once_for_all() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        for (int round = 0; round < 2; round++) {
            Answer answer = person(FNR).send("POST", trekkPath(sak, klage), BodyPublishers.noBody(), null);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        JsonNode shown = one(sak);
        assertThat(shown.get("trukket").asBoolean()).isTrue();
        assertThat(shown.get("trekkKlageInfo").isNull()).isTrue();
        assertThat(read("SELECT melding_type FROM leveranse WHERE digisos_id = ? ORDER BY lopenummer", sak))
                .containsExactly(
                        "no.nav.digisos.soknad.v1", "no.nav.digisos.klage.v1", "no.nav.digisos.klage.trekk.v1");
        SoknadSuite.assertError(
                person(FNR).post(trekkPath(sak, klage), new MultipartForm().json("trekk.json", "{\"grunn\":\"ny\"}")),
                400,
                "REFERANSE_I_BRUK");
        SoknadSuite.assertError(
                person(FNR).send("POST", trekkPath(sak, UUID.randomUUID()), BodyPublishers.noBody(), null),
                404,
                "FINNES_IKKE");
    }

    @Test
    void a_withdrawal_that_comes_again_loses_no_file() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        String ref = ref();
        String path = ROOT + sak + "/" + ref + "/" + klage + "/trekk";
        assertThat(person(FNR).send("POST", path, BodyPublishers.noBody(), null).status())
                .isEqualTo(200);

        stage(ref, "ny.pdf", SoknadSuite.bytes(10, 1));
        SoknadSuite.assertError(person(FNR).send("POST", path, BodyPublishers.noBody(), null), 400, "REFERANSE_I_BRUK");
        assertThat(inMellomlagring(ref)).containsExactly("ny.pdf");
        SoknadSuite.assertError(
                person(FNR)
                        .post(
                                trekkPath(sak, klage),
                                new MultipartForm().file("trekk.pdf", SoknadSuite.bytes(50, 1), certificate())),
                400,
                "REFERANSE_I_BRUK");
    }

    @Test
    void a_withdrawal_may_bring_documents() {
        UUID sak = sak();
        UUID klage = id();
        send(sak, klage, klage("grunn"), vedlegg());
        MultipartForm form = new MultipartForm()
                .json("trekk.json", "{\"grunn\":\"ombestemt\"}")
                .json("vedlegg.json", vedlegg())
                .file("trekk.pdf", SoknadSuite.bytes(50, 1), certificate());
        assertThat(person(FNR).post(trekkPath(sak, klage), form).status()).isEqualTo(200);
        assertThat(person(FNR).post(trekkPath(sak, klage), form).status()).isEqualTo(200);
        assertThat(person(FNR)
                        .send("POST", trekkPath(sak, klage), BodyPublishers.noBody(), null)
                        .status())
                .isEqualTo(200);

        JsonNode trekk = one(sak).get("trekkKlageInfo");
        assertThat(trekk.at("/trekkKlageDokument/filnavn").asText()).isEqualTo("trekk.pdf");
        assertThat(trekk.at("/sendtKvittering/sendtStatus/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(dokument(trekk.get("trekkPdfMetadata").asText(), "TREKK_JSON"))
                .isTrue();
        assertThat(dokument(trekk.get("vedleggMetadata").asText(), "VEDLEGG_JSON"))
                .isTrue();
        assertThat(trekk.get("vedlegg")).isEmpty();
    }

    @Test
    void a_person_lists_the_own_klager_alone() {
        UUID one = sak(SeedData.OSLO, ANOTHER);
        UUID to = sak(SeedData.OSLO, ANOTHER);
        UUID klage = id();
        Answer answer =
                person(ANOTHER).post(ROOT + one + "/" + klage + "/" + klage + "/" + vedtak, form("{}", vedlegg()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(klager(ANOTHER, "").findValuesAsText("klageId")).contains(klage.toString());
        assertThat(klager(FNR, "").findValuesAsText("klageId")).doesNotContain(klage.toString());
        assertThat(person(ANOTHER).get(ROOT + "klager?digisosId=" + to).text()).isEqualTo("[]");
        SoknadSuite.assertError(person(FNR).get(ROOT + "klager?digisosId=" + one), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(FNR).get(ROOT + "klager?digisosId=" + UUID.randomUUID()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(FNR).get(ROOT + "klager?digisosId=x"), 400, "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(machine().get(ROOT + "klager"), 401, "UGYLDIG_TOKEN");
    }

    @Test
    void unknown_cases_and_those_of_others_are_404_and_deleted_ones_410() {
        UUID deleted = sak();
        delete(deleted);
        SoknadSuite.assertError(send(UUID.randomUUID(), id(), klage("x"), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(send(sak(SeedData.OSLO, ANOTHER), id(), klage("x"), vedlegg()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(send(deleted, id(), klage("x"), vedlegg()), 410, "SLETTET");
        SoknadSuite.assertError(sendEttersendelse(deleted, ref(), id(), vedlegg()), 410, "SLETTET");
        SoknadSuite.assertError(
                person(FNR).send("POST", trekkPath(deleted, id()), BodyPublishers.noBody(), null), 410, "SLETTET");
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        UUID sak = sak();
        Answer others = send(sak, id(), klage("x").replace(FNR, ANOTHER), vedlegg());
        SoknadSuite.assertError(others, 400, "FEIL_PERSON");
        assertThat(others.text()).doesNotContain(ANOTHER).doesNotContain(FNR);
        SoknadSuite.assertError(send(sak, id(), "[]", vedlegg()), 400, "UGYLDIG_JSON");
        SoknadSuite.assertError(send(sak, id(), klage("x"), vedlegg("mangler.pdf")), 400, "VEDLEGG_MANGLER");
        UUID klage = id();
        String path = ROOT + sak + "/" + klage + "/" + klage + "/" + vedtak;
        MultipartForm withoutPdf =
                new MultipartForm().json("klage.json", klage("x")).json("vedlegg.json", vedlegg());
        SoknadSuite.assertError(person(FNR).post(path, withoutPdf), 400, "MANGLER_DEL");
        MultipartForm withoutKlage = new MultipartForm()
                .json("vedlegg.json", vedlegg())
                .file("klage.pdf", SoknadSuite.bytes(10, 1), certificate());
        SoknadSuite.assertError(person(FNR).post(path, withoutKlage), 400, "MANGLER_DEL");
        MultipartForm withoutVedlegg = new MultipartForm()
                .json("klage.json", klage("x"))
                .file("klage.pdf", SoknadSuite.bytes(10, 1), certificate());
        SoknadSuite.assertError(person(FNR).post(path, withoutVedlegg), 400, "MANGLER_DEL");
        SoknadSuite.assertError(
                person(FNR).post(ROOT + sak + "/110004PCC/" + klage + "/" + vedtak, form(klage("x"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
        SoknadSuite.assertError(
                person(FNR).post(ROOT + sak + "/" + klage + "/" + klage + "/annet", form(klage("x"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
    }

    private JsonNode one(UUID sak) {
        JsonNode klager = klager(FNR, "?digisosId=" + sak);
        assertThat(klager).hasSize(1);
        return klager.get(0);
    }

    private JsonNode klager(String fnr, String query) {
        Answer answer = person(fnr).get(ROOT + "klager" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        return answer.json();
    }

    private boolean dokument(String id, String role) {
        return read("SELECT rolle FROM dokument WHERE id = ?", UUID.fromString(id))
                .equals(List.of(role));
    }

    private Answer send(UUID sak, UUID klage, String klageJson, String vedleggJson) {
        return person(FNR).post(ROOT + sak + "/" + klage + "/" + klage + "/" + vedtak, form(klageJson, vedleggJson));
    }

    private Answer sendEttersendelse(UUID sak, String ref, UUID klage, String vedleggJson) {
        return person(FNR)
                .post(
                        ROOT + sak + "/" + ref + "/" + klage + "/vedlegg",
                        new MultipartForm().json("vedlegg.json", vedleggJson));
    }

    private static String trekkPath(UUID sak, UUID klage) {
        return ROOT + sak + "/" + ref() + "/" + klage + "/trekk";
    }

    private MultipartForm form(String klageJson, String vedleggJson) {
        return new MultipartForm()
                .json("klage.json", klageJson)
                .json("vedlegg.json", vedleggJson)
                .file("klage.pdf", SoknadSuite.bytes(100, 1), certificate());
    }

    private static String klage(String text) {
        return "{\"innsendingstidspunkt\":\"2026-01-01T10:00:00.123\",\"personIdentifikator\":{\"kilde\":\"system\",\"verdi\":\""
                + FNR + "\"},\"autentisering\":{\"autentiseringsTidspunkt\":\"2026-01-01T10:00:00.123\"},"
                + "\"begrunnelse\":{\"kilde\":\"bruker\",\"klageTekst\":\"" + text + "\"}}";
    }

    private static String vedlegg(String... files) {
        return SoknadSuite.vedlegg(files).replace("LastetOpp", files.length == 0 ? "INGEN_VEDLEGG" : "LASTET_OPP");
    }
}
