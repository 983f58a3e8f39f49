package no.digisos.seeds.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.tls.SelfSigned;
import org.eclipse.microprofile.config.ConfigProvider;

/** Logins that are none, in one table: by name, the header fields that a caller sends, and what the answer is. */
final class Forgeries {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MASKINPORTEN = "maskinporten";
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"tull\"}";

    /**
     * A row.
     *
     * @param hode header fields, each with its line end
     * @param svar the statuses that may answer it where a login is needed
     */
    record Attempt(String hode, Set<Integer> svar) {}

    private final Map<String, Attempt> all = new LinkedHashMap<>();
    private final TokenIssuers real = TestEnvironment.current().utsteder();
    private final String issuer =
            ConfigProvider.getConfig().getValue("quarkus.oidc.maskinporten.token.issuer", String.class);

    private Forgeries() {}

    /**
     * Every one of them.
     *
     * @param trap an address that nobody has a reason to call, for the tokens that say where their key is
     */
    static Map<String, Attempt> all(URI trap) {
        Forgeries f = new Forgeries();
        f.none();
        f.notTokens();
        f.unknownTokens();
        f.forged();
        f.byOwnKey(trap);
        f.byIssuersKey();
        f.twice();
        f.basic();
        f.withoutIntegrasjon();
        return f.all;
    }

    /** What differs from the forgeries in nothing but being right: if this one is refused too, they prove nothing. */
    static List<String> correct() {
        Forgeries f = new Forgeries();
        TokenIssuers real = f.real;
        return List.of(
                "Authorization: Bearer " + real.machine(SeedData.NAV_ORG) + "\r\n",
                "Authorization: Bearer " + f.signed("{}", "{}") + "\r\n",
                "Authorization: bearer " + f.signed("{\"typ\":\"at+jwt\"}", "{\"aud\":[\"a\",\"b\"]}") + "\r\n");
    }

    /** A right token of another kind. */
    static String citizens() {
        return "Authorization: Bearer " + TestEnvironment.current().utsteder().person("01819010001") + "\r\n";
    }

    private void none() {
        add("nothing", "");
        add("empty", "Authorization: \r\n");
        add("another scheme", "Authorization: Negotiate abc\r\n");
        add("DPoP", "Authorization: DPoP a.b.c\r\nDPoP: a.b.c\r\n");
        add("certificate in a header", "Client-Cert: :tull:\r\nClient-Cert-Chain: :x:, y\r\n");
        add("cookies", "Cookie: q_session_idporten-nettleser=tull; q_auth_idporten-nettleser=a|b|c; q_auth=x\r\n");
        String token = real.machine(SeedData.NAV_ORG);
        add("a right one in a cookie", "Cookie: access_token=" + token + "; Authorization=Bearer " + token + "\r\n");
        add("a right one in another field", "Proxy-Authorization: Bearer " + token + "\r\nX-Token: " + token + "\r\n");
        add("a right one of another scheme", "Authorization: DPoP " + token + "\r\n");
    }

    private void notTokens() {
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
        // Longer than a request's fields may be, the answer may come before the login is looked at.
        all.put(
                "Bearer long",
                new Attempt(
                        "Authorization: Bearer " + "a".repeat(8_000) + "." + "b".repeat(8_000) + "." + "c".repeat(8_000)
                                + "\r\n",
                        Set.of(401, 431)));
    }

    /** Objects that are none, and names with what they cannot have. */
    private void unknownTokens() {
        String claims = "{\"iss\":\"" + issuer + "\",\"iat\":1,\"exp\":9999999999}";
        for (String header : List.of(
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
            bearer("head " + header, jwt(header, claims));
        }
        for (String content : List.of(
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
                "{\"iss\":\"" + issuer + "\",\"iss\":\"x\"}",
                with("\"exp\":\"x\""),
                with("\"exp\":null"),
                with("\"exp\":[]"),
                with("\"exp\":1e999"),
                with("\"exp\":-1"),
                with("\"iat\":\"x\""),
                with("\"iat\":{}"),
                with("\"nbf\":\"x\""),
                with("\"aud\":7"),
                with("\"aud\":{}"),
                with("\"sub\":7"),
                with("\"jti\":[]"),
                with("\"scope\":7"),
                with("\"consumer\":7"),
                with("\"pid\":[]"),
                with("\"acr\":{}"),
                with("\"client_id\":7"),
                with("\"groups\":7"),
                with("\"x\":" + "9".repeat(2_000)))) {
            bearer("claims " + content, jwt(RS256, content));
        }
        for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            bearer("in " + charset, part(RS256.getBytes(charset)) + "." + part(claims.getBytes(charset)) + ".AAAA");
        }
    }

