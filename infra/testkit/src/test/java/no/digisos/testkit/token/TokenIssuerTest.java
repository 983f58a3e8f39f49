package no.digisos.testkit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"JavaUtilDate", "NullAway.Init"}) // the JWT library takes nothing else; set up before all tests
class TokenIssuerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PID = "01017012345";
    private static final String ORGNR = "910076787";
    private static final Identity CLIENT = TestAuthority.selfSigned("klient");
    private static final Identity STRANGER = TestAuthority.selfSigned("fremmed");

    private static HttpClient http;
    private static TokenIssuer issuer;

    @BeforeAll
    static void start() throws IOException {
        http = HttpClient.newHttpClient();
        issuer = TokenIssuer.start(
                0,
                null,
                List.of(new MaskinportenClient(
                        "klient-1", ORGNR, CLIENT.certificate().getPublicKey(), Set.of("ks:fiks", "annet"))),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        http.close();
    }

    @Test
    void aPersonsTokenIsSignedByTheKeyInTheKeySetAndNamesThePerson() throws Exception {
        HttpResponse<String> answer = get(issuer.tokenUrl() + "?issuer=idporten&pid=" + PID);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        SignedJWT token = SignedJWT.parse(answer.body());
        assertThat(verifiedBy("idporten", token)).isTrue();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(claims(token))
                .contains(
                        entry("iss", issuer.issuerUrl("idporten")),
                        entry("sub", PID),
                        entry("pid", PID),
                        entry("acr", "idporten-loa-high"),
                        entry("consumer", Map.of("authority", "iso6523-actorid-upis", "ID", "0192:889640782")),
                        entry("iat", NOW.getEpochSecond()),
                        entry("exp", NOW.getEpochSecond() + 3600))
                .containsKeys("client_id", "jti");
    }

    @Test
    void anOrganisationsTokenNamesTheOrganisationAndItsScope() throws Exception {
        SignedJWT token = SignedJWT.parse(
                get(issuer.tokenUrl() + "?issuer=maskinporten&orgnr=" + ORGNR).body());

        assertThat(verifiedBy("maskinporten", token)).isTrue();
        assertThat(verifiedBy("idporten", token)).isFalse();
        assertThat(claims(token))
                .contains(
                        entry("iss", issuer.issuerUrl("maskinporten")),
                        entry("scope", "ks:fiks"),
                        entry("consumer", Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + ORGNR)))
                .doesNotContainKeys("pid", "sub", "acr", "issuer", "orgnr");
    }

    @Test
    void anyOtherParameterBecomesOrReplacesAClaim() throws Exception {
        String query = "?issuer=idporten&pid=" + PID + "&acr=" + "Level3" + "&iat=1000&expires_in=50&amr="
                + encode("[\"BankID\"]") + "&tall=12&tekst=0192:1&navn=" + encode("Kari Nordmann") + "&consumer="
                + ORGNR
                + "&client_id=123&sub=null&jti=7";

        SignedJWT token = SignedJWT.parse(get(issuer.tokenUrl() + query).body());

        assertThat(claims(token))
                .contains(
                        entry("acr", "Level3"),
                        entry("iat", 1000L),
                        entry("exp", 1050L),
                        entry("amr", List.of("BankID")),
                        entry("tall", 12L),
                        entry("tekst", "0192:1"),
                        entry("navn", "Kari Nordmann"),
                        entry("client_id", "123"),
                        entry("jti", "7"),
                        entry("consumer", Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + ORGNR)))
                .doesNotContainKeys("sub", "expires_in");
    }

    @Test
    void anExpiredTokenCanBeAskedFor() throws Exception {
        SignedJWT token = SignedJWT.parse(
                get(issuer.tokenUrl() + "?issuer=maskinporten&exp=5").body());

        assertThat(claims(token)).contains(entry("exp", 5L), entry("iat", NOW.getEpochSecond()));
    }

    @Test
    void whatCannotBeMadeIsRefused() throws Exception {
        assertThat(get(issuer.tokenUrl() + "?issuer=annen").statusCode()).isEqualTo(400);
        assertThat(get(issuer.tokenUrl()).statusCode()).isEqualTo(400);
        assertThat(get(issuer.tokenUrl() + "?issuer=idporten").statusCode()).isEqualTo(400);
        assertThat(get(issuer.tokenUrl() + "?issuer=maskinporten&expires_in=snart")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(issuer.issuerUrl("maskinporten") + "/token").statusCode())
                .isEqualTo(405);
        assertThat(get(issuer.jwksUrl("annen")).statusCode()).isEqualTo(404);
    }

    @Test
    void discoveryTellsTheSameIssuerAndKeySet() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(get(issuer.issuerUrl("maskinporten").replace("localhost", "127.0.0.1")
                                + "/.well-known/openid-configuration")
                        .body());

        assertThat(document.get("issuer").asText()).isEqualTo(issuer.issuerUrl("maskinporten"));
        assertThat(document.get("jwks_uri").asText()).isEqualTo(issuer.jwksUrl("maskinporten"));
        assertThat(document.get("token_endpoint").asText()).isEqualTo(issuer.maskinportenTokenEndpoint());
    }

    @Test
    void aRegisteredClientGetsATokenForItsOrganisation() throws Exception {
        HttpResponse<String> answer = grant(CLIENT, claims -> claims);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").asLong()).isEqualTo(120);
        assertThat(body.get("scope").asText()).isEqualTo("ks:fiks");
        SignedJWT token = SignedJWT.parse(body.get("access_token").asText());
        assertThat(verifiedBy("maskinporten", token)).isTrue();
        assertThat(claims(token))
                .contains(
                        entry("iss", issuer.issuerUrl("maskinporten")),
                        entry("client_id", "klient-1"),
                        entry("scope", "ks:fiks"),
                        entry("consumer", Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + ORGNR)),
                        entry("exp", NOW.getEpochSecond() + 120));
    }

    @Test
    void theIssuerWithASlashIsTheSameAudience() throws Exception {
        assertThat(grant(CLIENT, claims -> claims.audience(issuer.issuerUrl("maskinporten") + "/"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void eachFaultInAnAssertionIsNamed() throws Exception {
        assertRefused("invalid_grant", grant(STRANGER, claims -> claims));
        assertRefused("invalid_client", grant(CLIENT, claims -> claims.issuer("klient-2")));
        assertRefused("invalid_client", grant(CLIENT, claims -> claims.issuer(null)));
        assertRefused("invalid_grant", grant(CLIENT, claims -> claims.audience(issuer.issuerUrl("idporten"))));
        assertRefused("invalid_grant", grant(CLIENT, claims -> claims.expirationTime(at(0))));
        assertRefused("invalid_grant", grant(CLIENT, claims -> claims.expirationTime(at(121))));
        assertRefused("invalid_grant", grant(CLIENT, claims -> claims.expirationTime(null)));
        assertRefused(
                "invalid_grant",
                grant(CLIENT, claims -> claims.issueTime(at(11)).expirationTime(at(60))));
        assertRefused("invalid_scope", grant(CLIENT, claims -> claims.claim("scope", "ks:fiks ks:alt")));
        assertRefused("invalid_scope", grant(CLIENT, claims -> claims.claim("scope", null)));
        assertRefused("invalid_grant", post("grant_type=" + encode(JwtBearerGrant.GRANT_TYPE) + "&assertion=abc"));
        assertRefused("invalid_request", post("grant_type=" + encode(JwtBearerGrant.GRANT_TYPE)));
        assertRefused("unsupported_grant_type", post("grant_type=client_credentials"));
    }

    @Test
    void anAssertionMayLiveFor120Seconds() throws Exception {
        assertThat(grant(CLIENT, claims -> claims.expirationTime(at(120))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void keysInAFileOutliveTheIssuer(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("keys.json");
        SignedJWT token;
        try (TokenIssuer first = TokenIssuer.start(0, file, List.of())) {
            token = SignedJWT.parse(first.token(TokenIssuer.IDPORTEN, Map.of("pid", PID)));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (TokenIssuer second = TokenIssuer.start(0, file, List.of());
                TokenIssuer other = TokenIssuer.start(0, null, List.of())) {
            assertThat(verifiedBy(second, "idporten", token)).isTrue();
            assertThat(verifiedBy(other, "idporten", token)).isFalse();
        }
    }

    @Test
    void aBrokenKeyFileIsSaidAndNotOverwritten(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("keys.json"), "{");

        assertThatThrownBy(() -> TokenIssuer.start(0, file, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keys.json");
        assertThat(file).hasContent("{");
    }

    private static void assertRefused(String code, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
                .as(answer.body())
                .isEqualTo(code);
    }

    private static HttpResponse<String> grant(Identity signer, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer("klient-1")
                .audience(issuer.issuerUrl("maskinporten"))
                .claim("scope", "ks:fiks")
                .issueTime(at(0))
                .expirationTime(at(100))
                .jwtID(UUID.randomUUID().toString());
        SignedJWT assertion = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256), change.apply(claims).build());
        assertion.sign(new RSASSASigner(signer.privateKey()));
        return post("grant_type=" + encode(JwtBearerGrant.GRANT_TYPE) + "&assertion=" + assertion.serialize());
    }

    private static Date at(long secondsFromNow) {
        return Date.from(NOW.plusSeconds(secondsFromNow));
    }

    private static HttpResponse<String> post(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(issuer.maskinportenTokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean verifiedBy(String name, SignedJWT token) throws Exception {
        return verifiedBy(issuer, name, token);
    }

    private static boolean verifiedBy(TokenIssuer verifier, String name, SignedJWT token) throws Exception {
        JWKSet keys = JWKSet.parse(get(verifier.jwksUrl(name)).body());
        assertThat(keys.containsNonPublicKeys()).isFalse();
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
    }

    private static Map<String, Object> claims(SignedJWT token) {
        return token.getPayload().toJSONObject();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
