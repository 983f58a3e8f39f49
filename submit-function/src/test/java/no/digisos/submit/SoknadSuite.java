package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A søknad from nav.no, seen from outside (contract.md 0, 1.1, 2, 3 and 4). */
abstract class SoknadSuite {
    static final String FNR = "01819010001";
    static final String ANNEN = "15857210074";

    final Testmiljo miljo = Testmiljo.gjeldende();

    @Test
    void a_soknad_is_accepted_and_shown_to_its_person_alone() {
        String ref = ref();
        byte[] bilde = bytes(70_000, 7);
        Svar lagret = maskin().post(
                        "/digisos/api/v1/mellomlagring/" + ref, new Skjema().fil("bilde å.png", bilde, sertifikat()));
        assertThat(lagret.status()).as(lagret.tekst()).isEqualTo(202);
        assertThat(lagret.json().at("/mellomlagringMetadataList/0/storrelse").asLong())
                .isEqualTo(70_000);
        String filId = lagret.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(maskin().get("/digisos/api/v1/mellomlagring/" + ref + "/" + filId)
                        .bytes())
                .isEqualTo(bilde);

        Svar sendt = send(ref, soknad(FNR, "en"), vedlegg("bilde å.png"));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        assertThat(sendt.hode("Content-Type")).startsWith("application/json");
        String digisosId = sendt.json().asText();
        assertThat(UUID.fromString(digisosId)).isNotNull();

        Svar sak = person(FNR).get("/digisos/api/v1/soknader/" + digisosId);
        assertThat(sak.status()).isEqualTo(200);
        assertThat(sak.json().at("/sokerFnr").asText()).isEqualTo(FNR);
        assertThat(sak.json().at("/originalSoknadNAV/soknadDokument/filnavn").asText())
                .isEqualTo("Soknad.pdf");
        assertThat(sak.json().at("/originalSoknadNAV/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("bilde å.png", "Soknad-juridisk.pdf", "Brukerkvittering.pdf");
        assertThat(sak.json().at("/digisosSoker").isNull()).isTrue();
        assertThat(sak.json().at("/tilleggsinformasjon/enhetsnummer").asText()).isEqualTo("0315");

        String metadata = sak.json().at("/originalSoknadNAV/metadata").asText();
        Svar json = person(FNR).get("/digisos/api/v1/soknader/" + digisosId + "/dokumenter/" + metadata);
        assertThat(json.hode("Content-Type")).startsWith("application/json");
        assertThat(json.tekst()).isEqualTo(soknad(FNR, "en"));
        String pdf = sak.json()
                .at("/originalSoknadNAV/soknadDokument/dokumentlagerDokumentId")
                .asText();
        assertThat(person(FNR)
                        .get("/digisos/api/v1/soknader/" + digisosId + "/dokumenter/" + pdf)
                        .status())
                .isEqualTo(403);

        assertThat(person(ANNEN).get("/digisos/api/v1/soknader/" + digisosId).status())
                .isEqualTo(404);
        assertThat(person(ANNEN).get("/digisos/api/v1/soknader/soknader").tekst())
                .doesNotContain(digisosId);
        assertThat(maskin().get("/digisos/api/v1/mellomlagring/" + ref).status())
                .isEqualTo(404);
    }

    @Test
    void a_repeat_gets_the_first_digisosId_and_other_content_the_text_that_clients_parse() {
        String ref = ref();
        Svar forste = send(ref, soknad(FNR, "en"), vedlegg());
        Svar igjen = send(ref, soknad(FNR, "en").replace("2026-01-01", "2026-01-02"), vedlegg());
        assertThat(igjen.status()).as(igjen.tekst()).isEqualTo(202);
        assertThat(igjen.tekst()).isEqualTo(forste.tekst());

        Svar annet = send(ref, soknad(FNR, "noe annet"), vedlegg());
        assertThat(annet.status()).isEqualTo(400);
        assertThat(annet.json().get("message").asText())
                .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                        + " finnes allerede i Fiks-Digisos med DigisosId "
                        + forste.json().asText());

        Svar annenPerson = person(ANNEN).post(soknadSti("0301", ref), skjema(soknad(ANNEN, "en"), vedlegg()));
        assertThat(annenPerson.status()).isEqualTo(400);
        assertThat(annenPerson.tekst()).contains("navEksternRefId er i bruk").doesNotContain("finnes allerede");
    }

    @Test
    void a_missing_attachment_is_refused_by_name_and_mellomlagring_stays() {
        String ref = ref();
        maskin().post("/digisos/api/v1/mellomlagring/" + ref, new Skjema().fil("a.pdf", bytes(100, 1), sertifikat()));
        Svar svar = send(ref, soknad(FNR, "en"), vedlegg("a.pdf", "mangler.pdf"));
        assertThat(svar.status()).isEqualTo(400);
        assertThat(svar.json().get("errorCode").asText()).isEqualTo("VEDLEGG_MANGLER");
        assertThat(svar.json().get("message").asText())
                .contains("«mangler.pdf»")
                .doesNotContain("a.pdf»,");
        assertThat(maskin().get("/digisos/api/v1/mellomlagring/" + ref).status())
                .isEqualTo(200);
        assertThat(send(ref, soknad(FNR, "en"), vedlegg("a.pdf")).status()).isEqualTo(202);
    }

    @Test
    void kommuner_that_do_not_take_soknader_are_refused_before_202() {
        assertError(
                person(FNR).post(soknadSti("9999", ref()), skjema(soknad(FNR, "en"), vedlegg())),
                400,
                "UKJENT_KOMMUNE");
        assertError(
                person(FNR).post(soknadSti("1103", ref()), skjema(soknad(FNR, "en"), vedlegg())),
                400,
                "KOMMUNE_DEAKTIVERT");
        assertError(
                person(FNR).post(soknadSti("x", ref()), skjema(soknad(FNR, "en"), vedlegg())),
                400,
                "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_is_wrong_with_a_request_is_said() {
        Skjema utenVedleggJson =
                new Skjema().json("soknadJson", soknad(FNR, "en")).fil("Soknad.pdf", bytes(10, 1), sertifikat());
        assertError(person(FNR).post(soknadSti("0301", ref()), utenVedleggJson), 400, "MANGLER_DEL");
        assertError(send(ref(), "{", vedlegg()), 400, "UGYLDIG_JSON");
        assertError(send(ref(), soknad(ANNEN, "en"), vedlegg()), 400, "FEIL_PERSON");
        assertError(send("feil.ref", soknad(FNR, "en"), vedlegg()), 400, "UGYLDIG_FORESPORSEL");
        assertError(
                person(FNR).post(soknadSti("0301", ref()), json().fil("Soknad.pdf", 3, bytes(3, 1))),
                400,
                "UGYLDIG_CMS");
        assertError(
                person(FNR)
                        .post(
                                soknadSti("0301", ref()),
                                json().fil(
                                                "Soknad.pdf",
                                                bytes(3, 1),
                                                miljo.oslo().certificate())),
                400,
                "UKJENT_NOKKEL");
        assertError(
                person(FNR)
                        .post(
                                soknadSti("0301", ref()),
                                json().fil("Soknad.pdf", 4, Skjema.krypter(bytes(3, 1), sertifikat()))),
                400,
                "FIL_IKKE_KOMPLETT");
        assertError(person(FNR).post(soknadSti("0301", ref()), "{}"), 415, "FEIL_INNHOLDSTYPE");
        assertError(
                person(FNR).post(soknadSti("0301", ref()), new Skjema().json("soknadJson", " ".repeat(5 << 20) + "{}")),
                413,
                "FOR_STOR");
    }

    @Test
    void an_office_that_nobody_knows_costs_nobody_the_soknad() {
        for (String enhetsnummer : List.of("", "x", "9999", "Nav Frogner 0315 ".repeat(5))) {
            Svar svar = person(FNR).post(soknadSti("0301", ref()), medEnhet(enhetsnummer));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        }
        Svar svar = person(FNR).post(soknadSti("0301", ref()), medEnhet("0".repeat(101)));
        assertError(svar, 400, "UGYLDIG_FORESPORSEL");
        assertThat(svar.json().get("message").asText())
                .isEqualTo("enhetsnummer i tilleggsinformasjonJson overskrider grensen på 100 tegn");
    }

    private Skjema medEnhet(String enhetsnummer) {
        return json().json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"" + enhetsnummer + "\"}")
                .fil("Soknad.pdf", bytes(16, 4), sertifikat());
    }

    @Test
    void every_failing_identity_is_refused() {
        String sti = "/digisos/api/v1/soknader/soknader";
        Klient uten = Klient.mot(base());
        assertError(uten.get(sti), 401, "UGYLDIG_TOKEN");
        assertError(uten.som("ikke-et-token", Fro.NAV).get(sti), 401, "UGYLDIG_TOKEN");
        assertError(
                uten.som(miljo.utsteder().token("annen", FNR, Map.of("pid", FNR), 60), Fro.NAV)
                        .get(sti),
                401,
                "UGYLDIG_TOKEN");
        assertError(maskin().get(sti), 401, "UGYLDIG_TOKEN");
        assertError(
                uten.som(miljo.utsteder().person(FNR, Map.of("acr", "idporten-loa-substantial")), Fro.NAV)
                        .get(sti),
                401,
                "UGYLDIG_TOKEN");
        Fro.Integrasjon feilPassord = new Fro.Integrasjon(Fro.NAV.id(), "", Fro.NAV_ORG, "feil");
        Fro.Integrasjon ukjent = new Fro.Integrasjon(UUID.randomUUID(), "", Fro.NAV_ORG, "feil");
        assertError(uten.som(miljo.utsteder().person(FNR), feilPassord).get(sti), 401, "UGYLDIG_INTEGRASJON");
        assertError(uten.som(miljo.utsteder().person(FNR), ukjent).get(sti), 401, "UGYLDIG_INTEGRASJON");
        assertError(
                uten.som(
                                miljo.utsteder()
                                        .person(
                                                FNR,
                                                Map.of(
                                                        "consumer",
                                                        Map.of(
                                                                "authority",
                                                                "iso6523-actorid-upis",
                                                                "ID",
                                                                "0192:310501042"))),
                                Fro.UTEN_TILGANG)
                        .get(sti),
                403,
                "INGEN_TILGANG");
        assertThat(uten.medHode("Authorization", "BEARER " + miljo.utsteder().person(FNR))
                        .medHode("IntegrasjonId", Fro.NAV.id().toString())
                        .medHode("IntegrasjonPassord", Fro.NAV.passord())
                        .get(sti)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_public_key_is_served_whatever_is_accepted() {
        Svar svar = maskin().medHode("Accept", "application/json").get("/digisos/api/v1/dokumentlager-public-key");
        assertThat(svar.status()).isEqualTo(200);
        assertThat(svar.tekst()).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void unknown_paths_and_methods_have_the_one_error_shape() {
        assertError(person(FNR).get("/finnes/ikke"), 404, "FINNES_IKKE");
        assertError(person(FNR).delete("/digisos/api/v1/soknader/soknader"), 405, "METODE_IKKE_TILLATT");
    }

    @Test
    void mellomlagring_answers_the_files_of_the_request_and_knows_a_repeat() {
        String sti = "/digisos/api/v1/mellomlagring/" + ref();
        byte[] cms = Skjema.krypter(bytes(50, 1), sertifikat());
        Svar forste = maskin().post(sti, new Skjema().fil("a.pdf", 50, cms));
        Svar andre = maskin().post(sti, new Skjema().fil("b.pdf", bytes(60, 2), sertifikat()));
        assertThat(andre.json().at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("b.pdf");
        Svar igjen = maskin().post(sti, new Skjema().fil("a.pdf", cms.length, cms));
        assertThat(igjen.status()).isEqualTo(202);
        assertThat(igjen.json()).isEqualTo(forste.json());
        assertError(maskin().post(sti, new Skjema().fil("a.pdf", bytes(50, 3), sertifikat())), 409, "FIL_FINNES");
        assertError(
                maskin().post(sti, new Skjema().fil("a:b.pdf", bytes(50, 3), sertifikat())), 400, "UGYLDIG_FILNAVN");
        assertThat(maskin().get(sti).json().at("/mellomlagringMetadataList").findValuesAsText("filnavn"))
                .containsExactly("a.pdf", "b.pdf");
        String a = forste.json().at("/mellomlagringMetadataList/0/filId").asText();
        assertThat(maskin().delete(sti + "/" + a).status()).isEqualTo(204);
        assertError(maskin().get(sti + "/" + a), 404, "FINNES_IKKE");
        assertError(maskin().delete(sti + "/" + a), 404, "FINNES_IKKE");
        assertThat(maskin().delete(sti).status()).isEqualTo(204);
        assertThat(maskin().delete(sti).status()).isEqualTo(204);
        assertError(maskin().get(sti), 404, "FINNES_IKKE");
        assertError(person(FNR).get(sti), 401, "UGYLDIG_TOKEN");
    }

    static void assertError(Svar svar, int status, String code) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.hode("Content-Type")).startsWith("application/json");
        assertThat(svar.tekst()).doesNotContain("\n");
        assertThat(svar.tekst())
                .matches("\\{\"timestamp\":\\d+,\"status\":" + status
                        + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]*\",\"originalPath\":null,"
                        + "\"message\":\".*\",\"errorCode\":\"" + code + "\",\"errorJson\":null\\}");
    }

    Svar send(String ref, String soknadJson, String vedleggJson) {
        return person(FNR).post(soknadSti("0301", ref), skjema(soknadJson, vedleggJson));
    }

    Skjema skjema(String soknadJson, String vedleggJson) {
        return new Skjema()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                .json("soknadJson", soknadJson)
                .json("vedleggJson", vedleggJson)
                .fil("Soknad.pdf", bytes(5000, 2), sertifikat())
                .fil("Soknad-juridisk.pdf", bytes(2_500_000, 3), sertifikat())
                .fil("Brukerkvittering.pdf", bytes(16, 4), sertifikat());
    }

    Skjema json() {
        return new Skjema().json("soknadJson", soknad(FNR, "en")).json("vedleggJson", vedlegg());
    }

    static String soknad(String fnr, String begrunnelse) {
        return "{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"" + fnr
                + "\"}},\"begrunnelse\":\"" + begrunnelse + "\"},\"innsendingstidspunkt\":\"2026-01-01\"}";
    }

    static String vedlegg(String... filer) {
        StringBuilder json = new StringBuilder();
        for (String fil : filer) {
            json.append(json.isEmpty() ? "" : ",")
                    .append("{\"filnavn\":\"")
                    .append(fil)
                    .append("\",\"sha512\":\"ab\"}");
        }
        return "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                + json + "]}]}";
    }

    Klient person(String fnr) {
        return Klient.mot(base()).som(miljo.utsteder().person(fnr), Fro.NAV);
    }

    Klient maskin() {
        return Klient.mot(base()).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    X509Certificate sertifikat() {
        return miljo.plattform().active().certificate();
    }

    static String soknadSti(String kommunenummer, String ref) {
        return "/digisos/api/v2/soknader/" + kommunenummer + "/" + ref;
    }

    static String ref() {
        return UUID.randomUUID().toString();
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    static byte[] bytes(int antall, int fro) {
        byte[] bytes = new byte[antall];
        new Random(fro).nextBytes(bytes);
        return bytes;
    }
}
