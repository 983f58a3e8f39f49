package no.digisos.common.testkit;

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
import no.digisos.common.krypto.TestCertificates;
import org.eclipse.microprofile.config.ConfigProvider;

/** Logins that are none, in one table: by name, the header fields that a caller sends, and what the answer is. */
final class Forfalskninger {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MASKINPORTEN = "maskinporten";
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"tull\"}";

    /**
     * A row.
     *
     * @param hode header fields, each with its line end
     * @param svar the statuses that may answer it where a login is needed
     */
    record Forsok(String hode, Set<Integer> svar) {}

    private final Map<String, Forsok> alle = new LinkedHashMap<>();
    private final Utsteder ekte = Testmiljo.gjeldende().utsteder();
    private final String utsteder =
            ConfigProvider.getConfig().getValue("quarkus.oidc.maskinporten.token.issuer", String.class);

    private Forfalskninger() {}

    /**
     * Every one of them.
     *
     * @param felle an address that nobody has a reason to call, for the tokens that say where their key is
     */
    static Map<String, Forsok> alle(URI felle) {
        Forfalskninger f = new Forfalskninger();
        f.ingen();
        f.ikkeTokens();
        f.ukjenteTokens();
        f.forfalskede();
        f.avEgenNokkel(felle);
        f.avUtstederensNokkel();
        f.toGanger();
        f.basic();
        f.utenIntegrasjon();
        return f.alle;
    }

    /** What differs from the forgeries in nothing but being right: if this one is refused too, they prove nothing. */
    static List<String> riktige() {
        Forfalskninger f = new Forfalskninger();
        Utsteder ekte = f.ekte;
        return List.of(
                "Authorization: Bearer " + ekte.maskin(Fro.NAV_ORG) + "\r\n",
                "Authorization: Bearer " + f.signert("{}", "{}") + "\r\n",
                "Authorization: bearer " + f.signert("{\"typ\":\"at+jwt\"}", "{\"aud\":[\"a\",\"b\"]}") + "\r\n");
    }

    /** A right token of another kind. */
    static String borgers() {
        return "Authorization: Bearer " + Testmiljo.gjeldende().utsteder().person("01819010001") + "\r\n";
    }

