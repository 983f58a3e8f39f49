package no.digisos.testkit.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maskinporten's grant (RFC 7523, auth.md 2): an assertion that a known client has signed, for a token. */
final class JwtBearerGrant {

    static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** Maskinporten's own life of a token with {@code ks:fiks}. */
    static final Duration TOKEN_LIFE = Duration.ofMinutes(2);

    private static final Duration MAX_ASSERTION_LIFE = Duration.ofMinutes(2);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private final Map<String, MaskinportenClient> clients;

    JwtBearerGrant(List<MaskinportenClient> clients) {
        Map<String, MaskinportenClient> byId = new LinkedHashMap<>();
        clients.forEach(client -> byId.put(client.clientId(), client));
        this.clients = Map.copyOf(byId);
    }

    /** Why there is no token: the OAuth error code and a sentence for a developer. */
    static final class Refused extends Exception {
        private final String code;

        Refused(String code, String description) {
            super(description);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * The claims of the token for an assertion.
     *
     * @param issuerUrl also the audience that the assertion must have, with or without a slash at its end
     * @throws Refused when there is to be none
     */
    Map<String, Object> claims(Map<String, String> form, String issuerUrl, Instant now) throws Refused {
        if (!GRANT_TYPE.equals(form.get("grant_type"))) {
            throw new Refused("unsupported_grant_type", "grant_type must be " + GRANT_TYPE);
        }
        String assertion = form.get("assertion");
        if (assertion == null) {
            throw new Refused("invalid_request", "assertion is missing");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            MaskinportenClient client = verified(jwt, claims);
            requireAudience(claims, issuerUrl);
            requireTimes(claims, now);
            return token(client, scopes(claims, client), issuerUrl, now);
        } catch (ParseException e) {
            throw new Refused("invalid_grant", "assertion is not a signed JWT");
        }
    }

    private MaskinportenClient verified(SignedJWT jwt, JWTClaimsSet claims) throws Refused {
        String clientId = claims.getIssuer();
        @Nullable MaskinportenClient client = clientId == null ? null : clients.get(clientId);
        if (client == null) {
            throw new Refused("invalid_client", "iss is not a registered client");
        }
        try {
            if (ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new RSASSAVerifier((RSAPublicKey) client.key()))) {
                return client;
            }
        } catch (JOSEException e) {
            throw new Refused("invalid_grant", "the signature cannot be verified");
        }
        throw new Refused("invalid_grant", "the signature is not the client's");
    }

    private static void requireAudience(JWTClaimsSet claims, String issuerUrl) throws Refused {
        boolean ours =
                claims.getAudience().stream().anyMatch(aud -> aud.equals(issuerUrl) || aud.equals(issuerUrl + "/"));
        if (!ours) {
            throw new Refused("invalid_grant", "aud must be " + issuerUrl);
        }
    }

    @SuppressWarnings("JavaUtilDate") // the JWT library gives nothing else
    private static void requireTimes(JWTClaimsSet claims, Instant now) throws Refused {
        Date exp = claims.getExpirationTime();
        Date iat = claims.getIssueTime();
        if (exp == null || iat == null) {
            throw new Refused("invalid_grant", "exp and iat are required");
        }
        if (!exp.toInstant().isAfter(now)) {
            throw new Refused("invalid_grant", "the assertion has expired");
        }
        if (iat.toInstant().isAfter(now.plus(CLOCK_SKEW))) {
            throw new Refused("invalid_grant", "iat lies in the future");
        }
        if (Duration.between(iat.toInstant(), exp.toInstant()).compareTo(MAX_ASSERTION_LIFE) > 0) {
            throw new Refused("invalid_grant", "exp is more than " + MAX_ASSERTION_LIFE.toSeconds() + " s after iat");
        }
    }

    private static List<String> scopes(JWTClaimsSet claims, MaskinportenClient client) throws Refused, ParseException {
        String asked = claims.getStringClaim("scope");
        List<String> scopes = new ArrayList<>();
        if (asked != null && !asked.isBlank()) {
            scopes.addAll(List.of(asked.strip().split(" +")));
        }
        if (scopes.isEmpty() || !client.scopes().containsAll(scopes)) {
            throw new Refused("invalid_scope", "scope is missing, or not the client's");
        }
        return scopes;
    }

    private static Map<String, Object> token(
            MaskinportenClient client, List<String> scopes, String issuerUrl, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuerUrl);
        claims.put("client_id", client.clientId());
        claims.put("client_amr", "private_key_jwt");
        claims.put("scope", String.join(" ", scopes));
        claims.put("consumer", TokenConsumer.of(client.organisasjonsnummer()));
        claims.put("token_type", "Bearer");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(TOKEN_LIFE).getEpochSecond());
        return claims;
    }
}
