package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.leveranse.LeveranseSveip;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Testperson;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kommune configures itself (contract.md 8). */
abstract class KonfigurasjonSuite extends StatusSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final RecipientKey NOKKEL = TestCertificates.generate("Fagsystem", 2048);

    private static final String GYLDIG = """
            {"aktivert":true,"stotterOppdateringer":true,"midlertidigDeaktivertMottak":false,
             "midlertidigDeaktivertOppdateringer":true,"nksTilgang":true,"behandlingsansvarlig":"Ås kommune",
             "brukerFiksIO":false,"organisasjonsnummerFiksIO":"310501050","organisasjonsnummerSvarUt":"958935420",
             "dokumentlagerKontoId":"0d0d0d0d-0000-4000-8000-000000000001",
             "postadresse":{"navn":"Ås kommune","adresselinje1":"Postboks 1","postnummer":"1430","poststed":"Ås"},
             "kontaktpersoner":{"fagansvarligEpost":["fag@example.no"],"tekniskAnsvarligEpost":["drift@example.no"]},
             "fristMinutter":600,"hastefristMinutter":60}""";

    /** KommuneKonfigurasjon as KS's admin web knows it: without what is ours. */
    private static final String KS = """
            {"dokumentlagerKontoId":"0d0d0d0d-0000-4000-8000-000000000001","stotterOppdateringer":true,"aktivert":true,
             "brukerFiksIO":false,"organisasjonsnummerFiksIO":"310501050","organisasjonsnummerSvarUt":"958935420",
             "postadresse":{"navn":"Ås kommune","adresselinje1":"Postboks 1","postnummer":"1430","poststed":"Ås"},
             "kontaktpersoner":{"fagansvarligEpost":["fag@example.no"],"tekniskAnsvarligEpost":["drift@example.no"]}}""";

    private final Fro.Kommune kommune = nyKommune();
    private final Klient admin = person(ADMIN);

    @AfterEach
    void reset_the_clock() {
        miljo.database().setClockOffset(Duration.ZERO);
    }

    @Test
    void an_administrator_who_got_another_number_stays_one() {
        String gammel = Testperson.medDNummer();
        String ny = Testperson.ny();
        administrator(gammel, kommune.fiksOrgId());
        String sti = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        assertError(person(ny).get(sti), 403, "INGEN_TILGANG");
        UUID kobling = saksfro.koble(gammel, ny);
        assertThat(person(ny).get(sti).status()).isEqualTo(200);
        assertThat(person(gammel).get(sti).status()).isEqualTo(200);
        saksfro.skill(kobling);
        assertError(person(ny).get(sti), 403, "INGEN_TILGANG");
    }

    @Test
    void what_is_put_is_what_stands() {
        Svar forst = admin.get(sti());
        assertThat(forst.status()).as(forst.tekst()).isEqualTo(200);
        assertThat(forst.json().get("aktivert").asBoolean()).isFalse();
        assertThat(forst.json().get("fristMinutter").asInt()).isEqualTo(1440);
        assertThat(forst.json().get("hastefristMinutter").asInt()).isEqualTo(120);
        assertThat(forst.hode("Cache-Control")).isEqualTo("no-store");

        Svar satt = put(GYLDIG);
        assertThat(satt.status()).as(satt.tekst()).isEqualTo(200);
        ObjectNode ventet = les(GYLDIG);
        ventet.put("kanal", "SVARUT");
        ventet.putNull("fiksIOKontoId");
        ObjectNode adresse = (ObjectNode) ventet.get("postadresse");
        List.of("adresselinje2", "adresselinje3", "land").forEach(adresse::putNull);
        ObjectNode vist = (ObjectNode) satt.json();
        vist.remove(List.of("fiksOrgId", "kommunenummer", "navn", "endret", "kontoer", "merknader"));
        assertThat(vist).isEqualTo(ventet);
        assertThat(admin.get(sti()).json()).isEqualTo(satt.json());
        // What was read may be put back as it is.
        assertThat(put(satt.tekst()).status()).isEqualTo(200);
    }

    @Test
    void a_text_that_cannot_be_kept_is_refused_with_its_place() {
        ObjectNode kropp = les(GYLDIG);
        kropp.put("behandlingsansvarlig", "a\0b");
        Svar svar = put(kropp.toString());
        assertError(svar, 400, "UGYLDIG_JSON");
        assertThat(svar.json().get("message").asText()).contains("/behandlingsansvarlig");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/aktivert                 | null                | /aktivert skal være true eller false",
                "/stotterOppdateringer     | \"ja\"              | /stotterOppdateringer skal være true eller false",
                "/nksTilgang               | 1                   | /nksTilgang skal være true eller false",
                "/organisasjonsnummerSvarUt| \"958935421\"       | /organisasjonsnummerSvarUt har feil kontrollsiffer",
                "/organisasjonsnummerFiksIO| \"95893542\"        | /organisasjonsnummerFiksIO skal være ni siffer",
                "/dokumentlagerKontoId     | \"x\"               | /dokumentlagerKontoId skal være en UUID",
                "/fiksIOKontoId            | \"0d0d0d0d-0000-4000-8000-000000000001\" | /fiksIOKontoId er ikke en av kommunens kontoer",
                "/brukerFiksIO             | true                | /fiksIOKontoId trengs når kanalen er FIKS_IO",
                "/kanal                    | \"FIKS_IO\"         | /kanal sier noe annet enn /brukerFiksIO",
                "/kanal                    | \"EPOST\"           | /kanal skal være FIKS_IO eller SVARUT",
                "/fristMinutter            | 59                  | /fristMinutter skal være et heltall fra 60 til 10080",
                "/fristMinutter            | 10081               | /fristMinutter skal være et heltall fra 60 til 10080",
                "/fristMinutter            | 600.5               | /fristMinutter skal være et heltall fra 60 til 10080",
                "/hastefristMinutter       | 601                 | /hastefristMinutter skal ikke være lengre enn",
                "/postadresse              | {\"navn\":\"N\",\"postnummer\":\"143\",\"poststed\":\"S\"} | /postadresse/postnummer skal være fire siffer",
                "/postadresse              | {\"navn\":\"N\",\"postnummer\":\"1430\"} | /postadresse/poststed skal være en tekst",
                "/postadresse              | \"Postboks 1\"      | /postadresse skal være et objekt",
                "/kontaktpersoner          | {\"tekniskAnsvarligEpost\":[\"a@b\",\"ikke epost\"]} | /kontaktpersoner/tekniskAnsvarligEpost/1 skal være en e-postadresse",
                "/kontaktpersoner          | {\"tekniskAnsvarligEpost\":[]} | /kontaktpersoner/tekniskAnsvarligEpost trengs for å aktivere",
                "/kontaktpersoner          | {\"epost\":[\"a@b\"]} | /kontaktpersoner/epost er ikke et kjent felt",
                "/akktivert                | true                | /akktivert er ikke et kjent felt",
                "/kommunenummer            | \"0301\"            | /kommunenummer kan ikke endres her",
                "/kontoer                  | [{\"navn\":\"ny\"}] | /kontoer endres ikke her",
            })
    void what_breaks_a_rule_is_refused_with_the_field(String peker, String verdi, String melding) {
        ObjectNode kropp = les(GYLDIG);
        kropp.set(peker.substring(1), les(verdi, JsonNode.class));
        Svar svar = put(kropp.toString());
        assertError(svar, 400, "UGYLDIG_KONFIGURASJON");
        assertThat(svar.json().get("message").asText()).contains(melding);
        assertThat(svar.json().at("/errorJson/feil")).isNotEmpty();
        assertThat(admin.get(sti()).json().get("aktivert").asBoolean()).isFalse();
        assertThat(auditrader()).isZero();
    }

    @Test
    void a_kommune_that_svarut_cannot_reach_is_not_activated() {
        ObjectNode kropp = les(GYLDIG);
        kropp.remove(List.of("organisasjonsnummerSvarUt", "postadresse"));
        Svar svar = put(kropp.toString());
        assertError(svar, 400, "UGYLDIG_KONFIGURASJON");
        assertThat(svar.json().get("message").asText()).contains("/organisasjonsnummerSvarUt eller /postadresse");
        kropp.put("aktivert", false);
        assertThat(put(kropp.toString()).status()).isEqualTo(200);
    }

    @Test
    void what_the_administrator_has_is_not_sent_again() {
        String etag = admin.get(sti()).hode("ETag");
        Svar uendret = admin.medHode("If-None-Match", etag).get(sti());
        assertThat(uendret.status()).isEqualTo(304);
        assertThat(uendret.bytes()).isEmpty();
        assertThat(put(GYLDIG, "\"annen\", " + etag).status()).isEqualTo(200);
        assertThat(admin.medHode("If-None-Match", etag).get(sti()).status()).isEqualTo(200);
    }

    @Test
    void nobody_overwrites_what_they_have_not_seen() throws Exception {
        String etag = admin.get(sti()).hode("ETag");
        assertError(
                admin.send("PUT", sti(), BodyPublishers.ofString(GYLDIG), "application/json"), 428, "VERSJON_MANGLER");
        List<Callable<Integer>> samtidige = List.of(
                () -> put(GYLDIG, etag).status(),
                () -> put(GYLDIG, etag).status(),
                () -> put(GYLDIG, etag).status());
        try (ExecutorService trader = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> svar =
                    trader.invokeAll(samtidige).stream().map(Future::resultNow).toList();
            assertThat(svar).containsExactlyInAnyOrder(200, 412, 412);
        }
        assertError(put(GYLDIG, etag), 412, "ENDRET_IMENS");
        assertThat(put(GYLDIG, "*").status()).isEqualTo(200);
        String konto = konto("En");
        // A change of a konto is a change of the configuration.
        String etterKonto = admin.get(sti()).hode("ETag");
        assertThat(kontoPut(konto, "{\"navn\":\"To\"}", etterKonto).status()).isEqualTo(200);
        assertError(kontoPut(konto, "{\"navn\":\"Tre\"}", etterKonto), 412, "ENDRET_IMENS");
        assertError(admin.medHode("If-Match", etterKonto).delete(sti()), 412, "ENDRET_IMENS");
        assertError(admin.delete(sti()), 428, "VERSJON_MANGLER");
    }

    @Test
    void a_konto_gets_offices_types_and_a_key_and_becomes_the_channel() throws Exception {
        Svar laget = admin.post(sti() + "/kontoer", "{\"navn\":\"Øst\",\"enhetsnumre\":[\"9101\",\"9102\"]}");
        assertThat(laget.status()).as(laget.tekst()).isEqualTo(200);
        assertThat(laget.json().get("meldingstyper").valueStream().map(JsonNode::asText))
                .containsExactly("no.nav.digisos.soknad.v1", "no.nav.digisos.ettersendelse.v1");
        assertThat(laget.json().get("offentligNokkel").isNull()).isTrue();
        String id = laget.json().get("kontoId").asText();
        ObjectNode medKo = les(GYLDIG).put("kanal", "FIKS_IO").put("fiksIOKontoId", id);
        medKo.remove("brukerFiksIO");
        assertThat(put(medKo.toString()).json().get("message").asText())
                .contains("/fiksIOKontoId er en konto uten en offentlig nøkkel");

        Svar lastetOpp = lastOpp(id, Certificates.pem(NOKKEL.certificate()).getBytes(StandardCharsets.US_ASCII));
        assertThat(lastetOpp.status()).as(lastetOpp.tekst()).isEqualTo(200);
        assertThat(lastetOpp.json().at("/offentligNokkel/fingeravtrykk").asText())
                .isEqualTo(Certificates.fingerprint(NOKKEL.certificate()));
        assertThat(lastetOpp.json().at("/offentligNokkel/brukbar").asBoolean()).isTrue();
        assertThat(put(medKo.toString()).json().get("kanal").asText()).isEqualTo("FIKS_IO");
        assertThat(admin.get(sti()).json().get("merknader")).isEmpty();

        assertThat(admin.post(sti() + "/kontoer", "{\"navn\":\"Vest\",\"enhetsnumre\":[\"9102\"]}")
                        .json()
                        .get("message")
                        .asText())
                .contains("/enhetsnumre har 9102, som hører til konto " + id);
        Svar endret = kontoPut(
                id,
                "{\"navn\":\"Øst\",\"enhetsnumre\":[\"9101\"],\"meldingstyper\":[\"no.nav.digisos.klage.v1\"]}",
                "*");
        assertThat(endret.json().get("meldingstyper").get(0).asText()).isEqualTo("no.nav.digisos.klage.v1");
        assertThat(admin.post(sti() + "/kontoer", "{\"navn\":\"Vest\",\"enhetsnumre\":[\"9102\"]}")
                        .status())
                .isEqualTo(200);
        for (String ugyldig : List.of(
                "{}",
                "{\"navn\":\"\"}",
                "{\"navn\":\"a\",\"enhetsnumre\":[\"910\"]}",
                "{\"navn\":\"a\",\"meldingstyper\":[]}",
                "{\"navn\":\"a\",\"meldingstyper\":[\"no.nav.digisos.annet.v1\"]}",
                "{\"navn\":\"a\",\"aktiv\":false}",
                "{\"navn\":\"a\",\"enhetsnumre\":[\"9103\",\"9103\"]}")) {
            assertError(admin.post(sti() + "/kontoer", ugyldig), 400, "UGYLDIG_KONFIGURASJON");
        }
        assertError(admin.get(sti() + "/kontoer/" + Fro.OSLO.kontoId()), 404, "FINNES_IKKE");
        assertError(lastOpp(String.valueOf(Fro.OSLO.kontoId()), der()), 404, "FINNES_IKKE");
    }

    @Test
    void only_a_key_that_can_be_encrypted_to_is_taken() throws Exception {
        String id = konto("Nøkler");
        assertThat(lastOpp(id, der()).status()).isEqualTo(200);
        String pem = Certificates.pem(NOKKEL.certificate());
        avvist(id, bytes(TestCertificates.generate("kort", 1024)), "1024 bit");
        avvist(id, bytes(TestCertificates.generateEllipticCurve("ec")), "RSA");
        avvist(id, bytes(TestCertificates.generate("signering", 2048, KeyUsage.digitalSignature)), "keyEncipherment");
        avvist(id, (pem + pem).getBytes(StandardCharsets.US_ASCII), "flere sertifikater");
        avvist(
                id,
                (pem + "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII),
                "privat nøkkel");
        avvist(id, new byte[] {1, 2, 3}, "ikke et X.509-sertifikat");
        avvist(id, new byte[0], "ikke et X.509-sertifikat");
        assertError(lastOpp(id, new byte[70_000]), 413, "FOR_STOR");
        miljo.database().setClockOffset(Duration.ofDays(365 * 90));
        avvist(id, der(), "utløp");
        assertThat(admin.get(sti() + "/kontoer/" + id)
                        .json()
                        .at("/offentligNokkel/brukbar")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_new_key_holds_from_the_next_download_on() throws Exception {
        // Oslo's own fagsystem and konto: the administrator changes nothing else, and puts the old key back.
        administrator(ADMIN, Fro.OSLO.fiksOrgId());
        Sadd sadd = soknad();
        String ko = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";
        oslo().post(ko + "/hent", "{}");
        String sti = ko + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get("soknad.json");
        String nokkelSti = "/digisos/api/v1/konfigurasjon/" + Fro.OSLO.fiksOrgId() + "/kontoer/" + Fro.OSLO.kontoId()
                + "/offentligNokkel";
        Svar forst = oslo().get(sti);
        assertThat(Apner.apne(forst.bytes(), miljo.oslo())).isNotEmpty();
        try {
            assertThat(admin.send("PUT", nokkelSti, BodyPublishers.ofByteArray(der()), null)
                            .status())
                    .isEqualTo(200);
            Svar ny = oslo().medHode("Range", "bytes=10-")
                    .medHode("If-Range", forst.hode("ETag"))
                    .get(sti);
            assertThat(ny.status()).isEqualTo(200);
            assertThat(ny.hode("ETag")).isNotEqualTo(forst.hode("ETag"));
            assertThat(Apner.apne(ny.bytes(), NOKKEL)).isEqualTo(Apner.apne(forst.bytes(), miljo.oslo()));
        } finally {
            admin.send(
                    "PUT",
                    nokkelSti,
                    BodyPublishers.ofByteArray(miljo.oslo().certificate().getEncoded()),
                    null);
        }
    }

    @Test
    void what_waits_in_a_closed_konto_is_withdrawn_and_goes_by_svarut() throws Exception {
        String id = konto("Stenges");
        lastOpp(id, der());
        put(les(GYLDIG).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        Sadd sadd = saksfro.soknad(
                UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        assertThat(tilstand(sadd)).isEqualTo("I_KO");
        Svar stengt = admin.post(sti() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(stengt.json().get("aktiv").asBoolean()).isFalse();
        assertThat(stengt.json().get("ventendeMeldinger").asInt()).isOne();
        assertThat(admin.get(sti()).json().get("merknader").toString()).contains("1 ventende meldinger");
        assertError(
                put(les(GYLDIG)
                        .put("brukerFiksIO", true)
                        .put("fiksIOKontoId", id)
                        .toString()),
                400,
                "UGYLDIG_KONFIGURASJON");

        new LeveranseSveip(new Transactions(miljo.database().functions())).stengtKonto(Duration.ZERO, 100);
        assertThat(tilstand(sadd)).isEqualTo("TRUKKET");
        assertThat(verdi("SELECT aarsak FROM leveranse WHERE id = ?", sadd.meldingId()))
                .isEqualTo("KONTO_STENGT");
        assertThat(admin.post(sti() + "/kontoer/" + id + "/aktiver", "")
                        .json()
                        .get("aktiv")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_configuration_that_is_taken_away_can_be_made_again_and_keeps_its_addresses() {
        assertThat(put(GYLDIG).status()).isEqualTo(200);
        Svar slettet = admin.medHode("If-Match", admin.get(sti()).hode("ETag")).delete(sti());
        assertThat(slettet.status()).as(slettet.tekst()).isEqualTo(200);
        assertError(admin.get(sti()), 404, "FINNES_IKKE");
        assertError(put(GYLDIG, "*"), 404, "FINNES_IKKE");
        assertError(admin.post(sti() + "/kontoer", "{\"navn\":\"a\"}"), 404, "FINNES_IKKE");
        assertThat(verdi(
                        "SELECT aktivert::text || organisasjonsnummer_svarut FROM kommune WHERE fiks_org_id = ?",
                        kommune.fiksOrgId()))
                .isEqualTo("false958935420");

        String uten = les(GYLDIG)
                .put("aktivert", false)
                .without(List.of("organisasjonsnummerSvarUt", "postadresse"))
                .toString();
        for (int i = 0; i < 2; i++) {
            Svar laget = admin.post(sti(), uten);
            assertThat(laget.status()).as(laget.tekst()).isEqualTo(200);
            JsonNode vist = admin.get(sti()).json();
            assertThat(vist.get("aktivert").asBoolean()).isFalse();
            assertThat(vist.get("organisasjonsnummerSvarUt").asText()).isEqualTo("958935420");
            assertThat(vist.at("/postadresse/postnummer").asText()).isEqualTo("1430");
        }
        assertThat(auditrader()).as("the repeat changes nothing").isEqualTo(3);
    }

    @Test
    void a_post_makes_the_configuration_of_its_body_and_answers_without_one() {
        Svar laget = admin.post(sti(), KS);
        assertThat(laget.status()).as(laget.tekst()).isEqualTo(200);
        assertThat(laget.bytes()).isEmpty();
        JsonNode vist = admin.get(sti()).json();
        les(KS).properties()
                .forEach(felt -> assertThat(vist.get(felt.getKey()).toString())
                        .as(felt.getKey())
                        .contains(
                                felt.getValue().isObject()
                                        ? ""
                                        : felt.getValue().toString()));
        assertThat(vist.at("/postadresse/poststed").asText()).isEqualTo("Ås");
        assertThat(laget.hode("ETag")).isEqualTo(admin.get(sti()).hode("ETag"));
        assertThat(auditrader()).isEqualTo(1);
    }

    @Test
    void a_post_without_the_body_that_it_takes_is_refused_and_changes_nothing() {
        for (String feil : List.of("", " ", "null", "[]", "\"x\"", "{\"aktivert\":")) {
            assertThat(admin.post(sti(), feil).status()).as(feil).isEqualTo(400);
        }
        assertThat(admin.send("POST", sti(), BodyPublishers.noBody(), null).status())
                .isEqualTo(400);
        assertError(admin.post(sti(), "{}"), 400, "UGYLDIG_KONFIGURASJON");
        assertError(
                admin.post("/digisos/api/v1/konfigurasjon/" + nyKommune().fiksOrgId() + "/kontoer", ""),
                400,
                "UGYLDIG_JSON");
        assertError(person("24819910029").post(sti(), KS), 403, "INGEN_TILGANG");
        assertThat(auditrader()).isZero();
        assertThat(admin.get(sti()).json().get("aktivert").asBoolean()).isFalse();
    }

    @Test
    void a_post_overwrites_nothing_that_its_caller_has_not_seen() {
        assertThat(admin.post(sti(), KS).status()).isEqualTo(200);
        assertThat(admin.post(sti(), KS).status())
                .as("the repeat of a call whose answer was lost")
                .isEqualTo(200);
        String annen = les(KS).put("organisasjonsnummerSvarUt", "310501069").toString();
        Svar nektet = admin.post(sti(), annen);
        assertError(nektet, 428, "VERSJON_MANGLER");
        assertThat(nektet.json().get("message").asText()).contains("PUT", "If-Match");
        assertThat(admin.get(sti()).json().get("organisasjonsnummerSvarUt").asText())
                .isEqualTo("958935420");
        assertThat(auditrader()).isEqualTo(1);

        assertError(admin.medHode("If-Match", "\"1\"").post(sti(), annen), 412, "ENDRET_IMENS");
        assertThat(admin.medHode("If-Match", admin.get(sti()).hode("ETag"))
                        .post(sti(), annen)
                        .status())
                .isEqualTo(200);
        assertThat(admin.get(sti()).json().get("organisasjonsnummerSvarUt").asText())
                .isEqualTo("310501069");
    }

    @Test
    void a_post_that_names_no_konto_takes_the_only_one_that_can_receive() throws Exception {
        String ks = les(KS).put("brukerFiksIO", true).toString();
        assertError(admin.post(sti(), ks), 400, "UGYLDIG_KONFIGURASJON");
        String id = konto("Den eneste");
        lastOpp(id, der());
        konto("Uten nøkkel");
        assertThat(admin.post(sti(), ks).status()).isEqualTo(200);
        assertThat(admin.get(sti()).json().get("fiksIOKontoId").asText()).isEqualTo(id);
        assertThat(admin.post(sti(), ks).status()).isEqualTo(200);
    }

    @Test
    void a_certificate_that_runs_out_within_sixty_days_is_a_merknad() throws Exception {
        String id = konto("Utløper");
        lastOpp(id, der());
        put(les(GYLDIG).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        assertThat(admin.get(sti()).json().get("merknader")).isEmpty();

        Svar kort = lastOpp(id, bytes(utloperOm(Duration.ofDays(30))));
        assertThat(kort.status()).as("shorter, but good for now").isEqualTo(200);
        assertThat(kort.json().at("/offentligNokkel/brukbar").asBoolean()).isTrue();
        assertThat(kort.json().at("/offentligNokkel/merknad").asText()).contains("Sertifikatet utløper ");
        assertThat(merknader())
                .singleElement()
                .asString()
                .contains("Konto " + id + ": Sertifikatet utløper ", "Last opp et nytt før da");
        // It is for reading: what was read may be put back.
        assertThat(put(admin.get(sti()).tekst()).status()).isEqualTo(200);

        miljo.database().setClockOffset(Duration.ofDays(31));
        assertThat(merknader())
                .singleElement()
                .asString()
                .contains("Konto " + id, "går med SvarUt", "Sertifikatet utløp ");
        miljo.database().setClockOffset(Duration.ZERO);
        admin.post(sti() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(merknader()).noneMatch(m -> m.contains("utløper"));
        admin.post(sti() + "/kontoer/" + id + "/aktiver", "");
        lastOpp(id, der());
        assertThat(merknader()).isEmpty();
    }

    @Test
    void what_lies_in_the_queue_when_the_certificate_runs_out_is_still_fetched_and_receipted() throws Exception {
        String id = konto("Utløpt");
        RecipientKey kort = utloperOm(Duration.ofHours(1));
        lastOpp(id, bytes(kort));
        put(les(GYLDIG).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        Sadd sadd = saksfro.soknad(
                UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        Svar laget = admin.post(sti() + "/integrasjoner", "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"310501018\"}");
        Klient fagsystem = fagsystem(new Fro.Integrasjon(
                UUID.fromString(laget.json().get("integrasjonId").asText()),
                "F",
                "310501018",
                laget.json().get("passord").asText()));

        miljo.database().setClockOffset(Duration.ofHours(2));
        String ko = "/digisos/mottak/api/v1/kontoer/" + id + "/meldinger";
        assertThat(fagsystem.post(ko + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(sadd.meldingId().toString());
        Svar dokument = fagsystem.get(ko + "/" + sadd.meldingId() + "/dokumenter/" + sadd.dokument("soknad.json"));
        assertThat(Apner.apne(dokument.bytes(), kort)).isNotEmpty();
        assertThat(fagsystem
                        .post(ko + "/" + sadd.meldingId() + "/kvittering/mottatt", "{}")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("BEKREFTET");
    }

    private List<String> merknader() {
        return admin.get(sti())
                .json()
                .get("merknader")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static RecipientKey utloperOm(Duration varighet) {
        return TestCertificates.generate(
                "Fagsystem", 2048, TestCertificates.NOT_BEFORE, Instant.now().plus(varighet));
    }

    @Test
    void every_change_leaves_a_row_that_names_the_administrator() throws Exception {
        String id = konto("Revisjon");
        lastOpp(id, der());
        put(GYLDIG);
        admin.post(sti() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(verdi(
                        "SELECT string_agg(handling || coalesce(':' || sertifikat_avtrykk, ''), ' ' ORDER BY tidspunkt, handling)"
                                + " FROM audit_rad WHERE fiks_org_id = ? AND aktor_indeks = ? AND integrasjon_id IS NULL",
                        kommune.fiksOrgId(),
                        personIndeks(ADMIN).getFirst().value()))
                .isEqualTo("ENDRE_KONTO ENDRE_KONTO:" + Certificates.fingerprint(NOKKEL.certificate())
                        + " ENDRE_KONFIGURASJON ENDRE_KONTO");
    }

    private String sti() {
        return "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
    }

    private String konto(String navn) {
        Svar laget = admin.post(sti() + "/kontoer", "{\"navn\":\"" + navn + "\"}");
        assertThat(laget.status()).as(laget.tekst()).isEqualTo(200);
        return laget.json().get("kontoId").asText();
    }

    private Svar put(String kropp) {
        return put(kropp, admin.get(sti()).hode("ETag"));
    }

    private Svar put(String kropp, String ifMatch) {
        return admin.medHode("If-Match", ifMatch)
                .send("PUT", sti(), BodyPublishers.ofString(kropp), "application/json");
    }

    private Svar kontoPut(String id, String kropp, String ifMatch) {
        return admin.medHode("If-Match", ifMatch)
                .send("PUT", sti() + "/kontoer/" + id, BodyPublishers.ofString(kropp), "application/json");
    }

    private Svar lastOpp(String id, byte[] sertifikat) {
        return admin.send(
                "PUT",
                sti() + "/kontoer/" + id + "/offentligNokkel",
                BodyPublishers.ofByteArray(sertifikat),
                "application/octet-stream");
    }

    private void avvist(String id, byte[] sertifikat, String hvorfor) {
        Svar svar = lastOpp(id, sertifikat);
        assertError(svar, 400, "UGYLDIG_KONTOSERTIFIKAT");
        assertThat(svar.json().get("message").asText()).contains(hvorfor);
    }

    private static byte[] der() throws CertificateEncodingException {
        return bytes(NOKKEL);
    }

    private static byte[] bytes(RecipientKey nokkel) throws CertificateEncodingException {
        return nokkel.certificate().getEncoded();
    }

    private String tilstand(Sadd sadd) {
        return verdi("SELECT tilstand FROM leveranse WHERE id = ?", sadd.meldingId());
    }

    private int auditrader() {
        return Integer.parseInt(verdi("SELECT count(*) FROM audit_rad WHERE fiks_org_id = ?", kommune.fiksOrgId()));
    }

    private static ObjectNode les(String json) {
        return les(json, ObjectNode.class);
    }

    private static <T extends JsonNode> T les(String json, Class<T> type) {
        try {
            return type.cast(MAPPER.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
