package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.SelfSigned;
import org.junit.jupiter.api.Test;

/** Who takes a message, and with which key (fiksio.md 6). */
abstract class KontoDirectorySuite extends StatusSuite {
    private static final String DIRECTORY = "/fiks-io/katalog/api/v1";
    private static final Identity KEY = SelfSigned.generate("Katalogkonto", 2048);

    private final Client admin = person(ADMIN);

    @Test
    void an_organisation_is_found_with_its_default_konto() {
        Answer answer = oslo().get(lookup("ORG_NO.958935420"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode konto = answer.json();
        assertThat(konto.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "fiksOrgId",
                        "fiksOrgNavn",
                        "kontoId",
                        "kontoNavn",
                        "organisasjonsnummer",
                        "kommunenummer",
                        "status");
        assertThat(konto.get("kontoId").asText()).isEqualTo(String.valueOf(SeedData.OSLO.kontoId()));
        assertThat(konto.get("fiksOrgId").asText())
                .isEqualTo(SeedData.OSLO.fiksOrgId().toString());
        assertThat(konto.get("kommunenummer").asText()).isEqualTo("0301");
        assertThat(konto.at("/status/gyldigMottaker").asBoolean()).isTrue();
        assertThat(konto.at("/status/gyldigAvsender").asBoolean()).isTrue();
        assertThat(konto.at("/status/melding").asText()).isEmpty();
        assertThat(oslo().get(DIRECTORY + "/kontoer/" + SeedData.OSLO.kontoId())
                        .json()
                        .get("kontoNavn"))
                .isEqualTo(konto.get("kontoNavn"));
        // Any integration that is known may look: it is a directory.
        assertThat(fagsystem(SeedData.WITHOUT_GRANT)
                        .get(lookup("ORG_NO.958935420"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_office_is_found_where_submission_would_send_and_its_closing_gives_the_default() throws Exception {
        SeedData.Kommune kommune = newKommune();
        String defaultKonto = konto(kommune, "Standard", "[]");
        String office = konto(kommune, "Kontor", "[\"" + kommune.kommunenummer() + "\"]");
        String path = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        String lookup = lookup("NAVENHET_ID." + kommune.kommunenummer());
        assertError(oslo().get(lookup), 404, "FINNES_IKKE");
        Answer activated = admin.withHeader("If-Match", "*")
                .send("PUT", path, BodyPublishers.ofString("""
                                {"aktivert":true,"stotterOppdateringer":true,"brukerFiksIO":true,"fiksIOKontoId":"%s",
                                 "organisasjonsnummerSvarUt":"958935420",
                                 "kontaktpersoner":{"tekniskAnsvarligEpost":["a@b.no"]}}""".formatted(defaultKonto)), "application/json");
        assertThat(activated.status()).as(activated.text()).isEqualTo(200);
        JsonNode found = oslo().get(lookup).json();
        assertThat(found.get("kontoId").asText()).isEqualTo(office);
        assertThat(oslo().get(lookup.replace("NAVENHET_ID", "NAV_ENHET_ID")).json())
                .isEqualTo(found);

        // The same look-up as a submission's: a message for the office lies in that konto and is counted there.
        sakSeeds.soknad(UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        assertThat(status(defaultKonto).get("antallUavhentedeMeldinger").asInt())
                .isOne();
        assertThat(status(office).get("antallUavhentedeMeldinger").asInt()).isZero();

        admin.post(path + "/kontoer/" + office + "/deaktiver", "");
        assertError(oslo().get(lookup), 404, "FINNES_IKKE");
        assertThat(status(office).get("gyldigMottaker").asBoolean()).isFalse();
        assertThat(status(office).get("melding").asText()).isEqualTo("Kontoen er stengt");
        assertThat(status(defaultKonto).get("gyldigMottaker").asBoolean()).isTrue();
    }

    @Test
    void a_kommune_that_got_another_number_is_found_once_and_configured_in_one_place() throws Exception {
        SeedData.Kommune kommune = newKommune();
        String number = kommune.kommunenummer();
        String enhet = "7" + number.substring(1);
        String konto = konto(kommune, "Standard", "[\"" + enhet + "\"]");
        String path = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        String settings = """
                {"aktivert":true,"stotterOppdateringer":true,"brukerFiksIO":true,"fiksIOKontoId":"%s",
                 "organisasjonsnummerFiksIO":"310501301","organisasjonsnummerSvarUt":"958935420",
                 "kontaktpersoner":{"tekniskAnsvarligEpost":["a@b.no"]}}""".formatted(konto);
        assertThat(configure(path, settings).status()).isEqualTo(200);
        String renewed = "8" + number.substring(1);
        sakSeeds.replaceNumber(number, renewed, true, Instant.now());

        for (String identifier : new String[] {"ORG_NO.310501301", "NAVENHET_ID." + enhet}) {
            Answer answer = oslo().get(lookup(identifier));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("kontoId").asText()).isEqualTo(konto);
            assertThat(answer.json().get("kommunenummer").asText()).isEqualTo(renewed);
        }
        JsonNode shown = admin.get(path).json();
        assertThat(shown.get("kommunenummer").asText()).isEqualTo(renewed);
        assertThat(configure(path, settings.replace("958935420", "964338531")).status())
                .isEqualTo(200);
        assertThat(value(
                        "SELECT count(DISTINCT organisasjonsnummer_svarut) || ' ' || count(*) FROM kommunenummer n"
                                + " JOIN kommune k USING (fiks_org_id) WHERE n.nummer IN (?, ?)",
                        number,
                        renewed))
                .isEqualTo("1 2");

        // Who takes over from it is the one that is found, though both still have the office and the number.
        SeedData.Kommune takingOver = newKommune();
        String newKonto = konto(takingOver, "Overtar", "[\"" + enhet + "\"]");
        assertThat(configure(
                                "/digisos/api/v1/konfigurasjon/" + takingOver.fiksOrgId(),
                                settings.replace(konto, newKonto))
                        .status())
                .isEqualTo(200);
        assertError(oslo().get(lookup("ORG_NO.310501301")), 400, "UGYLDIG_FORESPORSEL");
        sakSeeds.replaceNumber(renewed, takingOver.kommunenummer(), false, Instant.now());
        for (String identifier : new String[] {"ORG_NO.310501301", "NAVENHET_ID." + enhet}) {
            assertThat(oslo().get(lookup(identifier)).json().get("kontoId").asText())
                    .isEqualTo(newKonto);
        }
        assertThat(oslo().get(DIRECTORY + "/kontoer/" + konto).status())
                .as("its konto stays for its cases")
                .isEqualTo(200);
    }

    private Answer configure(String path, String settings) {
        return admin.withHeader("If-Match", "*")
                .send("PUT", path, BodyPublishers.ofString(settings), "application/json");
    }

    @Test
    void an_identity_that_two_kommuner_share_is_not_guessed() throws Exception {
        for (int i = 0; i < 2; i++) {
            SeedData.Kommune kommune = newKommune();
            String konto = konto(kommune, "K", "[\"8888\"]");
            admin.withHeader("If-Match", "*")
                    .send(
                            "PUT",
                            "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId(),
                            BodyPublishers.ofString("""
                                    {"aktivert":true,"stotterOppdateringer":true,"kanal":"FIKS_IO","fiksIOKontoId":"%s",
                                     "organisasjonsnummerFiksIO":"310501042","organisasjonsnummerSvarUt":"310501042",
                                     "kontaktpersoner":{"tekniskAnsvarligEpost":["a@b.no"]}}""".formatted(konto)),
                            "application/json");
        }
        assertError(oslo().get(lookup("NAVENHET_ID.8888")), 400, "UGYLDIG_FORESPORSEL");
        assertError(oslo().get(lookup("ORG_NO.310501042")), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void what_is_not_there_is_404_and_what_is_no_question_400() {
        assertError(oslo().get(lookup("ORG_NO.889640782")), 404, "FINNES_IKKE");
        assertError(oslo().get(lookup("NAVENHET_ID.7777")), 404, "FINNES_IKKE");
        // Bergen takes part without a queue.
        assertError(oslo().get(lookup("ORG_NO.964338531")), 404, "FINNES_IKKE");
        assertError(oslo().get(lookup("ORG_NO.958935420").replace("fagsystem", "annet")), 404, "FINNES_IKKE");
        assertError(oslo().get(lookup("ORG_NO.958935420").replace("niva=4", "niva=3")), 404, "FINNES_IKKE");
        for (String invalid : new String[] {
            lookup("ORG_NO.958935421"),
            lookup("ORG_NO"),
            lookup("ORGNO.958935420"),
            lookup("NAVENHET_ID.03011"),
            lookup("ORG_NO.958935420").replace("niva=4", "niva=5"),
            lookup("ORG_NO.958935420").replace("niva=4", "niva=x"),
            DIRECTORY + "/lookup?meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4",
            DIRECTORY + "/lookup?identifikator=ORG_NO.958935420&sikkerhetsniva=4",
            DIRECTORY + "/kontoer/x"
        }) {
            assertError(oslo().get(invalid), 400, "UGYLDIG_FORESPORSEL");
        }
        assertError(oslo().get(DIRECTORY + "/kontoer/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(oslo().get(DIRECTORY + "/kontoer/" + UUID.randomUUID() + "/status"), 404, "FINNES_IKKE");
    }

    @Test
    void a_public_key_is_public() throws Exception {
        Client none = Client.against(base());
        Answer answer = none.get(DIRECTORY + "/kontoer/" + SeedData.OSLO.kontoId() + "/offentligNokkel");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode key = answer.json();
        assertThat(key.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "nokkel", "validFrom", "validTo", "serial", "subjectDN", "issuerDN", "valid", "statusMessage");
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                key.get("nokkel").asText().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(environment.oslo().certificate());
        assertThat(key.get("validFrom").asText()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(key.get("valid").asBoolean()).isTrue();
        SeedData.Kommune kommune = newKommune();
        String without = admin.post(
                        "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer", "{\"navn\":\"K\"}")
                .json()
                .get("kontoId")
                .asText();
        assertError(none.get(DIRECTORY + "/kontoer/" + without + "/offentligNokkel"), 404, "FINNES_IKKE");
    }

    private String konto(SeedData.Kommune kommune, String name, String enheter) throws Exception {
        String path = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer";
        String id = admin.post(path, "{\"navn\":\"" + name + "\",\"enhetsnumre\":" + enheter + "}")
                .json()
                .get("kontoId")
                .asText();
        Answer uploaded = admin.send(
                "PUT",
                path + "/" + id + "/offentligNokkel",
                BodyPublishers.ofByteArray(KEY.certificate().getEncoded()),
                null);
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        return id;
    }

    private JsonNode status(String kontoId) {
        return oslo().get(DIRECTORY + "/kontoer/" + kontoId + "/status").json();
    }

    private static String lookup(String identifier) {
        return DIRECTORY + "/lookup?identifikator=" + identifier
                + "&meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4";
    }
}
