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
import no.digisos.common.error.Tokenfeil;
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
    public static final String NETTLESER = "idporten-nettleser";

    private final SecurityConfig config;

    public TokenReader(SecurityConfig config) {
        this.config = config;
    }

    /** The two facts of a token: the consumer organisation always, the person when the token is a person's. */
    public record Bevist(Tokentype type, Organisasjonsnummer organisasjon, Optional<Fnr> person) {}

    /**
     * Reads a proved identity.
     *
     * @param authorization the call's header, to say what is wrong when nobody was proved by it
     * @throws ApiException 401 when the token lacks what it must say
     */
    public Bevist les(SecurityIdentity identity, @Nullable String authorization) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new ApiException(ErrorCode.UGYLDIG_TOKEN, Tokenfeil.ubevist(authorization));
        }
        String tenant = identity.getAttribute(TENANT);
        return switch (tenant == null ? "" : tenant) {
            case IDPORTEN -> {
                if (config.integrasjonKlienter().isPresent()) {
                    krevKlient(token, config.integrasjonKlienter());
                }
                yield new Bevist(Tokentype.PERSON, consumer(token), Optional.of(person(token)));
            }
            case "maskinporten" -> {
                krevScope(token);
                yield new Bevist(Tokentype.MASKIN, consumer(token), Optional.empty());
            }
            default -> throw ugyldig("ukjent utsteder");
        };
    }

    /**
     * Reads a citizen who comes without an integration: by an access token that was issued to a client named in
     * {@link SecurityConfig#borgerKlienter()}, or by a login in the browser.
     *
     * @throws UnauthorizedException when nobody has signed in
     * @throws ApiException 401 when the token is not a person's, is another client's, or lacks what it must say
     */
    public Fnr lesPerson(SecurityIdentity identity) {
        JsonWebToken token = bevist(identity);
        if (!NETTLESER.equals(identity.getAttribute(TENANT))) {
            krevPersonsToken(identity);
            krevKlient(token, config.borgerKlienter());
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
    public Fnr lesAdministrator(SecurityIdentity identity) {
        JsonWebToken token = bevist(identity);
        krevPersonsToken(identity);
        krevKlient(token, config.adminKlienter());
        return person(token);
    }

    private static JsonWebToken bevist(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        return token;
    }

    private static void krevPersonsToken(SecurityIdentity identity) {
        String tenant = identity.getAttribute(TENANT);
        if (!IDPORTEN.equals(tenant)) {
            throw ugyldig("det er ikke et access_token fra ID-porten");
        }
    }

    /** Whom a token was issued to must be known, or any service that a person signs in to could use it here. */
    private static void krevKlient(JsonWebToken token, Optional<Set<String>> klienter) {
        if (!klienter.orElse(Set.of()).contains(text(token, "client_id"))) {
            throw ugyldig("det er utstedt til en annen klient");
        }
    }

    private Fnr person(JsonWebToken token) {
        if (!config.acr().contains(text(token, "acr"))) {
            throw ugyldig("innloggingsnivået er for lavt");
        }
        Fnr fnr = Fnr.of(text(token, "pid")).orElseThrow(() -> ugyldig("pid er ikke gyldig"));
        if (fnr.syntetisk() && !config.syntetiskePersoner()) {
            throw ugyldig("pid er syntetisk");
        }
        return fnr;
    }

    private void krevScope(JsonWebToken token) {
        if (Arrays.stream(text(token, "scope").split(" ")).noneMatch(config.scope()::equals)) {
            throw ugyldig("scope " + config.scope() + " mangler");
        }
    }

    private static Organisasjonsnummer consumer(JsonWebToken token) {
        return Optional.ofNullable(token.<@Nullable Object>getClaim("consumer"))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(consumer -> consumer.getString("ID", ""))
                .flatMap(Organisasjonsnummer::ofIso6523)
                .orElseThrow(() -> ugyldig("consumer mangler eller er ugyldig"));
    }

    private static String text(JsonWebToken token, String claim) {
        Object value = token.<@Nullable Object>getClaim(claim);
        return value instanceof JsonString json ? json.getString() : value == null ? "" : value.toString();
    }

    private static ApiException ugyldig(String hvorfor) {
        return new ApiException(ErrorCode.UGYLDIG_TOKEN, "Klarte ikke å validere access_token: " + hvorfor);
    }
}
