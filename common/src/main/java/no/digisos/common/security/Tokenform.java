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
public class Tokenform {
    private static final String UGYLDIG = "det er ugyldig";

    /** A signed token in its compact form, none of its three parts empty (RFC 7515, 3.1). An encrypted one has five. */
    private static final Pattern JWS = Pattern.compile("([0-9A-Za-z_-]+)\\.([0-9A-Za-z_-]+)\\.[0-9A-Za-z_-]+");

    /** What an access token calls itself, when it does (RFC 7519, 5.1; RFC 9068, 2.1). */
    private static final Set<String> TYPER = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final List<String> TEKSTER_I_HODET = List.of("alg", "typ", "cty", "kid", "x5t", "x5t#S256");
    private static final List<String> TEKSTER = List.of("sub", "jti");
    private static final List<String> TIDER = List.of("exp", "iat", "nbf");

    /** The end of the year 9999, in seconds. What is later is no time but a number that somebody may read as another. */
    private static final double SISTE_TID = 253_402_300_799d;

    private final SecurityConfig config;
    private final Clock clock;
    /** One reading of a token for all who look at it: a name that comes twice could be two things to two readers. */
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Tokenform(SecurityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** What is wrong with this token, in words for its sender; empty when it may be one. */
    public Optional<String> feil(String token) {
        var deler = JWS.matcher(token);
        if (!deler.matches()) {
            return Optional.of(UGYLDIG);
        }
        JsonNode hode = les(deler.group(1));
        JsonNode krav = les(deler.group(2));
        if (hode == null || krav == null || !erTekster(hode, TEKSTER_I_HODET) || !erTekster(krav, TEKSTER)) {
            return Optional.of(UGYLDIG);
        }
        if (!krav.path("iss").isTextual() || !erTider(krav)) {
            return Optional.of(UGYLDIG);
        }
        if (!config.algoritmer().contains(hode.path("alg").asText())) {
            return Optional.of("det er signert med en algoritme som ikke er tillatt");
        }
        if (hode.has("typ") && !TYPER.contains(hode.path("typ").asText().toLowerCase(Locale.ROOT))) {
            return Optional.of("det er ikke et access_token");
        }
        return utstedtFremITid(krav) ? Optional.of("det er utstedt frem i tid") : Optional.empty();
    }

    private boolean utstedtFremITid(JsonNode krav) {
        double senest = clock.instant().plus(config.maksFremITid()).getEpochSecond();
        return krav.path("iat").asDouble(0) > senest;
    }

    /** The object that a part holds; null when it holds something else. */
    @SuppressWarnings("UnusedException") // what is wrong with somebody's bytes is theirs, and may quote them
    private @Nullable JsonNode les(String del) {
        try {
            JsonNode lest = mapper.readTree(new String(Base64.getUrlDecoder().decode(del), StandardCharsets.UTF_8));
            return lest != null && lest.isObject() ? lest : null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean erTekster(JsonNode del, List<String> navn) {
        return navn.stream().allMatch(n -> !del.has(n) || del.get(n).isTextual());
    }

    private static boolean erTider(JsonNode krav) {
        return TIDER.stream()
                .allMatch(n -> !krav.has(n)
                        || (krav.get(n).isNumber() && erTid(krav.get(n).asDouble())));
    }

    private static boolean erTid(double sekunder) {
        return sekunder >= 0 && sekunder <= SISTE_TID;
    }
}
