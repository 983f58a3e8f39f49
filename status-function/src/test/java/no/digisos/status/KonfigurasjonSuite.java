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
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.LeveranseSweeps;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.Opener;
import no.digisos.seeds.client.Recipients;
import no.digisos.testkit.samples.TestPerson;
import no.digisos.testkit.tls.SelfSigned;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kommune configures itself (contract.md 8). */
abstract class KonfigurasjonSuite extends StatusSuite {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final RecipientKey KEY = Recipients.generate("Fagsystem", 2048);

    private static final String VALID = """
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

    private final SeedData.Kommune kommune = newKommune();
    private final Client admin = person(ADMIN);

    @AfterEach
    void reset_the_clock() {
        environment.database().setClockOffset(Duration.ZERO);
    }

    @Test
    void an_administrator_who_got_another_number_stays_one() {
        String old = TestPerson.withDNumber();
        String fresh = TestPerson.fresh();
        administrator(old, kommune.fiksOrgId());
        String path = "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
        assertError(person(fresh).get(path), 403, "INGEN_TILGANG");
        UUID link = sakSeeds.link(old, fresh);
        assertThat(person(fresh).get(path).status()).isEqualTo(200);
        assertThat(person(old).get(path).status()).isEqualTo(200);
        sakSeeds.separate(link);
        assertError(person(fresh).get(path), 403, "INGEN_TILGANG");
    }

    @Test
    void what_is_put_is_what_stands() {
        Answer initial = admin.get(path());
        assertThat(initial.status()).as(initial.text()).isEqualTo(200);
        assertThat(initial.json().get("aktivert").asBoolean()).isFalse();
        assertThat(initial.json().get("fristMinutter").asInt()).isEqualTo(1440);
        assertThat(initial.json().get("hastefristMinutter").asInt()).isEqualTo(120);
        assertThat(initial.header("Cache-Control")).isEqualTo("no-store");

        Answer set = put(VALID);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        ObjectNode expected = read(VALID);
        expected.put("kanal", "SVARUT");
        expected.putNull("fiksIOKontoId");
        ObjectNode address = (ObjectNode) expected.get("postadresse");
        List.of("adresselinje2", "adresselinje3", "land").forEach(address::putNull);
        ObjectNode shown = (ObjectNode) set.json();
        shown.remove(List.of("fiksOrgId", "kommunenummer", "navn", "endret", "kontoer", "merknader"));
        assertThat(shown).isEqualTo(expected);
        assertThat(admin.get(path()).json()).isEqualTo(set.json());
        // What was read may be put back as it is.
        assertThat(put(set.text()).status()).isEqualTo(200);
    }

    @Test
    void a_text_that_cannot_be_kept_is_refused_with_its_place() {
        ObjectNode body = read(VALID);
        body.put("behandlingsansvarlig", "a\0b");
        Answer answer = put(body.toString());
        assertError(answer, 400, "UGYLDIG_JSON");
        assertThat(answer.json().get("message").asText()).contains("/behandlingsansvarlig");
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
    void what_breaks_a_rule_is_refused_with_the_field(String pointer, String value, String melding) {
        ObjectNode body = read(VALID);
        body.set(pointer.substring(1), read(value, JsonNode.class));
        Answer answer = put(body.toString());
        assertError(answer, 400, "UGYLDIG_KONFIGURASJON");
        assertThat(answer.json().get("message").asText()).contains(melding);
        assertThat(answer.json().at("/errorJson/feil")).isNotEmpty();
        assertThat(admin.get(path()).json().get("aktivert").asBoolean()).isFalse();
        assertThat(auditRows()).isZero();
    }

    @Test
    void a_kommune_that_svarut_cannot_reach_is_not_activated() {
        ObjectNode body = read(VALID);
        body.remove(List.of("organisasjonsnummerSvarUt", "postadresse"));
        Answer answer = put(body.toString());
        assertError(answer, 400, "UGYLDIG_KONFIGURASJON");
        assertThat(answer.json().get("message").asText()).contains("/organisasjonsnummerSvarUt eller /postadresse");
        body.put("aktivert", false);
        assertThat(put(body.toString()).status()).isEqualTo(200);
    }

    @Test
    void what_the_administrator_has_is_not_sent_again() {
        String etag = admin.get(path()).header("ETag");
        Answer unchanged = admin.withHeader("If-None-Match", etag).get(path());
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.bytes()).isEmpty();
        assertThat(put(VALID, "\"annen\", " + etag).status()).isEqualTo(200);
        assertThat(admin.withHeader("If-None-Match", etag).get(path()).status()).isEqualTo(200);
    }

    @Test
    void nobody_overwrites_what_they_have_not_seen() throws Exception {
        String etag = admin.get(path()).header("ETag");
        assertError(
                admin.send("PUT", path(), BodyPublishers.ofString(VALID), "application/json"), 428, "VERSJON_MANGLER");
        List<Callable<Integer>> concurrent = List.of(
                () -> put(VALID, etag).status(),
                () -> put(VALID, etag).status(),
                () -> put(VALID, etag).status());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answer = threads.invokeAll(concurrent).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(answer).containsExactlyInAnyOrder(200, 412, 412);
        }
        assertError(put(VALID, etag), 412, "ENDRET_IMENS");
        assertThat(put(VALID, "*").status()).isEqualTo(200);
        String konto = konto("En");
        // A change of a konto is a change of the configuration.
        String afterKonto = admin.get(path()).header("ETag");
        assertThat(kontoPut(konto, "{\"navn\":\"To\"}", afterKonto).status()).isEqualTo(200);
        assertError(kontoPut(konto, "{\"navn\":\"Tre\"}", afterKonto), 412, "ENDRET_IMENS");
        assertError(admin.withHeader("If-Match", afterKonto).delete(path()), 412, "ENDRET_IMENS");
        assertError(admin.delete(path()), 428, "VERSJON_MANGLER");
    }

    @Test
    void a_konto_gets_offices_types_and_a_key_and_becomes_the_channel() throws Exception {
        Answer made = admin.post(path() + "/kontoer", "{\"navn\":\"Øst\",\"enhetsnumre\":[\"9101\",\"9102\"]}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.json().get("meldingstyper").valueStream().map(JsonNode::asText))
                .containsExactly("no.nav.digisos.soknad.v1", "no.nav.digisos.ettersendelse.v1");
        assertThat(made.json().get("offentligNokkel").isNull()).isTrue();
        String id = made.json().get("kontoId").asText();
        ObjectNode withQueue = read(VALID).put("kanal", "FIKS_IO").put("fiksIOKontoId", id);
        withQueue.remove("brukerFiksIO");
        assertThat(put(withQueue.toString()).json().get("message").asText())
                .contains("/fiksIOKontoId er en konto uten en offentlig nøkkel");

        Answer uploaded = upload(id, Certificates.pem(KEY.certificate()).getBytes(StandardCharsets.US_ASCII));
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        assertThat(uploaded.json().at("/offentligNokkel/fingeravtrykk").asText())
                .isEqualTo(Certificates.fingerprint(KEY.certificate()));
        assertThat(uploaded.json().at("/offentligNokkel/brukbar").asBoolean()).isTrue();
        assertThat(put(withQueue.toString()).json().get("kanal").asText()).isEqualTo("FIKS_IO");
        assertThat(admin.get(path()).json().get("merknader")).isEmpty();

        assertThat(admin.post(path() + "/kontoer", "{\"navn\":\"Vest\",\"enhetsnumre\":[\"9102\"]}")
                        .json()
                        .get("message")
                        .asText())
                .contains("/enhetsnumre har 9102, som hører til konto " + id);
        Answer changed = kontoPut(
                id,
                "{\"navn\":\"Øst\",\"enhetsnumre\":[\"9101\"],\"meldingstyper\":[\"no.nav.digisos.klage.v1\"]}",
                "*");
        assertThat(changed.json().get("meldingstyper").get(0).asText()).isEqualTo("no.nav.digisos.klage.v1");
        assertThat(admin.post(path() + "/kontoer", "{\"navn\":\"Vest\",\"enhetsnumre\":[\"9102\"]}")
                        .status())
                .isEqualTo(200);
        for (String invalid : List.of(
                "{}",
                "{\"navn\":\"\"}",
                "{\"navn\":\"a\",\"enhetsnumre\":[\"910\"]}",
                "{\"navn\":\"a\",\"meldingstyper\":[]}",
                "{\"navn\":\"a\",\"meldingstyper\":[\"no.nav.digisos.annet.v1\"]}",
                "{\"navn\":\"a\",\"aktiv\":false}",
                "{\"navn\":\"a\",\"enhetsnumre\":[\"9103\",\"9103\"]}")) {
            assertError(admin.post(path() + "/kontoer", invalid), 400, "UGYLDIG_KONFIGURASJON");
        }
        assertError(admin.get(path() + "/kontoer/" + SeedData.OSLO.kontoId()), 404, "FINNES_IKKE");
        assertError(upload(String.valueOf(SeedData.OSLO.kontoId()), der()), 404, "FINNES_IKKE");
    }

    @Test
    void only_a_key_that_can_be_encrypted_to_is_taken() throws Exception {
        String id = konto("Nøkler");
        assertThat(upload(id, der()).status()).isEqualTo(200);
        String pem = Certificates.pem(KEY.certificate());
        avvist(id, SelfSigned.generate("kort", 1024).certificate().getEncoded(), "1024 bit");
        avvist(id, SelfSigned.generateEllipticCurve("ec").certificate().getEncoded(), "RSA");
        avvist(
                id,
                SelfSigned.generate("signering", 2048, KeyUsage.digitalSignature)
                        .certificate()
                        .getEncoded(),
                "keyEncipherment");
        avvist(id, (pem + pem).getBytes(StandardCharsets.US_ASCII), "flere sertifikater");
        avvist(
                id,
                (pem + "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII),
                "privat nøkkel");
        avvist(id, new byte[] {1, 2, 3}, "ikke et X.509-sertifikat");
        avvist(id, new byte[0], "ikke et X.509-sertifikat");
        assertError(upload(id, new byte[70_000]), 413, "FOR_STOR");
        environment.database().setClockOffset(Duration.ofDays(365 * 90));
        avvist(id, der(), "utløp");
        assertThat(admin.get(path() + "/kontoer/" + id)
                        .json()
                        .at("/offentligNokkel/brukbar")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_new_key_holds_from_the_next_download_on() throws Exception {
        // Oslo's own fagsystem and konto: the administrator changes nothing else, and puts the old key back.
        administrator(ADMIN, SeedData.OSLO.fiksOrgId());
        Sown sown = soknad();
        String queue = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
        oslo().post(queue + "/hent", "{}");
        String path = queue + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get("soknad.json");
        String keyPath = "/digisos/api/v1/konfigurasjon/" + SeedData.OSLO.fiksOrgId() + "/kontoer/"
                + SeedData.OSLO.kontoId() + "/offentligNokkel";
        Answer initial = oslo().get(path);
        assertThat(Opener.open(initial.bytes(), environment.oslo())).isNotEmpty();
        try {
            assertThat(admin.send("PUT", keyPath, BodyPublishers.ofByteArray(der()), null)
                            .status())
                    .isEqualTo(200);
            Answer fresh = oslo().withHeader("Range", "bytes=10-")
                    .withHeader("If-Range", initial.header("ETag"))
                    .get(path);
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(fresh.header("ETag")).isNotEqualTo(initial.header("ETag"));
            assertThat(Opener.open(fresh.bytes(), KEY)).isEqualTo(Opener.open(initial.bytes(), environment.oslo()));
        } finally {
            admin.send(
                    "PUT",
                    keyPath,
                    BodyPublishers.ofByteArray(environment.oslo().certificate().getEncoded()),
                    null);
        }
    }

    @Test
    void what_waits_in_a_closed_konto_is_withdrawn_and_goes_by_svarut() throws Exception {
        String id = konto("Stenges");
        upload(id, der());
        put(read(VALID).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        Sown sown = sakSeeds.soknad(
                UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        assertThat(state(sown)).isEqualTo("I_KO");
        Answer closed = admin.post(path() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(closed.json().get("aktiv").asBoolean()).isFalse();
        assertThat(closed.json().get("ventendeMeldinger").asInt()).isOne();
        assertThat(admin.get(path()).json().get("merknader").toString()).contains("1 ventende meldinger");
        assertError(
                put(read(VALID)
                        .put("brukerFiksIO", true)
                        .put("fiksIOKontoId", id)
                        .toString()),
                400,
                "UGYLDIG_KONFIGURASJON");

        new LeveranseSweeps(new Transactions(environment.database().functions())).closedKonto(Duration.ZERO, 100);
        assertThat(state(sown)).isEqualTo("TRUKKET");
        assertThat(value("SELECT aarsak FROM leveranse WHERE id = ?", sown.meldingId()))
                .isEqualTo("KONTO_STENGT");
        assertThat(admin.post(path() + "/kontoer/" + id + "/aktiver", "")
                        .json()
                        .get("aktiv")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_configuration_that_is_taken_away_can_be_made_again_and_keeps_its_addresses() {
        assertThat(put(VALID).status()).isEqualTo(200);
        Answer deleted =
                admin.withHeader("If-Match", admin.get(path()).header("ETag")).delete(path());
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
        assertError(admin.get(path()), 404, "FINNES_IKKE");
        assertError(put(VALID, "*"), 404, "FINNES_IKKE");
        assertError(admin.post(path() + "/kontoer", "{\"navn\":\"a\"}"), 404, "FINNES_IKKE");
        assertThat(value(
                        "SELECT aktivert::text || organisasjonsnummer_svarut FROM kommune WHERE fiks_org_id = ?",
                        kommune.fiksOrgId()))
                .isEqualTo("false958935420");

        String without = read(VALID)
                .put("aktivert", false)
                .without(List.of("organisasjonsnummerSvarUt", "postadresse"))
                .toString();
        for (int i = 0; i < 2; i++) {
            Answer made = admin.post(path(), without);
            assertThat(made.status()).as(made.text()).isEqualTo(200);
            JsonNode shown = admin.get(path()).json();
            assertThat(shown.get("aktivert").asBoolean()).isFalse();
            assertThat(shown.get("organisasjonsnummerSvarUt").asText()).isEqualTo("958935420");
            assertThat(shown.at("/postadresse/postnummer").asText()).isEqualTo("1430");
        }
        assertThat(auditRows()).as("the repeat changes nothing").isEqualTo(3);
    }

    @Test
    void a_post_makes_the_configuration_of_its_body_and_answers_without_one() {
        Answer made = admin.post(path(), KS);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.bytes()).isEmpty();
        JsonNode shown = admin.get(path()).json();
        read(KS).properties()
                .forEach(field -> assertThat(shown.get(field.getKey()).toString())
                        .as(field.getKey())
                        .contains(
                                field.getValue().isObject()
                                        ? ""
                                        : field.getValue().toString()));
        assertThat(shown.at("/postadresse/poststed").asText()).isEqualTo("Ås");
        assertThat(made.header("ETag")).isEqualTo(admin.get(path()).header("ETag"));
        assertThat(auditRows()).isEqualTo(1);
    }

    @Test
    void a_post_without_the_body_that_it_takes_is_refused_and_changes_nothing() {
        for (String failure : List.of("", " ", "null", "[]", "\"x\"", "{\"aktivert\":")) {
            assertThat(admin.post(path(), failure).status()).as(failure).isEqualTo(400);
        }
        assertThat(admin.send("POST", path(), BodyPublishers.noBody(), null).status())
                .isEqualTo(400);
        assertError(admin.post(path(), "{}"), 400, "UGYLDIG_KONFIGURASJON");
        assertError(
                admin.post("/digisos/api/v1/konfigurasjon/" + newKommune().fiksOrgId() + "/kontoer", ""),
                400,
                "UGYLDIG_JSON");
        assertError(person("24819910029").post(path(), KS), 403, "INGEN_TILGANG");
        assertThat(auditRows()).isZero();
        assertThat(admin.get(path()).json().get("aktivert").asBoolean()).isFalse();
    }

    @Test
    void a_post_overwrites_nothing_that_its_caller_has_not_seen() {
        assertThat(admin.post(path(), KS).status()).isEqualTo(200);
        assertThat(admin.post(path(), KS).status())
                .as("the repeat of a call whose answer was lost")
                .isEqualTo(200);
        String another = read(KS).put("organisasjonsnummerSvarUt", "310501069").toString();
        Answer refused = admin.post(path(), another);
        assertError(refused, 428, "VERSJON_MANGLER");
        assertThat(refused.json().get("message").asText()).contains("PUT", "If-Match");
        assertThat(admin.get(path()).json().get("organisasjonsnummerSvarUt").asText())
                .isEqualTo("958935420");
        assertThat(auditRows()).isEqualTo(1);

        assertError(admin.withHeader("If-Match", "\"1\"").post(path(), another), 412, "ENDRET_IMENS");
        assertThat(admin.withHeader("If-Match", admin.get(path()).header("ETag"))
                        .post(path(), another)
                        .status())
                .isEqualTo(200);
        assertThat(admin.get(path()).json().get("organisasjonsnummerSvarUt").asText())
                .isEqualTo("310501069");
    }

    @Test
    void a_post_that_names_no_konto_takes_the_only_one_that_can_receive() throws Exception {
        String ks = read(KS).put("brukerFiksIO", true).toString();
        assertError(admin.post(path(), ks), 400, "UGYLDIG_KONFIGURASJON");
        String id = konto("Den eneste");
        upload(id, der());
        konto("Uten nøkkel");
        assertThat(admin.post(path(), ks).status()).isEqualTo(200);
        assertThat(admin.get(path()).json().get("fiksIOKontoId").asText()).isEqualTo(id);
        assertThat(admin.post(path(), ks).status()).isEqualTo(200);
    }

    @Test
    void a_certificate_that_runs_out_within_sixty_days_is_a_merknad() throws Exception {
        String id = konto("Utløper");
        upload(id, der());
        put(read(VALID).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        assertThat(admin.get(path()).json().get("merknader")).isEmpty();

        Answer shortened = upload(id, bytes(expiresIn(Duration.ofDays(30))));
        assertThat(shortened.status()).as("shorter, but good for now").isEqualTo(200);
        assertThat(shortened.json().at("/offentligNokkel/brukbar").asBoolean()).isTrue();
        assertThat(shortened.json().at("/offentligNokkel/merknad").asText()).contains("Sertifikatet utløper ");
        assertThat(merknader())
                .singleElement()
                .asString()
                .contains("Konto " + id + ": Sertifikatet utløper ", "Last opp et nytt før da");
        // It is for reading: what was read may be put back.
        assertThat(put(admin.get(path()).text()).status()).isEqualTo(200);

        environment.database().setClockOffset(Duration.ofDays(31));
        assertThat(merknader())
                .singleElement()
                .asString()
                .contains("Konto " + id, "går med SvarUt", "Sertifikatet utløp ");
        environment.database().setClockOffset(Duration.ZERO);
        admin.post(path() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(merknader()).noneMatch(m -> m.contains("utløper"));
        admin.post(path() + "/kontoer/" + id + "/aktiver", "");
        upload(id, der());
        assertThat(merknader()).isEmpty();
    }

    @Test
    void what_lies_in_the_queue_when_the_certificate_runs_out_is_still_fetched_and_receipted() throws Exception {
        String id = konto("Utløpt");
        RecipientKey shortened = expiresIn(Duration.ofHours(1));
        upload(id, bytes(shortened));
        put(read(VALID).put("brukerFiksIO", true).put("fiksIOKontoId", id).toString());
        Sown sown = sakSeeds.soknad(
                UUID.randomUUID(), kommune, FNR, UUID.randomUUID().toString(), Map.of());
        Answer made =
                admin.post(path() + "/integrasjoner", "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"310501018\"}");
        Client fagsystem = fagsystem(new SeedData.Integrasjon(
                UUID.fromString(made.json().get("integrasjonId").asText()),
                "F",
                "310501018",
                made.json().get("passord").asText()));

        environment.database().setClockOffset(Duration.ofHours(2));
        String queue = "/digisos/mottak/api/v1/kontoer/" + id + "/meldinger";
        assertThat(fagsystem.post(queue + "/hent", "{}").json().findValuesAsText("meldingId"))
                .containsExactly(sown.meldingId().toString());
        Answer dokument = fagsystem.get(queue + "/" + sown.meldingId() + "/dokumenter/" + sown.dokument("soknad.json"));
        assertThat(Opener.open(dokument.bytes(), shortened)).isNotEmpty();
        assertThat(fagsystem
                        .post(queue + "/" + sown.meldingId() + "/kvittering/mottatt", "{}")
                        .json()
                        .get("tilstand")
                        .asText())
                .isEqualTo("BEKREFTET");
    }

    private List<String> merknader() {
        return admin.get(path())
                .json()
                .get("merknader")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static RecipientKey expiresIn(Duration duration) {
        return Recipients.of(SelfSigned.generate(
                "Fagsystem", 2048, SelfSigned.NOT_BEFORE, Instant.now().plus(duration)));
    }

    @Test
    void every_change_leaves_a_row_that_names_the_administrator() throws Exception {
        String id = konto("Revisjon");
        upload(id, der());
        put(VALID);
        admin.post(path() + "/kontoer/" + id + "/deaktiver", "");
        assertThat(value(
                        "SELECT string_agg(handling || coalesce(':' || sertifikat_avtrykk, ''), ' ' ORDER BY tidspunkt, handling)"
                                + " FROM audit_rad WHERE fiks_org_id = ? AND aktor_indeks = ? AND integrasjon_id IS NULL",
                        kommune.fiksOrgId(),
                        personIndex(ADMIN).getFirst().value()))
                .isEqualTo("ENDRE_KONTO ENDRE_KONTO:" + Certificates.fingerprint(KEY.certificate())
                        + " ENDRE_KONFIGURASJON ENDRE_KONTO");
    }

    private String path() {
        return "/digisos/api/v1/konfigurasjon/" + kommune.fiksOrgId();
    }

    private String konto(String name) {
        Answer made = admin.post(path() + "/kontoer", "{\"navn\":\"" + name + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().get("kontoId").asText();
    }

    private Answer put(String body) {
        return put(body, admin.get(path()).header("ETag"));
    }

    private Answer put(String body, String ifMatch) {
        return admin.withHeader("If-Match", ifMatch)
                .send("PUT", path(), BodyPublishers.ofString(body), "application/json");
    }

    private Answer kontoPut(String id, String body, String ifMatch) {
        return admin.withHeader("If-Match", ifMatch)
                .send("PUT", path() + "/kontoer/" + id, BodyPublishers.ofString(body), "application/json");
    }

    private Answer upload(String id, byte[] certificate) {
        return admin.send(
                "PUT",
                path() + "/kontoer/" + id + "/offentligNokkel",
                BodyPublishers.ofByteArray(certificate),
                "application/octet-stream");
    }

    private void avvist(String id, byte[] certificate, String why) {
        Answer answer = upload(id, certificate);
        assertError(answer, 400, "UGYLDIG_KONTOSERTIFIKAT");
        assertThat(answer.json().get("message").asText()).contains(why);
    }

    private static byte[] der() throws CertificateEncodingException {
        return bytes(KEY);
    }

    private static byte[] bytes(RecipientKey key) throws CertificateEncodingException {
        return key.certificate().getEncoded();
    }

    private String state(Sown sown) {
        return value("SELECT tilstand FROM leveranse WHERE id = ?", sown.meldingId());
    }

    private int auditRows() {
        return Integer.parseInt(value("SELECT count(*) FROM audit_rad WHERE fiks_org_id = ?", kommune.fiksOrgId()));
    }

    private static ObjectNode read(String json) {
        return read(json, ObjectNode.class);
    }

    private static <T extends JsonNode> T read(String json, Class<T> type) {
        try {
            return type.cast(MAPPER.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