    /** Right ones that somebody changed, and right ones that are not for us or not for now. */
    private void forged() {
        String machine = real.machine(SeedData.NAV_ORG);
        String person = real.person("01819010001");
        String[] parts = machine.split("\\.");
        bearer(
                "another's signature",
                machine.substring(0, machine.lastIndexOf('.')) + person.substring(person.lastIndexOf('.')));
        bearer("a changed signature", machine.substring(0, machine.length() - 8) + "AAAAAAAA");
        bearer("another's claims", parts[0] + "." + person.split("\\.")[1] + "." + parts[2]);
        bearer(
                "unsigned",
                jwt("{\"alg\":\"none\"}", new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)));
        bearer("expired", real.machine(SeedData.NAV_ORG, Map.of(), -3600));
        bearer(
                "of tomorrow",
                real.machine(SeedData.NAV_ORG, Map.of("iat", Instant.now().getEpochSecond() + 86_400), 90_000));
        bearer("of an unknown issuer", real.token("ukjent", "x", Map.of("scope", "ks:fiks"), 3600));
        bearer("without all claims", real.token("maskinporten", "x", Map.of(), 3600));
        bearer("with odd claims", real.machine(SeedData.NAV_ORG, Map.of("consumer", 7, "scope", List.of(1)), 3600));
        bearer("a person's with odd claims", real.person("tull", Map.of("acr", Map.of(), "consumer", List.of())));
        bearer("a person's of another client", real.person("01819010001", Map.of("client_id", "en-annen")));
        bearer("a person's of no client", real.person("01819010001", Map.of("client_id", List.of())));
    }

    /** Whole tokens, whose signature holds by a key that is not the issuer's, or by an algorithm that turns it into a secret. */
    private void byOwnKey(URI trap) {
        KeyPair own = keyPair();
        String publicJwk = jwk(own, "egen");
        String realKid = real.key(MASKINPORTEN).getKeyID();
        Map<String, String> heads = new LinkedHashMap<>();
        heads.put("its own key", "{}");
        heads.put("its own key by the issuer's name", "{\"kid\":\"" + realKid + "\"}");
        heads.put("another name of a key", "{\"kid\":\"egen\"}");
        heads.put("the key within (jwk)", "{\"kid\":\"egen\",\"jwk\":" + publicJwk + "}");
        heads.put("the key within, by the issuer's name", "{\"kid\":\"" + realKid + "\",\"jwk\":" + publicJwk + "}");
        heads.put("the certificate within (x5c)", "{\"x5c\":[\"" + certificate() + "\"]}");
        heads.put("the key at an address (jku)", "{\"kid\":\"egen\",\"jku\":\"" + trap + "\"}");
        heads.put("the certificate at an address (x5u)", "{\"kid\":\"egen\",\"x5u\":\"" + trap + "\"}");
        heads.put("the certificate by its hash (x5t)", "{\"x5t\":\"" + part(new byte[20]) + "\"}");
        heads.forEach((name, header) -> bearer(name, rs256(own.getPrivate(), merge(header), mergeClaims("{}"))));
        for (byte[] secret :
                List.of(realPublicKey(), pem(realPublicKey()).getBytes(StandardCharsets.US_ASCII), new byte[] {0})) {
            for (String alg : List.of("HS256", "hs256", "RS256")) {
                bearer(
                        alg + " with a secret of " + secret.length,
                        hs256(secret, merge("{\"alg\":\"" + alg + "\"}"), mergeClaims("{}")));
            }
        }
        String unsigned = part(merge("{\"alg\":\"none\"}")) + "." + part(mergeClaims("{}"));
        bearer("none and no signature", unsigned + ".");
        bearer("none and two parts", unsigned);
        bearer("none and a signature", unsigned + ".AAAA");
    }

    /** Signed as they should be by the issuer itself: nothing but what they say can be what refuses them. */
    private void byIssuersKey() {
        for (String typ : List.of("logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", "JOSE", "")) {
            bearer("of the type «" + typ + "»", signed("{\"typ\":\"" + typ + "\"}", "{}"));
        }
        for (String header : List.of(
                "{\"kid\":\"ukjent\"}",
                "{\"crit\":[\"tull\"],\"tull\":true}",
                "{\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"RS384\"}",
                "{\"alg\":\"RS512\"}",
                "{\"alg\":\"PS256\"}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"rs256\"}")) {
            bearer("signed, head " + header, signed(header, "{}"));
        }
        long now = Instant.now().getEpochSecond();
        for (String claims : List.of(
                "{\"exp\":" + (now - 3_600) + "}",
                "{\"exp\":\"" + (now + 3_600) + "\"}",
                "{\"exp\":-1}",
                "{\"exp\":0}",
                "{\"exp\":1e300}",
                "{\"exp\":99999999999999999999}",
                "{\"exp\":9223372036854775807}",
                "{\"exp\":null}",
                "{\"exp\":true}",
                "{\"exp\":[" + (now + 3_600) + "]}",
                "{\"iat\":" + (now + 86_400) + ",\"exp\":" + (now + 90_000) + "}",
                "{\"iat\":\"" + now + "\"}",
                "{\"iat\":1e300}",
                "{\"nbf\":" + (now + 86_400) + "}",
                "{\"nbf\":\"" + now + "\"}",
                "{\"nbf\":1e300}",
                "{\"iss\":[\"" + issuer + "\"]}",
                "{\"iss\":\"" + issuer + "/\"}",
                "{\"iss\":\"" + issuer.toUpperCase(Locale.ROOT) + "\"}",
                "{\"iss\":\"" + issuer.replace(MASKINPORTEN, "idporten") + "\"}",
                "{\"scope\":\"ks:fiksx\"}",
                "{\"scope\":\"KS:FIKS\"}",
                "{\"scope\":\"ks\\u0000:fiks\"}",
                "{\"scope\":\"ks:fik\\u017f\"}",
                "{\"scope\":\"x,ks:fiks\"}",
                "{\"scope\":{\"a\":\"ks:fiks\"}}",
                "{\"scope\":null}",
                "{\"consumer\":\"0192:" + SeedData.NAV_ORG + "\"}",
                "{\"consumer\":{\"ID\":\"" + SeedData.NAV_ORG + "\"}}",
                "{\"consumer\":{\"ID\":\"0192:889640783\"}}",
                "{\"consumer\":{\"ID\":[\"0192:" + SeedData.NAV_ORG + "\"]}}",
                "{\"consumer\":{\"ID\":\"0192:" + "\\uff18" + SeedData.NAV_ORG.substring(1) + "\"}}",
                "{\"consumer\":null}")) {
            bearer("signed, claims " + claims, signed("{}", claims));
        }
        PrivateKey key = privateKey();
        byte[] header = merge("{}");
        byte[] claims = mergeClaims("{}");
        String text = new String(claims, StandardCharsets.UTF_8);
        for (String to : List.of("\"scope\":\"x\"", "\"exp\":1", "\"iss\":\"x\"", "\"consumer\":{}", "\"sub\":\"y\"")) {
            String initial = "{" + to + "," + text.substring(1);
            String last = text.substring(0, text.length() - 1) + "," + to + "}";
            bearer("signed, twice, first " + to, rs256(key, header, initial.getBytes(StandardCharsets.UTF_8)));
            bearer("signed, twice, last " + to, rs256(key, header, last.getBytes(StandardCharsets.UTF_8)));
        }
        String without = text.replaceFirst("\"exp\":\\d+,?", "").replace(",}", "}");
        bearer("signed, for ever", rs256(key, header, without.getBytes(StandardCharsets.UTF_8)));
        bearer("signed, more after the claims", rs256(key, header, (text + "{}").getBytes(StandardCharsets.UTF_8)));
        bearer("signed, claims in UTF-16", rs256(key, header, text.getBytes(StandardCharsets.UTF_16)));
        bearer("signed, with a mark of order", rs256(key, header, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
        bearer("signed, claims in a list", rs256(key, header, ("[" + text + "]").getBytes(StandardCharsets.UTF_8)));
        bearer(
                "signed, a token within",
                rs256(
                        key,
                        merge("{\"cty\":\"JWT\"}"),
                        real.machine(SeedData.NAV_ORG).getBytes(StandardCharsets.US_ASCII)));
        bearer("signed, half of it encrypted", signed("{\"enc\":\"A256GCM\"}", "{}") + ".AAAA.AAAA");
        String correct = signed("{}", "{}");
        bearer("signed, no signature", correct.substring(0, correct.lastIndexOf('.') + 1));
        bearer("signed, padded", correct + "==");
        bearer("signed, with more", correct + ".AAAA");
        bearer("signed, in quotes", "\"" + correct + "\"");
        bearer("signed, with another after a comma", correct + ", Bearer " + correct);
        bearer("signed, by a hand that adds a letter", "A" + correct);
    }

    /** Two that are right are none: which one would count depends on who reads them. */
    private void twice() {
        String token = "Authorization: Bearer " + real.machine(SeedData.NAV_ORG) + "\r\n";
        for (String another : List.of(
                token,
                token.replaceFirst("Authorization", "authorization"),
                "Authorization: Bearer a.b.c\r\n",
                "Authorization: Basic YTpi\r\n",
                "Authorization: \r\n")) {
            all.put("two: right and " + shortened(another), new Attempt(token + another, Set.of(400)));
            all.put("two: " + shortened(another) + " and right", new Attempt(another + token, Set.of(400)));
        }
        all.put(
                "two: none is right",
                new Attempt("Authorization: Bearer a.b.c\r\nauthorization: Basic YTpi\r\n", Set.of(400)));
    }

    private void basic() {
        for (String pair :
                List.of("", "tull", ":", "a:b", "\0:\0", UUID.randomUUID() + ":x", "x".repeat(9_000) + ":y")) {
            add(
                    "Basic «" + pair + "»",
                    "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
                            + "\r\n");
        }
        add("Basic, not Base64", "Authorization: Basic !!!\r\n");
        add("Basic of other octets", "Authorization: Basic /////w==\r\n");
    }

    private void withoutIntegrasjon() {
        for (String token : List.of(real.machine(SeedData.NAV_ORG), real.person("01819010001"))) {
            for (String id : List.of(
                    "tull", "", UUID.randomUUID().toString(), SeedData.NAV.id().toString(), "\u00e6".repeat(500))) {
                add(
                        token.substring(token.length() - 4) + " with integration " + id,
                        "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + id
                                + "\r\nIntegrasjonPassord: feil\r\n");
            }
        }
    }

    private void add(String name, String header) {
        all.put(name, new Attempt(header, Set.of(401)));
    }

    private void bearer(String name, String token) {
        add("Bearer " + (name.length() > 60 ? name.substring(0, 60) : name), "Authorization: Bearer " + token + "\r\n");
    }

    private String with(String field) {
        return "{\"iss\":\"" + issuer + "\"," + field + "}";
    }

    /** An organisation's token by the issuer's own key; these fields of head and claims stand instead of the usual ones. */
    private String signed(String header, String claims) {
        return rs256(privateKey(), merge(header), mergeClaims(claims));
    }

    private byte[] merge(String header) {
        return merge(
                Map.of(
                        "alg",
                        "RS256",
                        "typ",
                        "JWT",
                        "kid",
                        real.key(MASKINPORTEN).getKeyID()),
                header);
    }

    private byte[] mergeClaims(String claims) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> all = new LinkedHashMap<>(TokenIssuers.machineClaims(SeedData.NAV_ORG));
        all.put("iss", issuer);
        all.put("sub", "forfalsker");
        all.put("iat", now);
        all.put("exp", now + 3_600);
        return merge(all, claims);
    }

    private static byte[] merge(Map<String, Object> usual, String over) {
        try {
            ObjectNode all = MAPPER.valueToTree(usual);
            MAPPER.readTree(over).properties().forEach(field -> all.set(field.getKey(), field.getValue()));
            return MAPPER.writeValueAsBytes(all);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(over, e);
        }
    }

    private PrivateKey privateKey() {
        try {
            return real.key(MASKINPORTEN).toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] realPublicKey() {
        try {
            return real.key(MASKINPORTEN).toPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortened(String header) {
        return header.strip().substring(0, Math.min(24, header.strip().length()));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
            maker.initialize(2048);
            return maker.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwk(KeyPair pair, String kid) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .keyID(kid)
                .build()
                .toJSONString();
    }

    private static String certificate() {
        try {
            return Base64.getEncoder()
                    .encodeToString(SelfSigned.generate("Forfalsker", 2048)
                            .certificate()
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rs256(PrivateKey key, byte[] header, byte[] claims) {
        try {
            String signed = part(header) + "." + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hs256(byte[] secret, byte[] header, byte[] claims) {
        try {
            String signed = part(header) + "." + part(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + part(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwt(String header, String content) {
        return part(header.getBytes(StandardCharsets.UTF_8)) + "." + part(content.getBytes(StandardCharsets.UTF_8))
                + ".AAAA";
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
