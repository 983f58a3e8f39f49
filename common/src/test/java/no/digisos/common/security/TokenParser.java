package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import no.digisos.common.testkit.Parser;

/**
 * What stands after {@code Bearer}. The fuzzer writes head and claims as they are, one on each line, and they are encoded here: it
 * would not get far through Base64. What is not two lines is the token itself.
 */
public final class TokenParser implements Parser {
    private final Tokenform form = new Tokenform(
            Innstillinger.UTEN_KLIENTER, Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));

    @Override
    public String navn() {
        return "token";
    }

    @Override
    public List<byte[]> fro() {
        List<byte[]> alle = new ArrayList<>();
        for (String hode : List.of(
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"none\"}",
                "{\"typ\":\"logout+jwt\"}")) {
            for (String krav : List.of(
                    "{\"iss\":\"https://a\",\"exp\":9999999999,\"iat\":1,\"sub\":\"x\",\"aud\":[\"a\"]}",
                    "{\"iss\":7,\"nbf\":\"x\"}")) {
                alle.add((hode + "\n" + krav).getBytes(StandardCharsets.UTF_8));
            }
        }
        alle.add("a.b.c".getBytes(StandardCharsets.US_ASCII));
        alle.add("a..".getBytes(StandardCharsets.US_ASCII));
        return alle;
    }

    @Override
    public void les(byte[] inn) {
        String tekst = new String(inn, StandardCharsets.ISO_8859_1);
        int linje = tekst.indexOf('\n');
        String token =
                linje < 0 ? tekst : del(tekst.substring(0, linje)) + "." + del(tekst.substring(linje + 1)) + ".AA";
        form.feil(token).ifPresent(feil -> assertThat(feil).isNotBlank());
    }

    private static String del(String tekst) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tekst.getBytes(StandardCharsets.ISO_8859_1));
    }
}
