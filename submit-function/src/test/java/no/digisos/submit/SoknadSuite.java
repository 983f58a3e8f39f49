package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A søknad from nav.no, seen from outside (contract.md 0, 1.1, 2, 3 and 4). */
abstract class SoknadSuite {
    static final String FNR = "01819010001";
    static final String ANOTHER = "15857210074";

    final TestEnvironment environment = TestEnvironment.current();

    @Test
    void a_soknad_is_accepted_and_shown_to_its_person_alone() {
        String ref = ref();
        byte[] picture = bytes(70_000, 7);
        Answer stored = machine()
                .post(
                        "/digisos/api/v1/mellomlagring/" + ref,
                        new MultipartForm().file("bilde å.png", picture, certificate()));
        assertThat(stored.status()).as(stored.text()).isEqualTo(202);
        assertThat(stored.json().at("/mellomlagringMetadataList/0/storrelse").asLong())
                .isEqualTo(70_000);
        String fileId = stored.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(machine()
                        .get("/digisos/api/v1/mellomlagring/" + ref + "/" + fileId)
                        .bytes())
                .isEqualTo(picture);

        Answer sent = send(ref, soknad(FNR, "en"), vedlegg("bilde å.png"));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.header("Content-Type")).startsWith("application/json");
        String digisosId = sent.json().asText();
        assertThat(UUID.fromString(digisosId)).isNotNull();

        Answer sak = person(FNR).get("/digisos/api/v1/soknader/" + digisosId);
        assertThat(sak.status()).isEqualTo(200);
        assertThat(sak.json().at("/sokerFnr").asText()).isEqualTo(FNR);
        assertThat(sak.json().at("/originalSoknadNAV/soknadDokument/filnavn").asText())
                .isEqualTo("Soknad.pdf");
        assertThat(sak.json().at("/originalSoknadNAV/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("bilde å.png", "Soknad-juridisk.pdf", "Brukerkvittering.pdf");
        assertThat(sak.json().at("/digisosSoker").isNull()).isTrue();
        assertThat(sak.json().at("/tilleggsinformasjon/enhetsnummer").asText()).isEqualTo("0315");

        String metadata = sak.json().at("/originalSoknadNAV/metadata").asText();
        Answer json = person(FNR).get("/digisos/api/v1/soknader/" + digisosId + "/dokumenter/" + metadata);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.text()).isEqualTo(soknad(FNR, "en"));
        String pdf = sak.json()
                .at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        assertThat(person(FNR)
                        .get("/digisos/api/v1/soknader/" + digisosId + "/dokumenter/" + pdf)
                        .status())
                .isEqualTo(403);

        assertThat(person(ANOTHER).get("/digisos/api/v1/soknader/" + digisosId).status())
                .isEqualTo(404);
        assertThat(person(ANOTHER).get("/digisos/api/v1/soknader/soknader").text())
                .doesNotContain(digisosId);
        assertThat(machine().get("/digisos/api/v1/mellomlagring/" + ref).status())
                .isEqualTo(404);
    }

    @Test
    void a_repeat_gets_the_first_digisosId_and_other_content_the_text_that_clients_parse() {
        String ref = ref();
        Answer first = send(ref, soknad(FNR, "en"), vedlegg());
        Answer again = send(ref, soknad(FNR, "en").replace("2026-01-01", "2026-01-02"), vedlegg());
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());

