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
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import org.junit.jupiter.api.Test;

/** Who takes a message, and with which key (fiksio.md 6). */
abstract class KatalogSuite extends StatusSuite {
    private static final String KATALOG = "/fiks-io/katalog/api/v1";
    private static final RecipientKey NOKKEL = TestCertificates.generate("Katalogkonto", 2048);

    private final Klient admin = person(ADMIN);

    @Test
    void an_organisation_is_found_with_its_default_konto() {
        Svar svar = oslo().get(lookup("ORG_NO.958935420"));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        JsonNode konto = svar.json();
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
        assertThat(konto.get("kontoId").asText()).isEqualTo(String.valueOf(Fro.OSLO.kontoId()));
        assertThat(konto.get("fiksOrgId").asText())
                .isEqualTo(Fro.OSLO.fiksOrgId().toString());
        assertThat(konto.get("kommunenummer").asText()).isEqualTo("0301");
        assertThat(konto.at("/status/gyldigMottaker").asBoolean()).isTrue();
        assertThat(konto.at("/status/gyldigAvsender").asBoolean()).isTrue();
        assertThat(konto.at("/status/melding").asText()).isEmpty();
        assertThat(oslo().get(KATALOG + "/kontoer/" + Fro.OSLO.kontoId()).json().get("kontoNavn"))
                .isEqualTo(konto.get("kontoNavn"));
        // Any integration that is known may look: it is a directory.
        assertThat(fagsystem(Fro.UTEN_TILGANG).get(lookup("ORG_NO.958935420")).status())
                .isEqualTo(200);
    }

