package no.digisos.fallback.maskinporten;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import no.digisos.fallback.maskinporten.MaskinportenException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a signed JWT grant for an access token (RFC 7523) and keeps the token until shortly before it expires. Safe for
 * many threads: one of them fetches, the others wait for its token.
 */
public final class MaskinportenTokenClient implements TokenSource {
    private static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration LONGEST_GRANT = Duration.ofMinutes(2);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    /** RFC 6750, 2.1: what a bearer token may consist of; anything else must not reach a header. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private static final Pattern ERROR_WORD = Pattern.compile("[a-z_]{1,40}");

    private final MaskinportenConfig config;
    private final SigningKey key;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final HttpClient http;
    private final ObjectMapper json = JsonMapper.builder().build();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token current;

    private record Token(String value, long usableUntilNanos) {}

    /**
     * @param clock gives the grant's {@code iat} and {@code exp}
     * @param nanoTime a monotonic clock, which decides how long a token is kept
     * @throws IllegalStateException naming the property that is wrong
     */
    public MaskinportenTokenClient(MaskinportenConfig config, Clock clock, LongSupplier nanoTime) {
        if (!config.grantLevetid().isPositive() || config.grantLevetid().compareTo(LONGEST_GRANT) > 0) {
            throw new IllegalStateException("digisos.maskinporten.grant-levetid must be between 1 and 120 seconds");
        }
        if (!config.tidsgrense().isPositive()) {
            throw new IllegalStateException("digisos.maskinporten.tidsgrense must be positive");
        }
        if (config.tokenMargin().isNegative()) {
            throw new IllegalStateException("digisos.maskinporten.token-margin must not be negative");
        }
        this.config = config;
        this.key = SigningKey.read(config);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.tidsgrense())
                .build();
    }

    @Override
    public String token() throws MaskinportenException {
        Token known = current;
        if (known != null && usable(known)) {
            return known.value();
        }
        lock.lock();
        try {
            Token fetchedByAnother = current;
            if (fetchedByAnother != null && usable(fetchedByAnother)) {
                return fetchedByAnother.value();
            }
            Token fresh = fetch();
            current = fresh;
            return fresh.value();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void discard(String token) {
        lock.lock();
        try {
            Token known = current;
            if (known != null && known.value().equals(token)) {
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean usable(Token token) {
        return token.usableUntilNanos() - nanoTime.getAsLong() > 0;
    }

    private Token fetch() throws MaskinportenException {
        // The lifetime counts from before the request: the time that the answer took must not be added to it.
        long askedNanos = nanoTime.getAsLong();
        HttpRequest request = HttpRequest.newBuilder(config.tokenEndepunkt())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=" + encoded(GRANT_TYPE) + "&assertion=" + grant()))
                .build();
        HttpResponse<byte[]> answer = run(request);
        if (answer.statusCode() != 200) {
            throw refusal(answer);
        }
        JsonNode content = parse(answer.body());
        String token = content.path("access_token").asText("");
        if (!BEARER.matcher(token).matches()) {
            throw new MaskinportenException(Reason.INVALID_ANSWER, "Maskinporten's answer holds no access_token", null);
        }
        Duration lifetime =
                Duration.ofSeconds(Math.clamp(content.path("expires_in").asLong(0), 0, 86_400));
        return new Token(
                token, askedNanos + lifetime.minus(config.tokenMargin()).toNanos());
    }

    private HttpResponse<byte[]> run(HttpRequest request) throws MaskinportenException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            // HttpRequest.timeout would end at the headers; this bounds the body too.
            return answer.get(config.tidsgrense().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new MaskinportenException(
                    Reason.UNAVAILABLE, "Maskinporten did not answer within " + config.tidsgrense(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new MaskinportenException(Reason.UNAVAILABLE, "Interrupted while waiting for Maskinporten", e);
        } catch (ExecutionException e) {
            String type =
                    e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName();
            throw new MaskinportenException(Reason.UNAVAILABLE, "No answer from Maskinporten (" + type + ")", e);
        }
    }

    private MaskinportenException refusal(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        boolean transientFailure = status < 400 || status >= 500 || status == 408 || status == 425 || status == 429;
        return new MaskinportenException(
                transientFailure ? Reason.UNAVAILABLE : Reason.REFUSED,
                "Maskinporten answered HTTP " + status + errorWord(answer.body()),
                null);
    }

    /** RFC 6749, 5.2: {@code error} is one of a few words; {@code error_description} is free text and stays out of logs. */
    private String errorWord(byte[] body) {
        try {
            String word = parse(body).path("error").asText("");
            return ERROR_WORD.matcher(word).matches() ? " (" + word + ")" : "";
        } catch (MaskinportenException e) {
            return "";
        }
    }

    private JsonNode parse(byte[] body) throws MaskinportenException {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            // The cause would quote the body, which may hold a token.
            throw new MaskinportenException(Reason.INVALID_ANSWER, "Maskinporten's answer is not JSON", null);
        } catch (IOException e) {
            throw new MaskinportenException(Reason.INVALID_ANSWER, "Maskinporten's answer cannot be read", e);
        }
    }

    private String grant() {
        long now = clock.instant().getEpochSecond();
        JwtSignatureBuilder jws = Jwt.claims()
                .audience(config.utsteder())
                .issuer(config.klientId())
                .claim("scope", config.scope())
                .issuedAt(now)
                .expiresAt(now + config.grantLevetid().toSeconds())
                .claim("jti", UUID.randomUUID().toString())
                .jws()
                .algorithm(SignatureAlgorithm.RS256);
        key.kid().ifPresent(jws::keyId);
        if (!key.chain().isEmpty()) {
            jws.header("x5c", x5C(key.chain()));
        }
        return jws.sign(key.key());
    }

    private static List<String> x5C(List<X509Certificate> chain) {
        List<String> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                // RFC 7515, 4.1.6: base64, not base64url.
                encoded.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("A certificate that was just parsed cannot be encoded", e);
            }
        }
        return encoded;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
