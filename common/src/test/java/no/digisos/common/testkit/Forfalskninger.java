package no.digisos.common.testkit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Logins that are none: by name, the header fields that a caller sends. */
final class Forfalskninger {
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"tull\"}";

    private final Map<String, String> alle = new LinkedHashMap<>();
    private final String utsteder =
            ConfigProvider.getConfig().getValue("quarkus.oidc.maskinporten.token.issuer", String.class);

    private Forfalskninger() {}

    /** Every one of them. */
    static Map<String, String> alle() {
        Forfalskninger f = new Forfalskninger();
        f.ingen();
        f.ikkeTokens();
        f.ukjenteTokens();
        f.forfalskede();
        f.basic();
        f.utenIntegrasjon();
        return f.alle;
    }

    private void ingen() {
        alle.put("nothing", "");
        alle.put("empty", "Authorization: \r\n");
        alle.put("another scheme", "Authorization: Negotiate abc\r\n");
        alle.put("DPoP", "Authorization: DPoP a.b.c\r\nDPoP: a.b.c\r\n");
        alle.put("two", "Authorization: Bearer a.b.c\r\nauthorization: Basic YTpi\r\n");
        alle.put("certificate in a header", "Client-Cert: :tull:\r\nClient-Cert-Chain: :x:, y\r\n");
        alle.put("cookies", "Cookie: q_session_idporten-nettleser=tull; q_auth_idporten-nettleser=a|b|c; q_auth=x\r\n");
    }

    private void ikkeTokens() {
        for (String token : List.of(
                "",
                ".",
                "..",
                "...",
                "a..c",
                ".b.c",
                "a.b.",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "a.b.c.d.e",
                "tull",
                "a b.c.d",
                "\u0085",
                "\u00e6.\u00f8.\u00e5",
                "a.b.c,a.b.c",
                "\"a.b.c\"",
                "null",
                "%00",
                "=.=.=")) {
            bearer("«" + token + "»", token);
        }
        bearer("long", "a".repeat(8_000) + "." + "b".repeat(8_000) + "." + "c".repeat(8_000));
    }

    /** Objects that are none, and names with what they cannot have. */
    private void ukjenteTokens() {
        String krav = "{\"iss\":\"" + utsteder + "\",\"iat\":1,\"exp\":9999999999}";
        for (String hode : List.of(
                "null",
                "[]",
                "7",
                "\"x\"",
                "tull",
                "",
                "{",
                "{}{}",
                "{\"alg\":null}",
                "{\"alg\":7}",
                "{\"alg\":[\"RS256\"]}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"RS256\",\"alg\":\"none\"}",
                "{\"alg\":\"RS256\",\"kid\":7}",
                "{\"alg\":\"RS256\",\"kid\":{}}",
                "{\"alg\":\"RS256\",\"typ\":7}",
                "{\"alg\":\"RS256\",\"typ\":\"logout+jwt\"}",
                "{\"alg\":\"RS256\",\"x5t\":7}",
                "{\"alg\":\"RS256\",\"x5t#S256\":[]}",
                "{\"alg\":\"RS256\",\"x5c\":7}",
                "{\"alg\":\"RS256\",\"x5c\":[\"tull\"]}",
                "{\"alg\":\"RS256\",\"crit\":[\"tull\"]}",
                "{\"alg\":\"RS256\",\"crit\":7}",
                "{\"alg\":\"RS256\",\"cty\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"RS256\",\"zip\":\"DEF\"}",
                "{\"alg\":\"RS256\",\"jwk\":7,\"jku\":\"http://127.0.0.1:1/\"}",
                "{\"alg\":\"RS256\",\"b64\":false}",
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"PS256\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"kid\":\"\"}",
                "{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}",
                "[".repeat(5_000))) {
            bearer("head " + hode, jwt(hode, krav));
        }
        for (String innhold : List.of(
                "null",
                "[]",
                "7",
                "\"x\"",
                "tull",
                "",
                "{",
                "{}",
                "[".repeat(5_000),
                "{\"a\":".repeat(2_000),
                "{\"iss\":null}",
                "{\"iss\":7}",
                "{\"iss\":[]}",
                "{\"iss\":{\"a\":1}}",
                "{\"iss\":\"\"}",
                "{\"iss\":\"http://ukjent.example\"}",
                "{\"iss\":\"" + utsteder + "\",\"iss\":\"x\"}",
                med("\"exp\":\"x\""),
                med("\"exp\":null"),
                med("\"exp\":[]"),
                med("\"exp\":1e999"),
                med("\"exp\":-1"),
                med("\"iat\":\"x\""),
                med("\"iat\":{}"),
                med("\"nbf\":\"x\""),
                med("\"aud\":7"),
                med("\"aud\":{}"),
                med("\"sub\":7"),
                med("\"jti\":[]"),
                med("\"scope\":7"),
                med("\"consumer\":7"),
                med("\"pid\":[]"),
                med("\"acr\":{}"),
                med("\"client_id\":7"),
                med("\"groups\":7"),
                med("\"x\":" + "9".repeat(2_000)))) {
            bearer("claims " + innhold, jwt(RS256, innhold));
        }
        for (Charset tegnsett : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            bearer("in " + tegnsett, del(RS256.getBytes(tegnsett)) + "." + del(krav.getBytes(tegnsett)) + ".AAAA");
        }
    }