    @Test
    void an_office_is_found_where_submission_would_send_and_its_closing_gives_the_default() throws Exception {
        Fro.Kommune kommune = nyKommune();
        String standard = konto(kommune, "Standard", "[]");
        String kontor = konto(kommune, "Kontor", "[\"" + kommune.kommunenummer() + "\"]");
        String sti = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        String oppslag = lookup("NAVENHET_ID." + kommune.kommunenummer());
        assertError(oslo().get(oppslag), 404, "FINNES_IKKE");
        Svar aktivert = admin.medHode("If-Match", "*")
                .send("PUT", sti, BodyPublishers.ofString("""
                                {"aktivert":true,"stotterOppdateringer":true,"brukerFiksIO":true,"fiksIOKontoId":"%s",
                                 "organisasjonsnummerSvarUt":"958935420",
                                 "kontaktpersoner":{"tekniskAnsvarligEpost":["a@b.no"]}}""".formatted(standard)), "application/json");
        assertThat(aktivert.status()).as(aktivert.tekst()).isEqualTo(200);
        JsonNode funnet = oslo().get(oppslag).json();
        assertThat(funnet.get("kontoId").asText()).isEqualTo(kontor);
        assertThat(oslo().get(oppslag.replace("NAVENHET_ID", "NAV_ENHET_ID")).json())
                .isEqualTo(funnet);

        // The same look-up as a submission's: a message for the office lies in that konto and is counted there.
        saksfro.soknad(UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        assertThat(status(standard).get("antallUavhentedeMeldinger").asInt()).isOne();
        assertThat(status(kontor).get("antallUavhentedeMeldinger").asInt()).isZero();

        admin.post(sti + "/kontoer/" + kontor + "/deaktiver", "");
        assertError(oslo().get(oppslag), 404, "FINNES_IKKE");
        assertThat(status(kontor).get("gyldigMottaker").asBoolean()).isFalse();
        assertThat(status(kontor).get("melding").asText()).isEqualTo("Kontoen er stengt");
        assertThat(status(standard).get("gyldigMottaker").asBoolean()).isTrue();
    }

    @Test
    void a_kommune_that_got_another_number_is_found_once_and_configured_in_one_place() throws Exception {
        Fro.Kommune kommune = nyKommune();
        String enhet = kommune.kommunenummer();
        String konto = konto(kommune, "Standard", "[\"" + enhet + "\"]");
        String sti = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        String oppsett = """
                {"aktivert":true,"stotterOppdateringer":true,"brukerFiksIO":true,"fiksIOKontoId":"%s",
                 "organisasjonsnummerFiksIO":"310501220","organisasjonsnummerSvarUt":"958935420",
                 "kontaktpersoner":{"tekniskAnsvarligEpost":["a@b.no"]}}""".formatted(konto);
        assertThat(konfigurer(sti, oppsett).status()).isEqualTo(200);
        String nytt = "8" + enhet.substring(1);
        saksfro.byttNummer(enhet, nytt, true, Instant.now());

        for (String identifikator : new String[] {"ORG_NO.310501220", "NAVENHET_ID." + enhet}) {
            Svar svar = oslo().get(lookup(identifikator));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
            assertThat(svar.json().get("kontoId").asText()).isEqualTo(konto);
            assertThat(svar.json().get("kommunenummer").asText()).isEqualTo(nytt);
        }
        JsonNode vist = admin.get(sti).json();
        assertThat(vist.get("kommunenummer").asText()).isEqualTo(nytt);
        assertThat(konfigurer(sti, oppsett.replace("958935420", "964338531")).status())
                .isEqualTo(200);
        assertThat(verdi(
                        "SELECT count(DISTINCT organisasjonsnummer_svarut) || ' ' || count(*) FROM kommunenummer n"
                                + " JOIN kommune k USING (fiks_org_id) WHERE n.nummer IN (?, ?)",
                        enhet,
                        nytt))
                .isEqualTo("1 2");

        // Who takes over from it is the one that is found, though both still have the office and the number.
        Fro.Kommune overtar = nyKommune();
        String nyKonto = konto(overtar, "Overtar", "[\"" + enhet + "\"]");
        assertThat(konfigurer("/digisos/api/v1/konfigurasjon/" + overtar.fiksOrgId(), oppsett.replace(konto, nyKonto))
                        .status())
                .isEqualTo(200);
        assertError(oslo().get(lookup("ORG_NO.310501220")), 400, "UGYLDIG_FORESPORSEL");
        saksfro.byttNummer(nytt, overtar.kommunenummer(), false, Instant.now());
        for (String identifikator : new String[] {"ORG_NO.310501220", "NAVENHET_ID." + enhet}) {
            assertThat(oslo().get(lookup(identifikator)).json().get("kontoId").asText())
                    .isEqualTo(nyKonto);
        }
        assertThat(oslo().get(KATALOG + "/kontoer/" + konto).status())
                .as("its konto stays for its cases")
                .isEqualTo(200);
    }

    private Svar konfigurer(String sti, String oppsett) {
        return admin.medHode("If-Match", "*").send("PUT", sti, BodyPublishers.ofString(oppsett), "application/json");
    }

    @Test
    void an_identity_that_two_kommuner_share_is_not_guessed() throws Exception {
        for (int i = 0; i < 2; i++) {
            Fro.Kommune kommune = nyKommune();
            String konto = konto(kommune, "K", "[\"8888\"]");
            admin.medHode("If-Match", "*")
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
        for (String ugyldig : new String[] {
            lookup("ORG_NO.958935421"),
            lookup("ORG_NO"),
            lookup("ORGNO.958935420"),
            lookup("NAVENHET_ID.03011"),
            lookup("ORG_NO.958935420").replace("niva=4", "niva=5"),
            lookup("ORG_NO.958935420").replace("niva=4", "niva=x"),
            KATALOG + "/lookup?meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4",
            KATALOG + "/lookup?identifikator=ORG_NO.958935420&sikkerhetsniva=4",
            KATALOG + "/kontoer/x"
        }) {
            assertError(oslo().get(ugyldig), 400, "UGYLDIG_FORESPORSEL");
        }
        assertError(oslo().get(KATALOG + "/kontoer/" + UUID.randomUUID()), 404, "FINNES_IKKE");
        assertError(oslo().get(KATALOG + "/kontoer/" + UUID.randomUUID() + "/status"), 404, "FINNES_IKKE");
    }

    @Test
    void a_public_key_is_public() throws Exception {
        Klient ingen = Klient.mot(base());
        Svar svar = ingen.get(KATALOG + "/kontoer/" + Fro.OSLO.kontoId() + "/offentligNokkel");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        JsonNode nokkel = svar.json();
        assertThat(nokkel.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "nokkel", "validFrom", "validTo", "serial", "subjectDN", "issuerDN", "valid", "statusMessage");
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                nokkel.get("nokkel").asText().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(miljo.oslo().certificate());
        assertThat(nokkel.get("validFrom").asText()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(nokkel.get("valid").asBoolean()).isTrue();
        Fro.Kommune kommune = nyKommune();
        String uten = admin.post(
                        "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer", "{\"navn\":\"K\"}")
                .json()
                .get("kontoId")
                .asText();
        assertError(ingen.get(KATALOG + "/kontoer/" + uten + "/offentligNokkel"), 404, "FINNES_IKKE");
    }

    private String konto(Fro.Kommune kommune, String navn, String enheter) throws Exception {
        String sti = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId() + "/kontoer";
        String id = admin.post(sti, "{\"navn\":\"" + navn + "\",\"enhetsnumre\":" + enheter + "}")
                .json()
                .get("kontoId")
                .asText();
        Svar lastetOpp = admin.send(
                "PUT",
                sti + "/" + id + "/offentligNokkel",
                BodyPublishers.ofByteArray(NOKKEL.certificate().getEncoded()),
                null);
        assertThat(lastetOpp.status()).as(lastetOpp.tekst()).isEqualTo(200);
        return id;
    }

    private JsonNode status(String kontoId) {
        return oslo().get(KATALOG + "/kontoer/" + kontoId + "/status").json();
    }

    private static String lookup(String identifikator) {
        return KATALOG + "/lookup?identifikator=" + identifikator
                + "&meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4";
    }
}
