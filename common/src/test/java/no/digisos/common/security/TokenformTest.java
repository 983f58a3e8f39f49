package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on to be proved, and what is refused unseen (RFC 7515, RFC 7519, RFC 9068; auth.md 2 and 3). */
class TokenformTest {
    private static final Instant NA = Instant.parse("2026-11-30T12:00:00Z");
    private static final String HODE = "{\"kid\":\"k\",\"alg\":\"RS256\"}";
    private static final String KRAV = "{\"iss\":\"https://idporten.no\"}";

    private final Tokenform form = new Tokenform(Innstillinger.UTEN_KLIENTER, Clock.fixed(NA, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"application/at+jwt\"}",
                "{\"alg\":\"RS256\",\"x5t\":\"t\",\"ukjent\":7}"
            })
    void an_access_token_as_the_issuers_write_it_goes_on(String hode) {
        assertThat(form.feil(jwt(hode, KRAV))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", ""})
    void a_token_for_something_else_is_no_login(String typ) {
        assertThat(form.feil(jwt("{\"alg\":\"RS256\",\"typ\":\"" + typ + "\"}", KRAV)))
                .contains("det er ikke et access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "RS512", "PS256", "ES256", "EdDSA", "rs256", ""})
    void a_signature_that_nobody_said_is_used_is_not_proved(String alg) {
        assertThat(form.feil(jwt("{\"alg\":\"" + alg + "\"}", KRAV)))
                .contains("det er signert med en algoritme som ikke er tillatt");
    }

    @ParameterizedTest
    @CsvSource({"-3600, false", "0, false", "60, false", "61, true", "86400, true", "1e300, true"})
    void what_is_issued_later_than_clocks_differ_is_refused(double sekunder, boolean refusert) {
        String krav =
                "{\"iss\":\"x\",\"iat\":" + (sekunder > 1e9 ? sekunder : NA.getEpochSecond() + (long) sekunder) + "}";
        assertThat(form.feil(jwt(HODE, krav)).isPresent()).isEqualTo(refusert);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..c",
                ".b.c",
                "a.b.",
                "a.b",
                "a.b.c.d.e",
                "tull",
                "a b.c.d",
                "a.b.c\n",
                "=.=.=",
                "æ.ø.å"
            })
    void what_has_not_three_parts_is_no_token(String token) {
        assertThat(form.feil(token)).contains("det er ugyldig");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "\"x\"",
                "",
                "{",
                "{}{}",
                "{\"alg\":\"RS256\",\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"kid\":7}"
            })
    void a_head_that_is_none_is_refused(String hode) {
        assertThat(form.feil(jwt(hode, KRAV))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "",
                "{",
                "{}",
                "{\"iss\":7}",
                "{\"iss\":null}",
                "{\"iss\":\"a\",\"iss\":\"b\"}",
                "{\"iss\":\"a\",\"exp\":\"x\"}",
                "{\"iss\":\"a\",\"exp\":-1}",
                "{\"iss\":\"a\",\"exp\":1e300}",
                "{\"iss\":\"a\",\"exp\":9223372036854775807}",
                "{\"iss\":\"a\",\"nbf\":253402300800}",
                "{\"iss\":\"a\",\"iat\":null}",
                "{\"iss\":\"a\",\"sub\":7}"
            })
    void claims_of_another_kind_are_refused(String krav) {
        assertThat(form.feil(jwt(HODE, krav))).contains("det er ugyldig");
    }

    @Test
    void nothing_that_is_sent_makes_it_fail() {
        Random tilfeldig = new Random(17);
        byte[] riktig = jwt(HODE, KRAV).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            byte[] endret = riktig.clone();
            for (int j = tilfeldig.nextInt(4); j >= 0; j--) {
                endret[tilfeldig.nextInt(endret.length)] = (byte) tilfeldig.nextInt(256);
            }
            assertThat(form.feil(new String(endret, StandardCharsets.ISO_8859_1)))
                    .isNotNull();
        }
        assertThat(form.feil(jwt("[".repeat(100_000), KRAV))).isPresent();
        assertThat(form.feil(jwt(HODE, "{\"a\":".repeat(100_000)))).isPresent();
        assertThat(form.feil(jwt(HODE, "{\"iss\":\"x\",\"iat\":" + "9".repeat(100_000) + "}")))
                .isPresent();
    }

    private static String jwt(String hode, String krav) {
        return del(hode) + "." + del(krav) + ".AAAA";
    }

    private static String del(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