    /** Right ones that somebody changed, and right ones that are not for us or not for now. */
    private void forfalskede() {
        Utsteder ekte = Testmiljo.gjeldende().utsteder();
        String maskin = ekte.maskin(Fro.NAV_ORG);
        String person = ekte.person("01819010001");
        String[] deler = maskin.split("\\.");
        bearer(
                "another's signature",
                maskin.substring(0, maskin.lastIndexOf('.')) + person.substring(person.lastIndexOf('.')));
        bearer("a changed signature", maskin.substring(0, maskin.length() - 8) + "AAAAAAAA");
        bearer("another's claims", deler[0] + "." + person.split("\\.")[1] + "." + deler[2]);
        bearer(
                "unsigned",
                jwt("{\"alg\":\"none\"}", new String(Base64.getUrlDecoder().decode(deler[1]), StandardCharsets.UTF_8)));
        bearer("expired", ekte.maskin(Fro.NAV_ORG, Map.of(), -3600));
        bearer(
                "of tomorrow",
                ekte.maskin(Fro.NAV_ORG, Map.of("iat", Instant.now().getEpochSecond() + 86_400), 90_000));
        bearer("of an unknown issuer", ekte.token("ukjent", "x", Map.of("scope", "ks:fiks"), 3600));
        bearer("without all claims", ekte.token("maskinporten", "x", Map.of(), 3600));
        bearer("with odd claims", ekte.maskin(Fro.NAV_ORG, Map.of("consumer", 7, "scope", List.of(1)), 3600));
        bearer("a person's with odd claims", ekte.person("tull", Map.of("acr", Map.of(), "consumer", List.of())));
        bearer("a person's of another client", ekte.person("01819010001", Map.of("client_id", "en-annen")));
        bearer("a person's of no client", ekte.person("01819010001", Map.of("client_id", List.of())));
    }

    private void basic() {
        for (String par :
                List.of("", "tull", ":", "a:b", "\0:\0", UUID.randomUUID() + ":x", "x".repeat(9_000) + ":y")) {
            alle.put(
                    "Basic «" + par + "»",
                    "Authorization: Basic " + Base64.getEncoder().encodeToString(par.getBytes(StandardCharsets.UTF_8))
                            + "\r\n");
        }
        alle.put("Basic, not Base64", "Authorization: Basic !!!\r\n");
        alle.put("Basic of other octets", "Authorization: Basic /////w==\r\n");
    }

    private void utenIntegrasjon() {
        Utsteder ekte = Testmiljo.gjeldende().utsteder();
        for (String token : List.of(ekte.maskin(Fro.NAV_ORG), ekte.person("01819010001"))) {
            for (String id : List.of(
                    "tull", "", UUID.randomUUID().toString(), Fro.NAV.id().toString(), "\u00e6".repeat(500))) {
                alle.put(
                        token.substring(token.length() - 4) + " with integration " + id,
                        "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + id
                                + "\r\nIntegrasjonPassord: feil\r\n");
            }
        }
    }

    private void bearer(String navn, String token) {
        alle.put(
                "Bearer " + (navn.length() > 60 ? navn.substring(0, 60) : navn),
                "Authorization: Bearer " + token + "\r\n");
    }

    private String med(String felt) {
        return "{\"iss\":\"" + utsteder + "\"," + felt + "}";
    }

    private static String jwt(String hode, String innhold) {
        return del(hode.getBytes(StandardCharsets.UTF_8)) + "." + del(innhold.getBytes(StandardCharsets.UTF_8))
                + ".AAAA";
    }

    private static String del(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