        Answer another = send(ref, soknad(FNR, "noe annet"), vedlegg());
        assertThat(another.status()).isEqualTo(400);
        assertThat(another.json().get("message").asText())
                .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                        + " finnes allerede i Fiks-Digisos med DigisosId "
                        + first.json().asText());

        Answer anotherPerson = person(ANOTHER).post(soknadPath("0301", ref), form(soknad(ANOTHER, "en"), vedlegg()));
        assertThat(anotherPerson.status()).isEqualTo(400);
        assertThat(anotherPerson.text()).contains("navEksternRefId er i bruk").doesNotContain("finnes allerede");
    }

    @Test
    void a_missing_attachment_is_refused_by_name_and_mellomlagring_stays() {
        String ref = ref();
        machine()
                .post(
                        "/digisos/api/v1/mellomlagring/" + ref,
                        new MultipartForm().file("a.pdf", bytes(100, 1), certificate()));
        Answer answer = send(ref, soknad(FNR, "en"), vedlegg("a.pdf", "mangler.pdf"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errorCode").asText()).isEqualTo("VEDLEGG_MANGLER");
        assertThat(answer.json().get("message").asText())
                .contains("«mangler.pdf»")
                .doesNotContain("a.pdf»,");
        assertThat(machine().get("/digisos/api/v1/mellomlagring/" + ref).status())
                .isEqualTo(200);
        assertThat(send(ref, soknad(FNR, "en"), vedlegg("a.pdf")).status()).isEqualTo(202);
    }

    @Test
    void kommuner_that_do_not_take_soknader_are_refused_before_202() {
        assertError(
                person(FNR).post(soknadPath("9999", ref()), form(soknad(FNR, "en"), vedlegg())), 400, "UKJENT_KOMMUNE");
        assertError(
                person(FNR).post(soknadPath("1103", ref()), form(soknad(FNR, "en"), vedlegg())),
                400,
                "KOMMUNE_DEAKTIVERT");
        assertError(
                person(FNR).post(soknadPath("x", ref()), form(soknad(FNR, "en"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        MultipartForm withoutVedleggJson = new MultipartForm()
                .json("soknadJson", soknad(FNR, "en"))
                .file("Soknad.pdf", bytes(10, 1), certificate());
        assertError(person(FNR).post(soknadPath("0301", ref()), withoutVedleggJson), 400, "MANGLER_DEL");
        assertError(send(ref(), "{", vedlegg()), 400, "UGYLDIG_JSON");
        assertError(send(ref(), soknad(ANOTHER, "en"), vedlegg()), 400, "FEIL_PERSON");
        assertError(send("feil.ref", soknad(FNR, "en"), vedlegg()), 400, "UGYLDIG_FORESPORSEL");
        assertError(
                person(FNR).post(soknadPath("0301", ref()), json().file("Soknad.pdf", 3, bytes(3, 1))),
                400,
                "UGYLDIG_CMS");
        assertError(
                person(FNR)
                        .post(
                                soknadPath("0301", ref()),
                                json().file(
                                                "Soknad.pdf",
                                                bytes(3, 1),
                                                environment.oslo().certificate())),
                400,
                "UKJENT_NOKKEL");
        assertError(
                person(FNR)
                        .post(
                                soknadPath("0301", ref()),
                                json().file("Soknad.pdf", 4, MultipartForm.encrypt(bytes(3, 1), certificate()))),
                400,
                "FIL_IKKE_KOMPLETT");
        assertError(person(FNR).post(soknadPath("0301", ref()), "{}"), 415, "FEIL_INNHOLDSTYPE");
        assertError(
                person(FNR)
                        .post(
                                soknadPath("0301", ref()),
                                new MultipartForm().json("soknadJson", " ".repeat(5 << 20) + "{}")),
                413,
                "FOR_STOR");
    }

    @Test
    void an_office_that_nobody_knows_costs_nobody_the_soknad() {
        for (String enhetsnummer : List.of("", "x", "9999", "Nav Frogner 0315 ".repeat(5))) {
            Answer answer = person(FNR).post(soknadPath("0301", ref()), withEnhet(enhetsnummer));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
        Answer answer = person(FNR).post(soknadPath("0301", ref()), withEnhet("0".repeat(101)));
        assertError(answer, 400, "UGYLDIG_FORESPORSEL");
        assertThat(answer.json().get("message").asText())
                .isEqualTo("enhetsnummer i tilleggsinformasjonJson overskrider grensen på 100 tegn");
    }

    private MultipartForm withEnhet(String enhetsnummer) {
        return json().json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"" + enhetsnummer + "\"}")
                .file("Soknad.pdf", bytes(16, 4), certificate());
    }

    @Test
    void every_failing_identity_is_refused() {
        String path = "/digisos/api/v1/soknader/soknader";
        Client without = Client.against(base());
        assertError(without.get(path), 401, "UGYLDIG_TOKEN");
        assertError(without.as("ikke-et-token", SeedData.NAV).get(path), 401, "UGYLDIG_TOKEN");
        assertError(
                without.as(environment.utsteder().token("annen", FNR, Map.of("pid", FNR), 60), SeedData.NAV)
                        .get(path),
                401,
                "UGYLDIG_TOKEN");
        assertError(machine().get(path), 401, "UGYLDIG_TOKEN");
        assertError(
                without.as(environment.utsteder().person(FNR, Map.of("acr", "idporten-loa-substantial")), SeedData.NAV)
                        .get(path),
                401,
                "UGYLDIG_TOKEN");
        SeedData.Integrasjon wrongPassword = new SeedData.Integrasjon(SeedData.NAV.id(), "", SeedData.NAV_ORG, "feil");
        SeedData.Integrasjon unknown = new SeedData.Integrasjon(UUID.randomUUID(), "", SeedData.NAV_ORG, "feil");
        assertError(
                without.as(environment.utsteder().person(FNR), wrongPassword).get(path), 401, "UGYLDIG_INTEGRASJON");
        assertError(without.as(environment.utsteder().person(FNR), unknown).get(path), 401, "UGYLDIG_INTEGRASJON");
        assertError(
                without.as(
                                environment
                                        .utsteder()
                                        .person(
                                                FNR,
                                                Map.of(
                                                        "consumer",
                                                        Map.of(
                                                                "authority",
                                                                "iso6523-actorid-upis",
                                                                "ID",
                                                                "0192:310501042"))),
                                SeedData.WITHOUT_GRANT)
                        .get(path),
                403,
                "INGEN_TILGANG");
        assertThat(without.withHeader(
                                "Authorization",
                                "BEARER " + environment.utsteder().person(FNR))
                        .withHeader("IntegrasjonId", SeedData.NAV.id().toString())
                        .withHeader("IntegrasjonPassord", SeedData.NAV.passord())
                        .get(path)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_public_key_is_served_whatever_is_accepted() {
        Answer answer =
                machine().withHeader("Accept", "application/json").get("/digisos/api/v1/dokumentlager-public-key");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void unknown_paths_and_methods_have_the_one_error_shape() {
        assertError(person(FNR).get("/finnes/ikke"), 404, "FINNES_IKKE");
        assertError(person(FNR).delete("/digisos/api/v1/soknader/soknader"), 405, "METODE_IKKE_TILLATT");
    }

    @Test
    void mellomlagring_answers_the_files_of_the_request_and_knows_a_repeat() {
        String path = "/digisos/api/v1/mellomlagring/" + ref();
        byte[] cms = MultipartForm.encrypt(bytes(50, 1), certificate());
        Answer first = machine().post(path, new MultipartForm().file("a.pdf", 50, cms));
        Answer other = machine().post(path, new MultipartForm().file("b.pdf", bytes(60, 2), certificate()));
        assertThat(other.json().at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("b.pdf");
        Answer again = machine().post(path, new MultipartForm().file("a.pdf", cms.length, cms));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertError(
                machine().post(path, new MultipartForm().file("a.pdf", bytes(50, 3), certificate())),
                409,
                "FIL_FINNES");
        assertError(
                machine().post(path, new MultipartForm().file("a:b.pdf", bytes(50, 3), certificate())),
                400,
                "UGYLDIG_FILNAVN");
        assertThat(machine().get(path).json().at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("a.pdf", "b.pdf");
        String a = first.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(machine().delete(path + "/" + a).status()).isEqualTo(204);
        assertError(machine().get(path + "/" + a), 404, "FINNES_IKKE");
        assertError(machine().delete(path + "/" + a), 404, "FINNES_IKKE");
        assertThat(machine().delete(path).status()).isEqualTo(204);
        assertThat(machine().delete(path).status()).isEqualTo(204);
        assertError(machine().get(path), 404, "FINNES_IKKE");
        assertError(person(FNR).get(path), 401, "UGYLDIG_TOKEN");
    }

    static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text()).doesNotContain("\n");
        assertThat(answer.text())
                .matches("\\{\"timestamp\":\\d+,\"status\":" + status
                        + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]*\",\"originalPath\":null,"
                        + "\"message\":\".*\",\"errorCode\":\"" + code + "\",\"errorJson\":null\\}");
    }

    Answer send(String ref, String soknadJson, String vedleggJson) {
        return person(FNR).post(soknadPath("0301", ref), form(soknadJson, vedleggJson));
    }

    MultipartForm form(String soknadJson, String vedleggJson) {
        return new MultipartForm()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                .json("soknadJson", soknadJson)
                .json("vedleggJson", vedleggJson)
                .file("Soknad.pdf", bytes(5000, 2), certificate())
                .file("Soknad-juridisk.pdf", bytes(2_500_000, 3), certificate())
                .file("Brukerkvittering.pdf", bytes(16, 4), certificate());
    }

    MultipartForm json() {
        return new MultipartForm().json("soknadJson", soknad(FNR, "en")).json("vedleggJson", vedlegg());
    }

    static String soknad(String fnr, String begrunnelse) {
        return "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                + "\"}},\"begrunnelse\":\"" + begrunnelse + "\"},\"innsendingstidspunkt\":\"2026-01-01\"}";
    }

    static String vedlegg(String... files) {
        StringBuilder json = new StringBuilder();
        for (String file : files) {
            json.append(json.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(file)
                    .append("\",\"sha512\":\"ab\"}");
        }
        return "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                + json + "]}]}";
    }

    Client person(String fnr) {
        return Client.against(base()).as(environment.utsteder().person(fnr), SeedData.NAV);
    }

    Client machine() {
        return Client.against(base()).as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV);
    }

    X509Certificate certificate() {
        return environment.platform().active().certificate();
    }

    static String soknadPath(String kommunenummer, String ref) {
        return "/digisos/api/v2/soknader/" + kommunenummer + "/" + ref;
    }

    static String ref() {
        return UUID.randomUUID().toString();
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    static byte[] bytes(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
