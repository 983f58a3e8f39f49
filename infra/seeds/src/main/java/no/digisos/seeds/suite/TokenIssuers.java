package no.digisos.seeds.suite;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.token.FrontServer;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** The two token issuers of tests. */
public final class TokenIssuers implements AutoCloseable {
    /** The ID-porten client that {@link #person} tokens are issued to, unless they say otherwise. */
    public static final String CLIENT = "nav-test";

    private final KeyProvider keys = new KeyProvider();
    private final MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(
            false, null, null, false, new OAuth2TokenProvider(keys), Set.of(), new FrontServer(request -> null)));

    /** Starts them. */
    public TokenIssuers() {
        server.start();
    }

    /** What a function needs to be told to trust these issuers. */
    public Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        for (String issuer : List.of("idporten", "maskinporten")) {
            String url = server.issuerUrl(issuer).toString();
            config.put("quarkus.oidc." + issuer + ".auth-server-url", url);
            config.put(
                    "quarkus.oidc." + issuer + ".jwks-path",
                    server.jwksUrl(issuer).toString());
            config.put("quarkus.oidc." + issuer + ".token.issuer", url);
        }
        return config;
    }

    /** A citizen's token, as NAV forwards it. */
    public String person(String fnr) {
        return person(fnr, Map.of());
    }

    /** A citizen's token with other or further claims. */
    public String person(String fnr, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims(fnr));
        all.putAll(claims);
        return token("idporten", fnr, all, 3600);
    }

    /** Whom the next login in a browser is: the identity token gets these claims, beside the person's. */
    public void nextLogin(String fnr, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(Map.of("pid", fnr, "acr", "idporten-loa-high"));
        all.putAll(claims);
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                "idporten", fnr, JOSEObjectType.JWT.getType(), List.of("digisos-nettleser"), all, 600));
    }

    /** An organisation's token. */
    public String machine(String organisation) {
        return machine(organisation, Map.of(), 3600);
    }

    /**
     * An organisation's token with other or further claims.
     *
     * @param lifetime seconds; negative for one that has run out
     */
    public String machine(String organisation, Map<String, Object> claims, long lifetime) {
        Map<String, Object> all = new HashMap<>(machineClaims(organisation));
        all.putAll(claims);
        return token("maskinporten", UUID.randomUUID().toString(), all, lifetime);
    }

    /** What an organisation's token says of it. */
    static Map<String, Object> machineClaims(String organisation) {
        return Map.of("scope", "ks:fiks", "client_id", "klient-" + organisation, "consumer", consumer(organisation));
    }

    /** A token of this issuer with just these claims. */
    public String token(String issuer, String subject, Map<String, Object> claims, long lifetime) {
        return token(issuer, JOSEObjectType.JWT.getType(), subject, claims, lifetime);
    }

    /** A citizen's token that calls itself this ({@code typ}). */
    public String personOfType(String typ, String fnr) {
        return token("idporten", typ, fnr, claims(fnr), 3600);
    }

    private String token(String issuer, String typ, String subject, Map<String, Object> claims, long lifetime) {
        return server.issueToken(
                        issuer,
                        "klient",
                        new DefaultOAuth2TokenCallback(issuer, subject, typ, List.of(), claims, lifetime))
                .serialize();
    }

    /** The key that this issuer signs with, for tokens that no issuer would make. */
    RSAKey key(String issuer) {
        return keys.signingKey(issuer).toRSAKey();
    }

    /** What a citizen's token says of the person, as NAV forwards it. */
    static Map<String, Object> claims(String fnr) {
        return Map.of(
                "pid", fnr, "acr", "idporten-loa-high", "client_id", CLIENT, "consumer", consumer(SeedData.NAV_ORG));
    }

    static Map<String, String> consumer(String organisation) {
        return Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + organisation);
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
