package no.digisos.fallback.maskinporten;

import static no.digisos.fallback.testkit.TestServer.answer;
import static no.digisos.fallback.testkit.TestServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.fallback.maskinporten.MaskinportenException.Reason;
import no.digisos.fallback.testkit.TestConfig;
import no.digisos.fallback.testkit.TestKeys;
import no.digisos.fallback.testkit.TestServer;
import no.digisos.fallback.testkit.TestServer.Behaviour;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskinportenTokenClientTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private KeyPair key;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate certificate;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate issuer;

    private final AtomicLong nano = new AtomicLong(Long.MAX_VALUE - 5);

    @BeforeAll
    void makeKeys(@TempDir Path shared) throws Exception {
        folder = shared;
        key = TestKeys.rsa(2048);
        certificate = TestKeys.selfSigned(key, "Virksomhet");
        issuer = TestKeys.selfSigned(TestKeys.rsa(2048), "Utsteder");
        write("nokkel.pem", TestKeys.pem("PRIVATE KEY", key.getPrivate().getEncoded()));
        write(
                "kjede.pem",
                TestKeys.pem("CERTIFICATE", certificate.getEncoded())
                        + TestKeys.pem("CERTIFICATE", issuer.getEncoded()));
    }

    @Test
    void theGrantIsSignedAndSaysWhoWeAre() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (TestServer server = new TestServer(recording(bodies))) {
            assertThat(client(server.url("/token"), Map.of("kid", "nokkel-1")).token())
                    .isEqualTo("token-1");

            assertThat(server.heads().getFirst().method()).isEqualTo("POST");
            assertThat(server.heads().getFirst().path()).isEqualTo("/token");
            assertThat(server.heads().getFirst().field("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
            Map<String, String> form = form(bodies.getFirst());
            assertThat(form).containsOnlyKeys("grant_type", "assertion");
            assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
            String[] jwt = form.getOrDefault("assertion", "").split("\\.");
            assertThat(jwt).hasSize(3);
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key.getPublic());
            verifier.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(verifier.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();

            JsonNode head = json(jwt[0]);
            assertThat(head.path("alg").asText()).isEqualTo("RS256");
            assertThat(head.path("kid").asText()).isEqualTo("nokkel-1");
            assertThat(head.has("x5c")).isFalse();
            JsonNode claims = json(jwt[1]);
            assertThat(claims.path("aud").asText()).isEqualTo("https://maskinporten.example/");
            assertThat(claims.path("iss").asText()).isEqualTo("klient-1");
            assertThat(claims.path("scope").asText()).isEqualTo("ks:fiks");
            assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
            assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 60);
            assertThat(claims.path("jti").asText()).hasSize(36);
            assertThat(claims.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("aud", "iss", "scope", "iat", "exp", "jti");
        }
    }

    @Test
    void theCertificateChainIsSentInsteadOfAKeyId() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (TestServer server = new TestServer(recording(bodies))) {
            client(server.url("/token"), Map.of("sertifikatkjede", file("kjede.pem")))
                    .token();

            JsonNode head =
                    json(form(bodies.getFirst()).getOrDefault("assertion", "").split("\\.")[0]);
            assertThat(head.has("kid")).isFalse();
            assertThat(head.path("x5c")).hasSize(2);
            assertThat(Base64.getDecoder().decode(head.path("x5c").get(0).asText()))
                    .isEqualTo(certificate.getEncoded());
            assertThat(Base64.getDecoder().decode(head.path("x5c").get(1).asText()))
                    .isEqualTo(issuer.getEncoded());
        }
    }

    @Test
    void everyGrantHasItsOwnJti() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (TestServer server = new TestServer(recording(bodies))) {
            MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
            client.discard(client.token());
            client.token();

            List<String> jti = new ArrayList<>();
            for (String body : bodies) {
                jti.add(json(form(body).getOrDefault("assertion", "").split("\\.")[1])
                        .path("jti")
                        .asText());
            }
            assertThat(jti).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTokenIsUsedUntilTenSecondsBeforeItExpires() throws Exception {
        try (TestServer server = new TestServer(recording(new CopyOnWriteArrayList<>()))) {
            MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
            assertThat(client.token()).isEqualTo("token-1");

            nano.addAndGet(Duration.ofSeconds(110).toNanos() - 1);
            assertThat(client.token()).isEqualTo("token-1");

            nano.addAndGet(1);
            assertThat(client.token()).isEqualTo("token-2");
        }
    }

    @Test
    void aTokenWithoutLifetimeIsUsedOnce() throws Exception {
        AtomicInteger number = new AtomicInteger();
        for (String lifetime : List.of("", ",\"expires_in\":10", ",\"expires_in\":-1", ",\"expires_in\":\"x\"")) {
            int first = number.get() + 1;
            try (TestServer server = new TestServer(connection -> {
                while (connection.readHead() != null) {
                    connection.readBody(new ByteArrayOutputStream());
                    connection.write(answer(
                            200, "{\"access_token\":\"token-" + number.incrementAndGet() + "\"" + lifetime + "}"));
                }
            })) {
                MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
                assertThat(client.token()).isEqualTo("token-" + first);
                assertThat(client.token()).isEqualTo("token-" + (first + 1));
            }
        }
    }

    @Test
    void aDiscardedTokenIsFetchedAnewAndAnOldOneDoesNotTouchTheNew() throws Exception {
        try (TestServer server = new TestServer(recording(new CopyOnWriteArrayList<>()))) {
            MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
            client.token();
            client.discard("token-1");
            assertThat(client.token()).isEqualTo("token-2");
            client.discard("token-1");
            assertThat(client.token()).isEqualTo("token-2");
        }
    }

    @Test
    void manyThreadsFetchOneToken() throws Exception {
        try (TestServer server = new TestServer(recording(new CopyOnWriteArrayList<>()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
            List<Future<String>> answer = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                answer.add(threads.submit(client::token));
            }
            for (Future<String> one : answer) {
                assertThat(one.get()).isEqualTo("token-1");
            }
            assertThat(server.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,REFUSED",
        "401,REFUSED",
        "403,REFUSED",
        "404,REFUSED",
        "302,UNAVAILABLE",
        "408,UNAVAILABLE",
        "429,UNAVAILABLE",
        "500,UNAVAILABLE",
        "503,UNAVAILABLE"
    })
    void aRefusalHasAReason(int status, Reason reason) throws Exception {
        String body = "{\"error\":\"invalid_grant\",\"error_description\":\"Kari Nordmann\"}";
        try (TestServer server = new TestServer(answers(answer(status, body)))) {
            MaskinportenException failure = failure(server.url("/token"), Map.of("kid", "k"));

            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure).hasMessage("Maskinporten answered HTTP " + status + " (invalid_grant)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "<html/>",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX: y\"}",
                "{\"access_token\":{}}",
                "{\"access_token\":\"hemmelig"
            })
    void anAnswerWithoutTokenIsInvalid(String body) throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, body)))) {
            MaskinportenException failure = failure(server.url("/token"), Map.of("kid", "k"));

            assertThat(failure.reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(failure).hasStackTraceContaining("Maskinporten").hasNoCause();
        }
    }

    @Test
    void anIssuerThatIsAwayIsUnavailable() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(failure(URI.create("http://127.0.0.1:" + port + "/token"), Map.of("kid", "k"))
                        .reason())
                .isEqualTo(Reason.UNAVAILABLE);
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
            connection.awaitClientClose();
        })) {
            assertThat(failure(server.url("/token"), Map.of("kid", "k", "tidsgrense", "PT0.3S"))
                            .reason())
                    .isEqualTo(Reason.UNAVAILABLE);
        }
        try (TestServer server = new TestServer(answers(answer(200, " ".repeat(100_000))))) {
            assertThat(failure(server.url("/token"), Map.of("kid", "k")).reason())
                    .isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void anInterruptStaysSet() throws Exception {
        AtomicBoolean answers = new AtomicBoolean();
        Behaviour answer = recording(new CopyOnWriteArrayList<>());
        try (TestServer server = new TestServer(connection -> {
            if (answers.get()) {
                answer.serve(connection);
            } else {
                connection.awaitClientClose();
            }
        })) {
            MaskinportenTokenClient client = client(server.url("/token"), Map.of("kid", "k"));
            Thread.currentThread().interrupt();
            MaskinportenException failure = catchThrowableOfType(MaskinportenException.class, client::token);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
            answers.set(true);
            assertThat(client.token()).as("the next one").startsWith("token-");
        }
    }

    @Test
    void badKeysAreRefusedAtStartNamingTheProperty() throws Exception {
        URI url = URI.create("http://127.0.0.1:1/token");
        write("rot.pem", "dette er ingen nøkkel");
        write("base64.pem", "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
        write(
                "kort.pem",
                TestKeys.pem("PRIVATE KEY", TestKeys.rsa(1024).getPrivate().getEncoded()));
        write("ec.pem", TestKeys.pem("PRIVATE KEY", TestKeys.ec().getPrivate().getEncoded()));
        write("annens.pem", TestKeys.pem("CERTIFICATE", issuer.getEncoded()));
        write("tom.pem", "");

        refused(url, Map.of(), "digisos.maskinporten.kid");
        refused(url, Map.of("kid", "k", "sertifikatkjede", file("kjede.pem")), "digisos.maskinporten.sertifikatkjede");
        for (String file : List.of("rot.pem", "base64.pem", "kort.pem", "ec.pem", "finnes-ikke.pem")) {
            refused(url, Map.of("kid", "k", "nokkelfil", file(file)), "digisos.maskinporten.nokkelfil");
        }
        for (String file : List.of("rot.pem", "annens.pem", "tom.pem", "finnes-ikke.pem")) {
            refused(url, Map.of("sertifikatkjede", file(file)), "digisos.maskinporten.sertifikatkjede");
        }
        refused(url, Map.of("kid", "k", "grant-levetid", "PT121S"), "digisos.maskinporten.grant-levetid");
        refused(url, Map.of("kid", "k", "grant-levetid", "PT0S"), "digisos.maskinporten.grant-levetid");
        refused(url, Map.of("kid", "k", "tidsgrense", "PT0S"), "digisos.maskinporten.tidsgrense");
        refused(url, Map.of("kid", "k", "token-margin", "PT-1S"), "digisos.maskinporten.token-margin");
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(SigningKey.read(config(URI.create("http://127.0.0.1:1"), Map.of("kid", "k"))))
                .hasToString("SigningKey[kid=k]");
    }

    @Test
    void defaults() {
        MaskinportenConfig config = config(URI.create("https://maskinporten.example/token"), Map.of());

        assertThat(config.scope()).isEqualTo("ks:fiks");
        assertThat(config.grantLevetid()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.tokenMargin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.tidsgrense()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.kid()).isEmpty();
        assertThat(config.sertifikatkjede()).isEmpty();
    }

    private void refused(URI url, Map<String, String> overrides, String property) {
        assertThatThrownBy(() -> client(url, overrides))
                .as("%s", overrides)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(property);
    }

    private MaskinportenException failure(URI url, Map<String, String> overrides) {
        return catchThrowableOfType(MaskinportenException.class, client(url, overrides)::token);
    }

    private MaskinportenTokenClient client(URI url, Map<String, String> overrides) {
        return new MaskinportenTokenClient(config(url, overrides), Clock.fixed(NOW, ZoneOffset.UTC), nano::get);
    }

    private MaskinportenConfig config(URI url, Map<String, String> overrides) {
        Map<String, String> values = new HashMap<>(Map.of(
                "digisos.maskinporten.token-endepunkt",
                url.toString(),
                "digisos.maskinporten.utsteder",
                "https://maskinporten.example/",
                "digisos.maskinporten.klient-id",
                "klient-1",
                "digisos.maskinporten.nokkelfil",
                file("nokkel.pem")));
        overrides.forEach((name, value) -> values.put("digisos.maskinporten." + name, value));
        return TestConfig.of(MaskinportenConfig.class, values);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }

    /** Gives token-1, token-2, … for 120 seconds each, and keeps what was asked. */
    private static Behaviour recording(List<String> bodies) {
        AtomicInteger number = new AtomicInteger();
        return connection -> {
            while (connection.readHead() != null) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                connection.readBody(body);
                bodies.add(body.toString(StandardCharsets.UTF_8));
                connection.write(answer(
                        200,
                        "{\"access_token\":\"token-" + number.incrementAndGet()
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":120,\"scope\":\"ks:fiks\"}"));
            }
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&")) {
            int equalsSign = field.indexOf('=');
            fields.put(
                    field.substring(0, equalsSign),
                    URLDecoder.decode(field.substring(equalsSign + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static JsonNode json(String base64Url) throws Exception {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(base64Url));
    }
}
