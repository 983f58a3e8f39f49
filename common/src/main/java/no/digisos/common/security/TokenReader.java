package no.digisos.common.security;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.error.TokenFailure;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Organisasjonsnummer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads who signed in from a token whose signature, issuer and times are already proved (auth.md 2 and 3). */
@ApplicationScoped
public class TokenReader {
    /** Where Quarkus tells which tenant, chosen by issuer, proved the token. */
    private static final String TENANT = "tenant-id";

    private static final String IDPORTEN = "idporten";

    /** The tenant by which a citizen's browser logs in. Its identities are no way in to the API. */
    public static final String BROWSER = "idporten-nettleser";

    private final SecurityConfig config;

    public TokenReader(SecurityConfig config) {
        this.config = config;
    }

    /** The two facts of a token: the consumer organisation always, the person when the token is a person's. */
    public record ProvenToken(TokenType type, Organisasjonsnummer organisasjon, Optional<Fnr> person) {}

    /**
     * Reads a proved identity.
     *
     * @param authorization the call's header, to say what is wrong when nobody was proved by it
     * @throws ApiException 401 when the token lacks what it must say
     */
    public ProvenToken read(SecurityIdentity identity, @Nullable String authorization) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new ApiException(ErrorCode.UGYLDIG_TOKEN, TokenFailure.unproven(authorization));
        }
        String tenant = identity.getAttribute(TENANT);
        return switch (tenant == null ? "" : tenant) {
            case IDPORTEN -> {
                if (config.integrasjonKlienter().isPresent()) {
                    requireClient(token, config.integrasjonKlienter());
                }
                yield new ProvenToken(TokenType.PERSON, consumer(token), Optional.of(person(token)));
            }
            case "maskinporten" -> {
                requireScope(token);
                yield new ProvenToken(TokenType.MASKIN, consumer(token), Optional.empty());
            }
            default -> throw invalid("ukjent utsteder");
        };
    }

    /**
     * Reads a citizen who comes without an integration: by an access token that was issued to a client named in
     * {@link SecurityConfig#borgerKlienter()}, or by a login in the browser.
     *
     * @throws UnauthorizedException when nobody has signed in
     * @throws ApiException 401 when the token is not a person's, is another client's, or lacks what it must say
     */
    public Fnr readPerson(SecurityIdentity identity) {
        JsonWebToken token = proven(identity);
        if (!BROWSER.equals(identity.getAttribute(TENANT))) {
            requirePersonsToken(identity);
            requireClient(token, config.borgerKlienter());
        }
        return person(token);
    }

    /**
     * Reads a person who configures a kommune: by a bearer token only, since a browser's cookie would be sent with a request that
     * another site made, and by one that was issued to a client named in {@link SecurityConfig#adminKlienter()}.
     *
     * @throws UnauthorizedException when nobody has signed in
     * @throws ApiException 401 when the token is not a person's, is another client's, or lacks what it must say
     */
    public Fnr readAdministrator(SecurityIdentity identity) {
        JsonWebToken token = proven(identity);
        requirePersonsToken(identity);
        requireClient(token, config.adminKlienter());
        return person(token);
    }

    private static JsonWebToken proven(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        return token;
    }

    private static void requirePersonsToken(SecurityIdentity identity) {
        String tenant = identity.getAttribute(TENANT);
        if (!IDPORTEN.equals(tenant)) {
            throw invalid("det er ikke et access_token fra ID-porten");
        }
    }

    /** Whom a token was issued to must be known, or any service that a person signs in to could use it here. */
    private static void requireClient(JsonWebToken token, Optional<Set<String>> clients) {
        if (!clients.orElse(Set.of()).contains(text(token, "client_id"))) {
            throw invalid("det er utstedt til en annen klient");
        }
    }

    private Fnr person(JsonWebToken token) {
        if (!config.acr().contains(text(token, "acr"))) {
            throw invalid("innloggingsnivået er for lavt");
        }
        Fnr fnr = Fnr.of(text(token, "pid")).orElseThrow(() -> invalid("pid er ikke gyldig"));
        if (fnr.synthetic() && !config.syntetiskePersoner()) {
            throw invalid("pid er syntetisk");
        }
        return fnr;
    }

    private void requireScope(JsonWebToken token) {
        if (Arrays.stream(text(token, "scope").split(" ")).noneMatch(config.scope()::equals)) {
            throw invalid("scope " + config.scope() + " mangler");
        }
    }

    private static Organisasjonsnummer consumer(JsonWebToken token) {
        return Optional.ofNullable(token.<@Nullable Object>getClaim("consumer"))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(consumer -> consumer.getString("ID", ""))
                .flatMap(Organisasjonsnummer::ofIso6523)
                .orElseThrow(() -> invalid("consumer mangler eller er ugyldig"));
    }

    private static String text(JsonWebToken token, String claim) {
        Object value = token.<@Nullable Object>getClaim(claim);
        return value instanceof JsonString json ? json.getString() : value == null ? "" : value.toString();
    }

    private static ApiException invalid(String why) {
        return new ApiException(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: " + why);
    }
}
