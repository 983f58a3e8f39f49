package no.digisos.testkit.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token that a developer asks for in a query. Every parameter is a claim, or replaces one:
 *
 * <ul>
 *   <li>{@code pid}: the person; also {@code sub}
 *   <li>{@code orgnr}, and {@code consumer} when its value is nine digits: the organisation
 *   <li>{@code expires_in}: seconds from {@code iat}
 *   <li>a value that is JSON is taken as JSON (so {@code null} removes a claim), except for the claims that are texts by
 *       definition, in which a number would lose its zeros; every other value is a text
 * </ul>
 */
final class RequestedClaims {

    static final String IDPORTEN = "idporten";
    static final String MASKINPORTEN = "maskinporten";

    private static final String NAV = "889640782";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Set<String> TEXTS = Set.of("pid", "sub", "client_id", "acr", "scope", "jti", "iss");
    private static final Object REMOVED = new Object();
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RequestedClaims() {}

    /**
     * Makes the claims.
     *
     * @param issuer {@code idporten} or {@code maskinporten}
     * @throws IllegalArgumentException when {@code expires_in} or {@code iat} cannot be counted with
     */
    static Map<String, Object> of(String issuer, String issuerUrl, Map<String, String> query, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuerUrl);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", seconds(query, "iat", now.getEpochSecond()));
        claims.put("exp", seconds(query, "iat", now.getEpochSecond()) + seconds(query, "expires_in", LIFE.toSeconds()));
        claims.put("token_type", "Bearer");
        claims.put("consumer", TokenConsumer.of(NAV));
        if (issuer.equals(IDPORTEN)) {
            claims.put("client_id", TokenIssuer.PERSON_CLIENT);
            claims.put("acr", "idporten-loa-high");
            claims.put("scope", "openid ks:fiks");
        } else {
            claims.put("client_id", "maskinporten-klient");
            claims.put("scope", "ks:fiks");
        }
        query.forEach((name, value) -> put(claims, name, value));
        claims.values().removeIf(REMOVED::equals);
        return claims;
    }

    private static void put(Map<String, Object> claims, String name, String value) {
        switch (name) {
            case "issuer", "expires_in" -> {}
            case "orgnr" -> claims.put("consumer", TokenConsumer.of(value));
            case "pid" -> {
                claims.put("pid", value);
                claims.putIfAbsent("sub", value);
            }
            case "consumer" -> claims.put(name, value.matches("\\d{9}") ? TokenConsumer.of(value) : json(value));
            default -> claims.put(name, TEXTS.contains(name) && !value.equals("null") ? value : json(value));
        }
    }

    private static Object json(String value) {
        try {
            @Nullable Object parsed = value.isBlank() ? value : JSON.readValue(value, Object.class);
            return parsed == null ? REMOVED : parsed;
        } catch (JsonProcessingException e) {
            return value;
        }
    }

    private static long seconds(Map<String, String> query, String name, long otherwise) {
        String value = query.get(name);
        try {
            return value == null || value.equals("null") ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number of seconds", e);
        }
    }
}
