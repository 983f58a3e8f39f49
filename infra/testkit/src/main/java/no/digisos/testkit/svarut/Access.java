package no.digisos.testkit.svarut;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.Headers;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.testkit.svarut.EmulatorConfig.Konto;
import org.jspecify.annotations.Nullable;

/** Who may call: token, then integration, then konto, each with its own answer (svarut.md 5, auth.md 1). */
final class Access {

    /** The library's own half second is less than a busy machine takes for a fetch from itself. */
    private static final int PATIENCE_MS = 10_000;

    private static final String BEARER = "Bearer ";
    private static final String SCOPE = "ks:fiks";
    private static final String ORGANISATION = "0192:";

    private final List<Konto> kontoer;
    private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

    Access(EmulatorConfig config) throws MalformedURLException {
        this.kontoer = config.kontoer();
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        URI.create(config.jwksUrl()).toURL(), new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS))
                .rateLimited(false)
                .build();
        tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
        if (config.issuer() != null) {
            exact.issuer(config.issuer());
        }
        tokens.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(exact.build(), Set.of("exp", "iat")));
    }

    /**
     * The kontoer that the caller may use; at least one.
     *
     * @throws EmulatorRefusal 401, or 503 when the keys cannot be fetched
     */
    List<Konto> kontoer(Headers headers) {
        String organisasjonsnummer = organisation(headers.getFirst("Authorization"));
        String id = headers.getFirst("IntegrasjonId");
        String password = headers.getFirst("IntegrasjonPassord");
        List<Konto> own = kontoer.stream()
                .filter(konto -> konto.integrasjonId().toString().equalsIgnoreCase(id))
                .filter(konto -> same(konto.integrasjonPassord(), password))
                .filter(konto -> konto.organisasjonsnummer().equals(organisasjonsnummer))
                .toList();
        if (own.isEmpty()) {
            throw new EmulatorRefusal(401, "Autentisering feilet for integrasjon");
        }
        return own;
    }

    /**
     * Asks for one konto.
     *
     * @throws EmulatorRefusal 403 when it is not the caller's
     */
    static void requireKonto(List<Konto> own, UUID kontoId) {
        if (own.stream().noneMatch(konto -> konto.kontoId().equals(kontoId))) {
            throw new EmulatorRefusal(403, "Ingen tilgang til konto");
        }
    }

    private String organisation(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw invalidToken();
        }
        try {
            JWTClaimsSet claims = tokens.process(authorization.substring(BEARER.length()), null);
            String scope = claims.getStringClaim("scope");
            Map<String, Object> consumer = claims.getJSONObjectClaim("consumer");
            if (scope == null
                    || !List.of(scope.split(" ")).contains(SCOPE)
                    || consumer == null
                    || !(consumer.get("ID") instanceof String id)
                    || !id.startsWith(ORGANISATION)) {
                throw invalidToken();
            }
            return id.substring(ORGANISATION.length());
        } catch (KeySourceException e) {
            throw new EmulatorRefusal(503, "Tokenutstederen svarer ikke");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw invalidToken();
        }
    }

    private static EmulatorRefusal invalidToken() {
        return new EmulatorRefusal(401, "Klarte ikke å validere access_token");
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
