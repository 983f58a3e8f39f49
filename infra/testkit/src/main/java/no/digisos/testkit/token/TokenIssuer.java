package no.digisos.testkit.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.jspecify.annotations.Nullable;

/**
 * ID-porten and Maskinporten for one machine, on one port: NAV's mock-oauth2-server with discovery documents and key
 * sets, and in front of it
 *
 * <ul>
 *   <li>{@code GET /token?issuer=idporten&pid=…} and {@code GET /token?issuer=maskinporten&orgnr=…}: a signed token as
 *       text, with any further claims in the query ({@link RequestedClaims})
 *   <li>{@code POST /maskinporten/token}: the real JWT-bearer grant, for registered clients
 * </ul>
 */
public final class TokenIssuer implements AutoCloseable {

    /** The issuer of persons' tokens. */
    public static final String IDPORTEN = RequestedClaims.IDPORTEN;

    /** The issuer of organisations' tokens. */
    public static final String MASKINPORTEN = RequestedClaims.MASKINPORTEN;

    /** The client that a person's token is issued to unless it was asked for with another {@code client_id}. */
    public static final String PERSON_CLIENT = "nav-sosialhjelp";

    private static final List<String> ISSUERS = List.of(IDPORTEN, MASKINPORTEN);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockOAuth2Server server;
    private final SigningKeys keys;
    private final JwtBearerGrant grant;
    private final Clock clock;

    private TokenIssuer(SigningKeys keys, List<MaskinportenClient> clients, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.grant = new JwtBearerGrant(clients);
        this.server = new MockOAuth2Server(new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(keys, clock::instant),
                Set.of(),
                new FrontServer(this::answer)));
    }

    /**
     * Starts the issuers.
     *
     * @param port 0 for any free port
     * @param keyFile where the signing keys are kept, so that tokens stay valid over a restart on the same port; null
     *     for new keys each time
     * @param clients those that may use the grant
     * @throws IOException when the port is taken or the keys cannot be read or written
     */
    public static TokenIssuer start(int port, @Nullable Path keyFile, List<MaskinportenClient> clients)
            throws IOException {
        return start(port, keyFile, clients, Clock.systemUTC());
    }

    static TokenIssuer start(int port, @Nullable Path keyFile, List<MaskinportenClient> clients, Clock clock)
            throws IOException {
        TokenIssuer issuer = new TokenIssuer(SigningKeys.of(keyFile, ISSUERS), clients, clock);
        try {
            issuer.server.start(InetAddress.getLoopbackAddress(), port);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        return issuer;
    }

    /** The {@code iss} of an issuer's tokens, without a slash at its end. */
    public String issuerUrl(String issuer) {
        return server.issuerUrl(issuer).toString();
    }

    /** Where an issuer's public keys are. */
    public String jwksUrl(String issuer) {
        return server.jwksUrl(issuer).toString();
    }

    /** Where a developer gets a token with one GET. */
    public String tokenUrl() {
        return server.url("/token").toString();
    }

    /** Where a registered client gets a token by the JWT-bearer grant. */
    public String maskinportenTokenEndpoint() {
        return server.tokenEndpointUrl(MASKINPORTEN).toString();
    }

    /**
     * A signed token, as {@code GET /token} gives it.
     *
     * @param issuer {@link #IDPORTEN} or {@link #MASKINPORTEN}
     * @param query further claims, as in the query
     */
    public String token(String issuer, Map<String, String> query) {
        return sign(issuer, RequestedClaims.of(issuer, issuerUrl(issuer), query, clock.instant()));
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.shutdown();
    }

    private @Nullable OAuth2HttpResponse answer(OAuth2HttpRequest request) {
        String path = request.getOriginalUrl().encodedPath();
        String issuer = request.getOriginalUrl().pathSegments().getFirst();
        if (path.equals("/token")) {
            return request.getMethod().equals("GET") ? developerToken(request) : notAllowed();
        }
        if (path.equals("/" + MASKINPORTEN + "/token")) {
            return request.getMethod().equals("POST") ? grant(request) : notAllowed();
        }
        // The mock server would invent any issuer that it is asked for.
        boolean known = ISSUERS.contains(issuer) || path.equals("/isalive");
        return known ? null : FrontServer.text(404, "text/plain", "Issuers: " + ISSUERS);
    }

    private OAuth2HttpResponse developerToken(OAuth2HttpRequest request) {
        Map<String, String> query = pairs(request.getOriginalUrl().encodedQuery());
        String issuer = query.getOrDefault("issuer", "");
        if (!ISSUERS.contains(issuer)) {
            return FrontServer.text(400, "text/plain", "issuer must be one of " + ISSUERS);
        }
        if (issuer.equals(IDPORTEN) && !query.containsKey("pid")) {
            return FrontServer.text(400, "text/plain", "pid is missing");
        }
        try {
            return FrontServer.text(200, "text/plain", token(issuer, query));
        } catch (IllegalArgumentException e) {
            return FrontServer.text(400, "text/plain", String.valueOf(e.getMessage()));
        }
    }

    private OAuth2HttpResponse grant(OAuth2HttpRequest request) {
        Instant now = clock.instant();
        try {
            Map<String, Object> claims = grant.claims(pairs(request.getBody()), issuerUrl(MASKINPORTEN), now);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("access_token", sign(MASKINPORTEN, claims));
            answer.put("token_type", "Bearer");
            answer.put("expires_in", JwtBearerGrant.TOKEN_LIFE.toSeconds());
            answer.put("scope", claims.getOrDefault("scope", ""));
            return json(200, answer);
        } catch (JwtBearerGrant.Refused e) {
            return json(400, Map.of("error", e.code(), "error_description", String.valueOf(e.getMessage())));
        }
    }

    private String sign(String issuer, Map<String, Object> claims) {
        RSAKey key = keys.signingKey(issuer);
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                new Payload(claims));
        try {
            jws.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
        return jws.serialize();
    }

    private static OAuth2HttpResponse notAllowed() {
        return FrontServer.text(405, "text/plain", "Method not allowed");
    }

    private static OAuth2HttpResponse json(int status, Map<String, Object> body) {
        try {
            return FrontServer.text(status, "application/json", JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static Map<String, String> pairs(@Nullable String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : (encoded == null ? "" : encoded).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
