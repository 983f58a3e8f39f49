package no.digisos.testkit.svarut;

import static no.digisos.testkit.svarut.SvarUtFixture.JSON;
import static no.digisos.testkit.svarut.SvarUtFixture.OTHERS;
import static no.digisos.testkit.svarut.SvarUtFixture.OURS;
import static no.digisos.testkit.svarut.SvarUtFixture.file;
import static no.digisos.testkit.svarut.SvarUtFixture.forsendelse;
import static no.digisos.testkit.svarut.SvarUtFixture.multipart;
import static no.digisos.testkit.svarut.SvarUtFixture.sendPath;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import no.digisos.testkit.svarut.SvarUtFixture.FileEntry;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // set up before each test
class SvarUtEmulatorTest {

    @TempDir
    Path dir;

    private SvarUtFixture svarut;

    @BeforeEach
    void start() throws IOException {
        svarut = new SvarUtFixture(dir);
    }

    @AfterEach
    void stop() {
        svarut.close();
    }

    @Test
    void whatIsSentIsTakenOverByteForByte() throws Exception {
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        ObjectNode forsendelse = forsendelse("ref-1", "Søknad om økonomisk hjelp.pdf");
        forsendelse
                .withArray("dokumenter")
                .addObject()
                .put("filnavn", "soknad.json")
                .put("mimeType", "application/json")
                .put("dokumentType", "SOKNAD")
                .put("skalEkskluderesFraUtskrift", true);

        HttpResponse<String> answer = svarut.sendForsendelse(
                forsendelse, new FileEntry("Søknad om økonomisk hjelp.pdf", large), file("soknad.json", ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body).hasSize(1);
        String id = UUID.fromString(body.get("id").asText()).toString();
        assertThat(svarut.status(id)).isEqualTo("KLAR_FOR_MOTTAK");
        assertThat(svarut.lookup("ref-1")).containsExactly(id);

        JsonNode metadata =
                svarut.json("/api/v2/forsendelser/" + id + "/metadata").get("dokumenter");
        assertThat(metadata.get(0).get("filnavn").asText()).isEqualTo("Søknad om økonomisk hjelp.pdf");
        assertThat(metadata.get(0).get("storrelse").asLong()).isEqualTo(large.length);
        assertThat(metadata.get(0).get("sha256Hash").asText()).isEqualTo(sha256(large));
        assertThat(metadata.get(1).get("dokumentType").asText()).isEqualTo("SOKNAD");
        assertThat(metadata.get(1).get("storrelse").asLong()).isZero();

        byte[] received = svarut.http
                .send(
                        HttpRequest.newBuilder(URI.create(svarut.emulator.url() + "/kontroll/forsendelser/" + id
                                        + "/dokumenter/S%C3%B8knad%20om%20%C3%B8konomisk%20hjelp.pdf"))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        assertThat(received).isEqualTo(large);
        JsonNode seen = svarut.json("/kontroll/forsendelser/" + id);
        assertThat(seen.get("forsendelse")).isEqualTo(forsendelse);
        assertThat(seen.at("/dokumenter/0/sha256").asText()).isEqualTo(sha256(large));
    }

    @Test
    void theSameReferenceTwiceIsTwoForsendelser() throws Exception {
        String first = svarut.accepted("ref-1");
        String second = svarut.accepted("ref-1");
        svarut.accepted("ref-2");

        assertThat(svarut.lookup("ref-1")).containsExactly(first, second);
        JsonNode answer = svarut.json(sendPath() + "/metadata?eksternRef=ref-1");
        assertThat(answer.fieldNames()).toIterable().containsExactly("forsendelser");
        JsonNode found = answer.get("forsendelser");
        assertThat(found).hasSize(2);
        assertThat(found.get(0).get("id").asText()).isEqualTo(first);
        assertThat(found.get(0).get("avgivendeSystem").asText()).isEqualTo("digisos");
        assertThat(svarut.json("/kontroll/forsendelser?eksternRef=ref-1")).hasSize(2);
        assertThat(svarut.json("/kontroll/forsendelser")).hasSize(3);
    }

    @Test
    void pathsAreServedWithoutTheirPrefixToo() throws Exception {
        String id = svarut.accepted("ref-1");

        assertThat(svarut.json("/v2/forsendelser/" + id + "/metadata").get("dokumenter"))
                .hasSize(1);
    }

    @Test
    void theDocumentsMustBeThoseOfTheMetadataInTheirOrder() throws Exception {
        ObjectNode two = forsendelse("r", "a.pdf", "b.pdf");

        assertRefused(svarut.sendForsendelse(two, file("b.pdf", "b"), file("a.pdf", "a")), "rekkefølge");
        assertRefused(svarut.sendForsendelse(two, file("a.pdf", "a")), "mangler filer");
        assertRefused(
                svarut.sendForsendelse(two, file("a.pdf", "a"), file("b.pdf", "b"), file("c.pdf", "c")), "flere filer");
        assertNothingIsKept();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename=\"Søknad «1»; nr. 2.pdf\"",
                "filename*=UTF-8''S%C3%B8knad%20%C2%AB1%C2%BB%3B%20nr.%202.pdf",
                "filename*=UTF-8''S%C3%B8knad%20%C2%AB1%C2%BB%3B%20nr.%202.pdf; filename=\"S_knad.pdf\"",
                "filename=\"S_knad.pdf\"; filename*=utf-8'nb'S%c3%b8knad%20%C2%AB1%C2%BB%3B%20nr.%202.pdf",
                "filename=\"Søknad «1»; nr. 2.pdf\"; filename*=ukjent''x.pdf",
                "Filename = \"Søknad «1»; nr. 2.pdf\"; filename*=UTF-8''%C3"
            })
    void theNameOfAPartIsReadAsClientsWriteIt(String parameters) throws Exception {
        String name = "Søknad «1»; nr. 2.pdf";
        String body = "--" + SvarUtFixture.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"forsendelse\"\r\n\r\n"
                + forsendelse("r", name) + "\r\n--" + SvarUtFixture.BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"filer\"; " + parameters
                + "\r\nContent-Type: application/octet-stream\r\n\r\ninnhold\r\n--" + SvarUtFixture.BOUNDARY + "--\r\n";

        HttpResponse<String> answer = svarut.sendMultipart(body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=UTF-8,200",
        "application/json,200",
        "Application/JSON; charset=utf-8,200",
        "application/xml,400",
        "text/plainer,400"
    })
    void theMetadataIsTakenAsKsOwnClientSendsIt(String type, int status) throws Exception {
        String body =
                new String(multipart(forsendelse("r", "a.pdf").toString(), file("a.pdf", "a")), StandardCharsets.UTF_8);

        HttpResponse<String> answer = svarut.sendMultipart(
                body.replace("application/json;charset=UTF-8", type).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void aBodyThatIsNotWholeIsNotTakenOver() throws Exception {
        byte[] whole = multipart(forsendelse("r", "a.pdf").toString(), file("a.pdf", "a".repeat(50_000)));

        assertRefused(svarut.sendMultipart(Arrays.copyOf(whole, whole.length - 20)), "multipart");
        assertRefused(svarut.sendMultipart("tull".getBytes(StandardCharsets.UTF_8)), "");
        assertRefused(svarut.sendMultipart(multipart("{\"tittel\":", file("a.pdf", "a"))), "JSON");
        assertRefused(svarut.sendMultipart(multipart("[]", file("a.pdf", "a"))), "JSON");
        assertRefused(svarut.post(sendPath(), "{}"), "multipart");
        assertNothingIsKept();
    }

    @Test
    void aSenderThatHangsUpLeavesNothing() throws Exception {
        byte[] whole = multipart(forsendelse("r", "a.pdf").toString(), file("a.pdf", "a".repeat(50_000)));
        URI uri = URI.create(svarut.emulator.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + sendPath() + " HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary="
                            + SvarUtFixture.BOUNDARY + "\r\nContent-Length: " + whole.length
                            + "\r\nAuthorization: Bearer "
                            + svarut.token() + "\r\nIntegrasjonId: " + OURS.integrasjonId()
                            + "\r\nIntegrasjonPassord: " + OURS.integrasjonPassord() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(whole, 0, whole.length - 100);
            out.flush();
            socket.shutdownOutput();
            // Wait until the emulator has given up: it answers or closes.
            socket.getInputStream().readAllBytes();
        }

        assertNothingIsKept();
    }

    @Test
    void eachStepOfTheLoginHasItsAnswer() throws Exception {
        String path = sendPath() + "?eksternRef=r";
        assertThat(svarut.get(path).statusCode()).isEqualTo(200);

        assertUnauthorized("access_token", path, null, OURS.integrasjonId(), OURS.integrasjonPassord());
        assertUnauthorized("access_token", path, "Bearer tull", OURS.integrasjonId(), OURS.integrasjonPassord());
        assertUnauthorized(
                "access_token", path, bearer(Map.of("scope", "ks:fiksx openid")), OURS.integrasjonId(), "hemmelig");
        assertUnauthorized("access_token", path, bearer(Map.of("iat", "1000")), OURS.integrasjonId(), "hemmelig");
        assertUnauthorized(
                "access_token", path, bearer(Map.of("iss", "http://annen")), OURS.integrasjonId(), "hemmelig");
        assertUnauthorized("access_token", path, bearer(Map.of("consumer", "null")), OURS.integrasjonId(), "hemmelig");
        String wrongIssuerKey = "Bearer "
                + svarut.tokens.token("idporten", Map.of("pid", "1", "iss", svarut.tokens.issuerUrl("maskinporten")));
        assertUnauthorized("access_token", path, wrongIssuerKey, OURS.integrasjonId(), "hemmelig");

        String good = bearer(Map.of("orgnr", SvarUtFixture.ORGNR));
        assertUnauthorized("integrasjon", path, good, UUID.randomUUID(), "hemmelig");
        assertUnauthorized("integrasjon", path, good, OURS.integrasjonId(), "feil");
        assertUnauthorized("integrasjon", path, bearer(Map.of("orgnr", "889640782")), OURS.integrasjonId(), "hemmelig");

        HttpResponse<String> foreign = svarut.send(svarut.request(path, OTHERS).build());
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).doesNotContain("hemmelig");
        String id = svarut.accepted("r");
        assertThat(svarut.send(svarut.request("/api/v2/forsendelser/" + id + "/metadata", OTHERS)
                                .build())
                        .statusCode())
                .isEqualTo(403);
        assertThat(svarut.get("/api/v2/forsendelser/" + UUID.randomUUID() + "/metadata")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void thePublicKeyNeedsNoLogin() throws Exception {
        for (String path : new String[] {"/api/forsendelse/publickey/hent", "/forsendelse/publickey/hent"}) {
            HttpResponse<String> answer = svarut.send(HttpRequest.newBuilder(URI.create(svarut.emulator.url() + path))
                    .build());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(SvarUtFixture.SVARUT.certificatePem());
        }
    }

    @Test
    void anEncryptedForsendelseIsOpened() throws Exception {
        byte[] plain = "innhold".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        byte[] encrypted = encrypted(plain);
        ObjectNode forsendelse = forsendelse("r", "a.pdf").put("kryptert", true).put("krevNiva4Innlogging", true);

        String id = JSON.readTree(svarut.sendForsendelse(forsendelse, new FileEntry("a.pdf", encrypted))
                        .body())
                .get("id")
                .asText();

        assertThat(svarut.status(id)).isEqualTo("KLAR_FOR_MOTTAK");
        JsonNode dokument = svarut.json("/kontroll/forsendelser/" + id).at("/dokumenter/0");
        assertThat(dokument.get("sha256").asText()).isEqualTo(sha256(encrypted));
        assertThat(dokument.at("/klartekst/storrelse").asLong()).isEqualTo(plain.length);
        assertThat(dokument.at("/klartekst/sha256").asText()).isEqualTo(sha256(plain));
        assertThat(svarut.json("/api/v2/forsendelser/" + id + "/metadata")
                        .at("/dokumenter/0/sha256Hash")
                        .asText())
                .isEqualTo(sha256(plain));
    }

    @Test
    void whatCannotBeOpenedIsRefusedAfterwards() throws Exception {
        byte[] encrypted = encrypted("innhold".repeat(1000).getBytes(StandardCharsets.UTF_8));
        ObjectNode forsendelse = forsendelse("r", "a.pdf").put("kryptert", true);
        for (byte[] broken : new byte[][] {
            "ikke kryptert".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(encrypted, encrypted.length - 60), {}
        }) {
            HttpResponse<String> answer = svarut.sendForsendelse(forsendelse, new FileEntry("a.pdf", broken));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(svarut.status(JSON.readTree(answer.body()).get("id").asText()))
                    .isEqualTo("AVVIST");
        }
    }

    @Test
    void moreThanMayBePrintedIsRefusedAfterwards() throws Exception {
        svarut.restart(10);

        String tooMuch = JSON.readTree(svarut.sendForsendelse(
                                forsendelse("r", "a.pdf", "b.pdf"), file("a.pdf", "123456"), file("b.pdf", "12345"))
                        .body())
                .get("id")
                .asText();

        assertThat(svarut.status(tooMuch)).isEqualTo("AVVIST");
        assertThat(svarut.status(svarut.accepted("r"))).isEqualTo("KLAR_FOR_MOTTAK");
    }

    @Test
    void aRestartForgetsNothingThatWasAcceptedAndSweepsTheRest() throws Exception {
        String id = svarut.accepted("ref-1");
        svarut.post("/kontroll/forsendelser/" + id + "/status", "{\"status\":\"PRINTET\"}");
        Files.createDirectories(dir.resolve("lager/halvferdig"));
        Files.writeString(dir.resolve("lager/halvferdig/000"), "halv");

        svarut.restart(EmulatorConfig.MAX_PRINT_BYTES);

        assertThat(svarut.lookup("ref-1")).containsExactly(id);
        assertThat(svarut.status(id)).isEqualTo("PRINTET");
        assertThat(svarut.get("/kontroll/forsendelser/" + id + "/dokumenter/Soknad.pdf")
                        .body())
                .isEqualTo("innhold");
        assertThat(dir.resolve("lager/halvferdig")).doesNotExist();
        String later = svarut.accepted("ref-1");
        assertThat(svarut.lookup("ref-1")).containsExactly(id, later);
    }

    @Test
    void printWalksOverWhatLiesBetweenAndTellsWhatWasPrinted() throws Exception {
        ObjectNode forsendelse = forsendelse("r", "a.pdf");
        forsendelse
                .withArray("dokumenter")
                .addObject()
                .put("filnavn", "b.json")
                .put("mimeType", "application/json")
                .put("skalEkskluderesFraUtskrift", true);
        String id = JSON.readTree(svarut.sendForsendelse(forsendelse, file("a.pdf", "a"), file("b.json", "b"))
                        .body())
                .get("id")
                .asText();

        JsonNode seen =
                JSON.readTree(svarut.post("/kontroll/forsendelser/" + id + "/status", "{\"status\":\"PRINTET\"}")
                        .body());

        assertThat(seen.at("/dokumenter/0/printet").asBoolean()).isTrue();
        assertThat(seen.at("/dokumenter/1/printet").asBoolean()).isFalse();
        assertThat(svarut.json("/api/v2/forsendelser/" + id + "/hendelser").get("hendelser"))
                .extracting(hendelse -> hendelse.get("hendelse").asText())
                .containsExactly("Mottatt", "Akseptert", "Klar for mottak", "Sendt til print", "Printet");
        assertThat(svarut.post("/kontroll/forsendelser/" + id + "/status", "{\"status\":\"LEST\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(svarut.post("/kontroll/forsendelser/" + id + "/neste", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void theAutomaticLifeCanBeSwitchedOff() throws Exception {
        svarut.send(svarut.request("/kontroll/livslop")
                .PUT(BodyPublishers.ofString("{\"automatisk\":false}"))
                .build());
        String id = svarut.accepted("r");

        assertThat(svarut.status(id)).isEqualTo("MOTTATT");
        for (String status : new String[] {"AKSEPTERT", "KLAR_FOR_MOTTAK", "LEST"}) {
            svarut.post("/kontroll/forsendelser/" + id + "/neste", "");
            assertThat(svarut.status(id)).isEqualTo(status);
        }
    }

    @Test
    void theSenderMarksAsReadAndDeletesFiles() throws Exception {
        String id = svarut.accepted("r");
        String path = "/api/v2/forsendelser/" + id;

        assertThat(svarut.post(path + "/lest", "{}").statusCode()).isEqualTo(400);
        assertThat(svarut.post(path + "/lest", "{\"fnr\":\"12345678901\",\"tidspunkt\":\"2026-11-24T12:00:00+01:00\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(svarut.status(id)).isEqualTo("LEST");

        assertThat(svarut.delete(path + "/dokumenter").statusCode()).isEqualTo(400);
        assertThat(svarut.delete(path + "/dokumenter?slettetype=ALLE").statusCode())
                .isEqualTo(204);
        assertThat(svarut.get("/kontroll/forsendelser/" + id + "/dokumenter/Soknad.pdf")
                        .statusCode())
                .isEqualTo(404);
        assertThat(svarut.status(id)).isEqualTo("LEST");
        assertThat(svarut.lookup("r")).containsExactly(id);
        assertThat(svarut.delete(path + "/dokumenter?slettetype=ALLE").statusCode())
                .isEqualTo(204);
    }

    @Test
    void statusesAreOfTheKontosOwnOnly() throws Exception {
        String id = svarut.accepted("r");

        HttpResponse<String> others = svarut.send(svarut.request(
                        "/api/v2/kontoer/" + OTHERS.kontoId() + "/forsendelser/status-sok", OTHERS)
                .POST(BodyPublishers.ofString("{\"forsendelseIds\":[\"" + id + "\",\"" + UUID.randomUUID() + "\"]}"))
                .build());

        assertThat(others.body()).isEqualTo("{\"statuser\":[]}");
        assertThat(svarut.post(sendPath() + "/status-sok", "{\"forsendelseIds\":[\"x\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theRecipientSystemIsKnown() throws Exception {
        JsonNode found = svarut.json("/api/v2/mottakersystem?organisasjonsnummer=910229567");

        JsonNode system = found.at("/mottakersystemer/0");
        assertThat(system.get("id").asText()).isNotBlank();
        assertThat(system.get("navn").asText()).isEqualTo("Lokalt mottakersystem");
        assertThat(system.get("organisasjonsnummer").asText()).isEqualTo("910229567");
        assertThat(system.get("forsendelseType").asText()).isEqualTo("nav.digisos");
        assertThat(system.get("niva").asInt()).isEqualTo(4);
        assertThat(svarut.json("/api/v2/mottakersystem?forsendelseType=nav.digisos&niva=4")
                        .get("mottakersystemer"))
                .hasSize(1);
        assertThat(svarut.json("/api/v2/mottakersystem?organisasjonsnummer=910229567&forsendelseType=annen")
                        .get("mottakersystemer"))
                .isEmpty();
        assertThat(svarut.get("/api/v2/mottakersystem?organisasjonsnummer=1").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v3/kontoer", "PUT,/api/v2/mottakersystem", "GET,/", "GET,/kontroll/annet"})
    void whatDoesNotExistIsA404InTheCommonShape(String method, String path) throws Exception {
        HttpResponse<String> answer = svarut.send(
                svarut.request(path).method(method, BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(404);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("status").asInt()).isEqualTo(404);
        assertThat(body.get("path").asText()).isEqualTo(path);
        UUID.fromString(body.get("errorId").asText());
    }

    private void assertNothingIsKept() throws Exception {
        assertThat(svarut.json("/kontroll/forsendelser")).isEmpty();
        try (Stream<Path> kept = Files.list(dir.resolve("lager"))) {
            assertThat(kept).isEmpty();
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String why) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("message").asText()).contains(why);
    }

    private void assertUnauthorized(
            String why, String path, @Nullable String authorization, UUID integrasjon, String password)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(svarut.emulator.url() + path))
                .header("IntegrasjonId", integrasjon.toString())
                .header("IntegrasjonPassord", password);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = svarut.send(request.build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains(why);
    }

    private String bearer(Map<String, String> claims) {
        return "Bearer " + svarut.tokens.token("maskinporten", claims);
    }

    private static byte[] encrypted(byte[] plain) throws Exception {
        OAEPParameterSpec oaep =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(
                SvarUtFixture.SVARUT.certificate(),
                new JcaAlgorithmParametersConverter()
                        .getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, oaep)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                generator.open(bytes, new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
