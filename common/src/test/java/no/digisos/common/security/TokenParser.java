package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import no.digisos.testkit.parser.Parser;

/**
 * What stands after {@code Bearer}. The fuzzer writes head and claims as they are, one on each line, and they are encoded here: it
 * would not get far through Base64. What is not two lines is the token itself.
 */
public final class TokenParser implements Parser {
    private final TokenForm form =
            new TokenForm(Settings.WITHOUT_CLIENTS, Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));

    @Override
    public String name() {
        return "token";
    }

    @Override
    public List<byte[]> seed() {
        List<byte[]> all = new ArrayList<>();
        for (String header : List.of(
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"none\"}",
                "{\"typ\":\"logout+jwt\"}")) {
            for (String claims : List.of(
                    "{\"iss\":\"https://a\",\"exp\":9999999999,\"iat\":1,\"sub\":\"x\",\"aud\":[\"a\"]}",
                    "{\"iss\":7,\"nbf\":\"x\"}")) {
                all.add((header + "\n" + claims).getBytes(StandardCharsets.UTF_8));
            }
        }
        all.add("a.b.c".getBytes(StandardCharsets.US_ASCII));
        all.add("a..".getBytes(StandardCharsets.US_ASCII));
        return all;
    }

    @Override
    public void read(byte[] in) {
        String text = new String(in, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        String token = line < 0 ? text : part(text.substring(0, line)) + "." + part(text.substring(line + 1)) + ".AA";
        form.failure(token).ifPresent(failure -> assertThat(failure).isNotBlank());
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