    private void ingen() {
        legg("nothing", "");
        legg("empty", "Authorization: \r\n");
        legg("another scheme", "Authorization: Negotiate abc\r\n");
        legg("DPoP", "Authorization: DPoP a.b.c\r\nDPoP: a.b.c\r\n");
        legg("certificate in a header", "Client-Cert: :tull:\r\nClient-Cert-Chain: :x:, y\r\n");
        legg("cookies", "Cookie: q_session_idporten-nettleser=tull; q_auth_idporten-nettleser=a|b|c; q_auth=x\r\n");
        String token = ekte.maskin(Fro.NAV_ORG);
        legg("a right one in a cookie", "Cookie: access_token=" + token + "; Authorization=Bearer " + token + "\r\n");
        legg("a right one in another field", "Proxy-Authorization: Bearer " + token + "\r\nX-Token: " + token + "\r\n");
        legg("a right one of another scheme", "Authorization: DPoP " + token + "\r\n");
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
        // Longer than a request's fields may be, the answer may come before the login is looked at.
        alle.put(
                "Bearer long",
                new Forsok(
                        "Authorization: Bearer " + "a".repeat(8_000) + "." + "b".repeat(8_000) + "." + "c".repeat(8_000)
                                + "\r\n",
                        Set.of(401, 431)));
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

    /** Whole tokens, whose signature holds by a key that is not the issuer's, or by an algorithm that turns it into a secret. */
    private void avEgenNokkel(URI felle) {
        KeyPair egen = nokkelpar();
        String offentlig = jwk(egen, "egen");
        String ekteKid = ekte.nokkel(MASKINPORTEN).getKeyID();
        Map<String, String> hoder = new LinkedHashMap<>();
        hoder.put("its own key", "{}");
        hoder.put("its own key by the issuer's name", "{\"kid\":\"" + ekteKid + "\"}");
        hoder.put("another name of a key", "{\"kid\":\"egen\"}");
        hoder.put("the key within (jwk)", "{\"kid\":\"egen\",\"jwk\":" + offentlig + "}");
        hoder.put("the key within, by the issuer's name", "{\"kid\":\"" + ekteKid + "\",\"jwk\":" + offentlig + "}");
        hoder.put("the certificate within (x5c)", "{\"x5c\":[\"" + sertifikat() + "\"]}");
        hoder.put("the key at an address (jku)", "{\"kid\":\"egen\",\"jku\":\"" + felle + "\"}");
        hoder.put("the certificate at an address (x5u)", "{\"kid\":\"egen\",\"x5u\":\"" + felle + "\"}");
        hoder.put("the certificate by its hash (x5t)", "{\"x5t\":\"" + del(new byte[20]) + "\"}");
        hoder.forEach((navn, hode) -> bearer(navn, rs256(egen.getPrivate(), flett(hode), flettKrav("{}"))));
        for (byte[] hemmelighet :
                List.of(ekteOffentlige(), pem(ekteOffentlige()).getBytes(StandardCharsets.US_ASCII), new byte[] {0})) {
            for (String alg : List.of("HS256", "hs256", "RS256")) {
                bearer(
                        alg + " with a secret of " + hemmelighet.length,
                        hs256(hemmelighet, flett("{\"alg\":\"" + alg + "\"}"), flettKrav("{}")));
            }
        }
        String usignert = del(flett("{\"alg\":\"none\"}")) + "." + del(flettKrav("{}"));
        bearer("none and no signature", usignert + ".");
        bearer("none and two parts", usignert);
        bearer("none and a signature", usignert + ".AAAA");
    }

    /** Signed as they should be by the issuer itself: nothing but what they say can be what refuses them. */
    private void avUtstederensNokkel() {
        for (String typ : List.of("logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", "JOSE", "")) {
            bearer("of the type «" + typ + "»", signert("{\"typ\":\"" + typ + "\"}", "{}"));
        }
        for (String hode : List.of(
                "{\"kid\":\"ukjent\"}",
                "{\"crit\":[\"tull\"],\"tull\":true}",
                "{\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"RS384\"}",
                "{\"alg\":\"RS512\"}",
                "{\"alg\":\"PS256\"}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"rs256\"}")) {
            bearer("signed, head " + hode, signert(hode, "{}"));
        }
        long na = Instant.now().getEpochSecond();
        for (String krav : List.of(
                "{\"exp\":" + (na - 3_600) + "}",
                "{\"exp\":\"" + (na + 3_600) + "\"}",
                "{\"exp\":-1}",
                "{\"exp\":0}",
                "{\"exp\":1e300}",
                "{\"exp\":99999999999999999999}",
                "{\"exp\":9223372036854775807}",
                "{\"exp\":null}",
                "{\"exp\":true}",
                "{\"exp\":[" + (na + 3_600) + "]}",
                "{\"iat\":" + (na + 86_400) + ",\"exp\":" + (na + 90_000) + "}",
                "{\"iat\":\"" + na + "\"}",
                "{\"iat\":1e300}",
                "{\"nbf\":" + (na + 86_400) + "}",
                "{\"nbf\":\"" + na + "\"}",
                "{\"nbf\":1e300}",
                "{\"iss\":[\"" + utsteder + "\"]}",
                "{\"iss\":\"" + utsteder + "/\"}",
                "{\"iss\":\"" + utsteder.toUpperCase(Locale.ROOT) + "\"}",
                "{\"iss\":\"" + utsteder.replace(MASKINPORTEN, "idporten") + "\"}",
                "{\"scope\":\"ks:fiksx\"}",
                "{\"scope\":\"KS:FIKS\"}",
                "{\"scope\":\"ks\\u0000:fiks\"}",
                "{\"scope\":\"ks:fik\\u017f\"}",
                "{\"scope\":\"x,ks:fiks\"}",
                "{\"scope\":{\"a\":\"ks:fiks\"}}",
                "{\"scope\":null}",
                "{\"consumer\":\"0192:" + Fro.NAV_ORG + "\"}",
                "{\"consumer\":{\"ID\":\"" + Fro.NAV_ORG + "\"}}",
                "{\"consumer\":{\"ID\":\"0192:889640783\"}}",
                "{\"consumer\":{\"ID\":[\"0192:" + Fro.NAV_ORG + "\"]}}",
                "{\"consumer\":{\"ID\":\"0192:" + "\\uff18" + Fro.NAV_ORG.substring(1) + "\"}}",
                "{\"consumer\":null}")) {
            bearer("signed, claims " + krav, signert("{}", krav));
        }
        PrivateKey nokkel = privat();
        byte[] hode = flett("{}");
        byte[] krav = flettKrav("{}");
        String tekst = new String(krav, StandardCharsets.UTF_8);
        for (String to : List.of("\"scope\":\"x\"", "\"exp\":1", "\"iss\":\"x\"", "\"consumer\":{}", "\"sub\":\"y\"")) {
            String forst = "{" + to + "," + tekst.substring(1);
            String sist = tekst.substring(0, tekst.length() - 1) + "," + to + "}";
            bearer("signed, twice, first " + to, rs256(nokkel, hode, forst.getBytes(StandardCharsets.UTF_8)));
            bearer("signed, twice, last " + to, rs256(nokkel, hode, sist.getBytes(StandardCharsets.UTF_8)));
        }
        String uten = tekst.replaceFirst("\"exp\":\\d+,?", "").replace(",}", "}");
        bearer("signed, for ever", rs256(nokkel, hode, uten.getBytes(StandardCharsets.UTF_8)));
        bearer("signed, more after the claims", rs256(nokkel, hode, (tekst + "{}").getBytes(StandardCharsets.UTF_8)));
        bearer("signed, claims in UTF-16", rs256(nokkel, hode, tekst.getBytes(StandardCharsets.UTF_16)));
        bearer(
                "signed, with a mark of order",
                rs256(nokkel, hode, ("\ufeff" + tekst).getBytes(StandardCharsets.UTF_8)));
        bearer("signed, claims in a list", rs256(nokkel, hode, ("[" + tekst + "]").getBytes(StandardCharsets.UTF_8)));
        bearer(
                "signed, a token within",
                rs256(
                        nokkel,
                        flett("{\"cty\":\"JWT\"}"),
                        ekte.maskin(Fro.NAV_ORG).getBytes(StandardCharsets.US_ASCII)));
        bearer("signed, half of it encrypted", signert("{\"enc\":\"A256GCM\"}", "{}") + ".AAAA.AAAA");
        String riktig = signert("{}", "{}");
        bearer("signed, no signature", riktig.substring(0, riktig.lastIndexOf('.') + 1));
        bearer("signed, padded", riktig + "==");
        bearer("signed, with more", riktig + ".AAAA");
        bearer("signed, in quotes", "\"" + riktig + "\"");
        bearer("signed, with another after a comma", riktig + ", Bearer " + riktig);
        bearer("signed, by a hand that adds a letter", "A" + riktig);
    }

    /** Two that are right are none: which one would count depends on who reads them. */
    private void toGanger() {
        String token = "Authorization: Bearer " + ekte.maskin(Fro.NAV_ORG) + "\r\n";
        for (String annen : List.of(
                token,
                token.replaceFirst("Authorization", "authorization"),
                "Authorization: Bearer a.b.c\r\n",
                "Authorization: Basic YTpi\r\n",
                "Authorization: \r\n")) {
            alle.put("two: right and " + kort(annen), new Forsok(token + annen, Set.of(400)));
            alle.put("two: " + kort(annen) + " and right", new Forsok(annen + token, Set.of(400)));
        }
        alle.put(
                "two: none is right",
                new Forsok("Authorization: Bearer a.b.c\r\nauthorization: Basic YTpi\r\n", Set.of(400)));
    }

    private void basic() {
        for (String par :
                List.of("", "tull", ":", "a:b", "\0:\0", UUID.randomUUID() + ":x", "x".repeat(9_000) + ":y")) {
            legg(
                    "Basic «" + par + "»",
                    "Authorization: Basic " + Base64.getEncoder().encodeToString(par.getBytes(StandardCharsets.UTF_8))
                            + "\r\n");
        }
        legg("Basic, not Base64", "Authorization: Basic !!!\r\n");
        legg("Basic of other octets", "Authorization: Basic /////w==\r\n");
    }

    private void utenIntegrasjon() {
        for (String token : List.of(ekte.maskin(Fro.NAV_ORG), ekte.person("01819010001"))) {
            for (String id : List.of(
                    "tull", "", UUID.randomUUID().toString(), Fro.NAV.id().toString(), "\u00e6".repeat(500))) {
                legg(
                        token.substring(token.length() - 4) + " with integration " + id,
                        "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + id
                                + "\r\nIntegrasjonPassord: feil\r\n");
            }
        }
    }

    private void legg(String navn, String hode) {
        alle.put(navn, new Forsok(hode, Set.of(401)));
    }

    private void bearer(String navn, String token) {
        legg(
                "Bearer " + (navn.length() > 60 ? navn.substring(0, 60) : navn),
                "Authorization: Bearer " + token + "\r\n");
    }

    private String med(String felt) {
        return "{\"iss\":\"" + utsteder + "\"," + felt + "}";
    }

    /** An organisation's token by the issuer's own key; these fields of head and claims stand instead of the usual ones. */
    private String signert(String hode, String krav) {
        return rs256(privat(), flett(hode), flettKrav(krav));
    }

    private byte[] flett(String hode) {
        return flett(
                Map.of(
                        "alg",
                        "RS256",
                        "typ",
                        "JWT",
                        "kid",
                        ekte.nokkel(MASKINPORTEN).getKeyID()),
                hode);
    }

    private byte[] flettKrav(String krav) {
        long na = Instant.now().getEpochSecond();
        Map<String, Object> alle = new LinkedHashMap<>(Utsteder.maskinkrav(Fro.NAV_ORG));
        alle.put("iss", utsteder);
        alle.put("sub", "forfalsker");
        alle.put("iat", na);
        alle.put("exp", na + 3_600);
        return flett(alle, krav);
    }

    private static byte[] flett(Map<String, Object> vanlig, String over) {
        try {
            ObjectNode alle = MAPPER.valueToTree(vanlig);
            MAPPER.readTree(over).properties().forEach(felt -> alle.set(felt.getKey(), felt.getValue()));
            return MAPPER.writeValueAsBytes(alle);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(over, e);
        }
    }

    private PrivateKey privat() {
        try {
            return ekte.nokkel(MASKINPORTEN).toPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] ekteOffentlige() {
        try {
            return ekte.nokkel(MASKINPORTEN).toPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String kort(String hode) {
        return hode.strip().substring(0, Math.min(24, hode.strip().length()));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair nokkelpar() {
        try {
            KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
            maker.initialize(2048);
            return maker.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwk(KeyPair par, String kid) {
        return new RSAKey.Builder((RSAPublicKey) par.getPublic())
                .keyID(kid)
                .build()
                .toJSONString();
    }

    private static String sertifikat() {
        try {
            return Base64.getEncoder()
                    .encodeToString(TestCertificates.generate("Forfalsker", 2048)
                            .certificate()
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rs256(PrivateKey nokkel, byte[] hode, byte[] krav) {
        try {
            String signeres = del(hode) + "." + del(krav);
            Signature signatur = Signature.getInstance("SHA256withRSA");
            signatur.initSign(nokkel);
            signatur.update(signeres.getBytes(StandardCharsets.US_ASCII));
            return signeres + "." + del(signatur.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hs256(byte[] hemmelighet, byte[] hode, byte[] krav) {
        try {
            String signeres = del(hode) + "." + del(krav);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hemmelighet, "HmacSHA256"));
            return signeres + "." + del(mac.doFinal(signeres.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwt(String hode, String innhold) {
        return del(hode.getBytes(StandardCharsets.UTF_8)) + "." + del(innhold.getBytes(StandardCharsets.UTF_8))
                + ".AAAA";
    }

    private static String del(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
