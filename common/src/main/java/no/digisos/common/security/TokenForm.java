package no.digisos.common.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bearer token must look like before anybody asks who signed it. The framework takes much of what is no such token for a fault
 * of its own, and answers 500 with a line at ERROR; and it does not ask what a token is for ({@code typ}), so that a signed
 * {@code logout+jwt} would be a login. Says nothing of signature, issuer and lifetime, which the framework proves afterwards.
 */
@ApplicationScoped
public class TokenForm {
    private static final String INVALID = "det er ugyldig";

    /** A signed token in its compact form, none of its three parts empty (RFC 7515, 3.1). An encrypted one has five. */
    private static final Pattern JWS = Pattern.compile("([0-9A-Za-z_-]+)\\.([0-9A-Za-z_-]+)\\.[0-9A-Za-z_-]+");

    /** What an access token calls itself, when it does (RFC 7519, 5.1; RFC 9068, 2.1). */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final List<String> TEXTS_IN_HEADER = List.of("alg", "typ", "cty", "kid", "x5t", "x5t#S256");
    private static final List<String> TEXTS = List.of("sub", "jti");
    private static final List<String> TIMES = List.of("exp", "iat", "nbf");

    /** The end of the year 9999, in seconds. What is later is no time but a number that somebody may read as another. */
    private static final double LAST_TIME = 253_402_300_799d;

    private final SecurityConfig config;
    private final Clock clock;
    /** One reading of a token for all who look at it: a name that comes twice could be two things to two readers. */
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public TokenForm(SecurityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** What is wrong with this token, in words for its sender; empty when it may be one. */
    public Optional<String> failure(String token) {
        var parts = JWS.matcher(token);
        if (!parts.matches()) {
            return Optional.of(INVALID);
        }
        JsonNode header = read(parts.group(1));
        JsonNode claims = read(parts.group(2));
        if (header == null || claims == null || !areTexts(header, TEXTS_IN_HEADER) || !areTexts(claims, TEXTS)) {
            return Optional.of(INVALID);
        }
        if (!claims.path("iss").isTextual() || !areTimes(claims)) {
            return Optional.of(INVALID);
        }
        if (!config.algoritmer().contains(header.path("alg").asText())) {
            return Optional.of("det er signert med en algoritme som ikke er tillatt");
        }
        if (header.has("typ") && !TYPES.contains(header.path("typ").asText().toLowerCase(Locale.ROOT))) {
            return Optional.of("det er ikke et access_token");
        }
        return issuedAheadInTime(claims) ? Optional.of("det er utstedt frem i tid") : Optional.empty();
    }

    private boolean issuedAheadInTime(JsonNode claims) {
        double latest = clock.instant().plus(config.maksFremITid()).getEpochSecond();
        return claims.path("iat").asDouble(0) > latest;
    }

    /** The object that a part holds; null when it holds something else. */
    @SuppressWarnings("UnusedException") // what is wrong with somebody's bytes is theirs, and may quote them
    private @Nullable JsonNode read(String part) {
        try {
            JsonNode loaded = mapper.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
            return loaded != null && loaded.isObject() ? loaded : null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean areTexts(JsonNode part, List<String> name) {
        return name.stream().allMatch(n -> !part.has(n) || part.get(n).isTextual());
    }

    private static boolean areTimes(JsonNode claims) {
        return TIMES.stream()
                .allMatch(n -> !claims.has(n)
                        || (claims.get(n).isNumber() && isTime(claims.get(n).asDouble())));
    }

    private static boolean isTime(double seconds) {
        return seconds >= 0 && seconds <= LAST_TIME;
    }
}
