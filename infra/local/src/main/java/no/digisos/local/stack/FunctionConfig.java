package no.digisos.local.stack;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import no.digisos.testkit.svarut.EmulatorConfig;
import no.digisos.testkit.svarut.SvarUtEmulator;
import no.digisos.testkit.token.TokenIssuer;

/** What the functions are told by their environment, as an operator would tell them. */
final class FunctionConfig {

    private FunctionConfig() {}

    /**
     * What every function needs.
     *
     * @param address at which the gateway takes https
     */
    static Map<String, String> shared(StackDatabase database, StackKeys keys, TokenIssuer tokens, URI address) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.functionsPassword());
        tenant(environment, "IDPORTEN", tokens, TokenIssuer.IDPORTEN);
        tenant(environment, "MASKINPORTEN", tokens, TokenIssuer.MASKINPORTEN);
        environment.put("DIGISOS_NOKLER_KATALOG", keys.directory().toString());
        environment.put("DIGISOS_NOKLER_AKTIV_PLATTFORM", StackKeys.ACTIVE_PLATFORM);
        environment.put("DIGISOS_TILGANG_SYNTETISKE_PERSONER", "true");
        environment.put("DIGISOS_TILGANG_ADMIN_KLIENTER", TokenIssuer.PERSON_CLIENT);
        environment.put("DIGISOS_TILGANG_BORGER_KLIENTER", TokenIssuer.PERSON_CLIENT);
        environment.put("DIGISOS_SVARINN_ADRESSE", address.toString());
        return environment;
    }

    /** What the fallback-job needs: the same, SvarUt, and how Digisos gets a token for it. */
    static Map<String, String> fallback(
            Map<String, String> shared,
            StackKeys keys,
            TokenIssuer tokens,
            SvarUtEmulator svarUt,
            EmulatorConfig.Konto konto) {
        Map<String, String> environment = new TreeMap<>(shared);
        environment.put("DIGISOS_SVARUT_URL", svarUt.url() + "/api");
        environment.put("DIGISOS_SVARUT_KONTO_ID", konto.kontoId().toString());
        environment.put("DIGISOS_SVARUT_INTEGRASJON_ID", konto.integrasjonId().toString());
        environment.put("DIGISOS_SVARUT_INTEGRASJON_PASSORD", konto.integrasjonPassord());
        environment.put("DIGISOS_MASKINPORTEN_TOKEN_ENDEPUNKT", tokens.maskinportenTokenEndpoint());
        environment.put("DIGISOS_MASKINPORTEN_UTSTEDER", tokens.issuerUrl(TokenIssuer.MASKINPORTEN) + "/");
        environment.put("DIGISOS_MASKINPORTEN_KLIENT_ID", StackKeys.MASKINPORTEN_CLIENT);
        environment.put(
                "DIGISOS_MASKINPORTEN_NOKKELFIL",
                keys.maskinportenFiles().nokkel().toString());
        environment.put("DIGISOS_MASKINPORTEN_KID", StackKeys.MASKINPORTEN_CLIENT);
        return environment;
    }

    private static void tenant(Map<String, String> environment, String tenant, TokenIssuer tokens, String issuer) {
        String prefix = "QUARKUS_OIDC_" + tenant + "_";
        environment.put(prefix + "AUTH_SERVER_URL", tokens.issuerUrl(issuer));
        environment.put(prefix + "JWKS_PATH", tokens.jwksUrl(issuer));
        environment.put(prefix + "TOKEN_ISSUER", tokens.issuerUrl(issuer));
    }
}
