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
class TokenFormTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String HEADER = "{\"kid\":\"k\",\"alg\":\"RS256\"}";
    private static final String CLAIMS = "{\"iss\":\"https://idporten.no\"}";

    private final TokenForm form = new TokenForm(Settings.WITHOUT_CLIENTS, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"application/at+jwt\"}",
                "{\"alg\":\"RS256\",\"x5t\":\"t\",\"ukjent\":7}"
            })
    void an_access_token_as_the_issuers_write_it_goes_on(String header) {
        assertThat(form.failure(jwt(header, CLAIMS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt", "id_token", ""})
    void a_token_for_something_else_is_no_login(String typ) {
        assertThat(form.failure(jwt("{\"alg\":\"RS256\",\"typ\":\"" + typ + "\"}", CLAIMS)))
                .contains("det er ikke et access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "RS512", "PS256", "ES256", "EdDSA", "rs256", ""})
    void a_signature_that_nobody_said_is_used_is_not_proved(String alg) {
        assertThat(form.failure(jwt("{\"alg\":\"" + alg + "\"}", CLAIMS)))
                .contains("det er signert med en algoritme som ikke er tillatt");
    }

    @ParameterizedTest
    @CsvSource({"-3600, false", "0, false", "60, false", "61, true", "86400, true", "1e300, true"})
    void what_is_issued_later_than_clocks_differ_is_refused(double seconds, boolean refused) {
        String claims =
                "{\"iss\":\"x\",\"iat\":" + (seconds > 1e9 ? seconds : NOW.getEpochSecond() + (long) seconds) + "}";
        assertThat(form.failure(jwt(HEADER, claims)).isPresent()).isEqualTo(refused);
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
        assertThat(form.failure(token)).contains("det er ugyldig");
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
    void a_head_that_is_none_is_refused(String header) {
        assertThat(form.failure(jwt(header, CLAIMS))).isPresent();
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
    void claims_of_another_kind_are_refused(String claims) {
        assertThat(form.failure(jwt(HEADER, claims))).contains("det er ugyldig");
    }

    @Test
    void nothing_that_is_sent_makes_it_fail() {
        Random random = new Random(17);
        byte[] correct = jwt(HEADER, CLAIMS).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = correct.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(form.failure(new String(changed, StandardCharsets.ISO_8859_1)))
                    .isNotNull();
        }
        assertThat(form.failure(jwt("[".repeat(100_000), CLAIMS))).isPresent();
        assertThat(form.failure(jwt(HEADER, "{\"a\":".repeat(100_000)))).isPresent();
        assertThat(form.failure(jwt(HEADER, "{\"iss\":\"x\",\"iat\":" + "9".repeat(100_000) + "}")))
                .isPresent();
    }

    private static String jwt(String header, String claims) {
        return part(header) + "." + part(claims) + ".AAAA";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
