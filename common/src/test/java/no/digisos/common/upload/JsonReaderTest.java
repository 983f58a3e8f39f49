package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final int MAX = 1 << 20;
    private final JsonReader reader = new JsonReader(new UploadLimits(MAX, MAX, 10, 1024, MAX));

    @Test
    void an_object_is_read_also_after_a_byte_order_mark() {
        assertThat(object("{\"navn\":\"blåbær\"}").path("navn").textValue()).isEqualTo("blåbær");
        assertThat(object("\uFEFF {\"navn\":1}\n").path("navn").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\uFEFF",
                "\uFEFF\uFEFF{}",
                "[]",
                "null",
                "\"a\"",
                "1",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{} {}",
                "{},",
                "{}x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1 // x\n}",
                "{\"a\":\"\t\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"c\":2,\"b\":3}}",
                "{\"a\":\"\\x\"}"
            })
    void anything_else_is_refused(String json) {
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
    }

    @Test
    void the_message_names_the_document_line_and_column_and_quotes_nothing() {
        ApiException e = refusal("{\n  \"verdi\": hemmelig01019012345\n}".getBytes(StandardCharsets.UTF_8));
        assertThat(e).hasMessageStartingWith("soknadJson er ikke gyldig JSON (linje 2, kolonne ");
        assertThat(e.getMessage()).doesNotContain("hemmelig");
        assertThat(e).hasNoCause();

        ApiException doubled = refusal("{\"hemmelig\":1,\"hemmelig\":2}".getBytes(StandardCharsets.UTF_8));
        assertThat(doubled.getMessage()).startsWith("soknadJson ").doesNotContain("hemmelig");
    }

    @Test
    void only_utf_8_is_json() {
        for (Charset another :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
            assertThat(refusal("{\"a\":\"blåbær\"}".getBytes(another)).code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
        }
        byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};
        byte[] surrogate = {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'};
        byte[] truncated = {'{', '"', 'a', '"', ':', '1', '}', (byte) 0xc3};
        for (byte[] json : List.of(overlong, surrogate, truncated)) {
            assertThat(refusal(json)).hasMessage("soknadJson er ikke gyldig UTF-8");
        }
    }

    @Test
    void depth_is_bounded_at_64() {
        assertThatCode(() -> object(deep(64))).doesNotThrowAnyException();
        assertThat(refusal(deep(65).getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
        assertThat(refusal("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(ErrorCode.UGYLDIG_JSON);
    }

    @Test
    void numbers_names_and_texts_are_bounded() {
        assertThatCode(() -> object("{\"a\":" + "1".repeat(100) + "}")).doesNotThrowAnyException();
        assertThat(refusal(("{\"a\":" + "1".repeat(101) + "}").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("for lange navn, tall eller tekster");
        assertThatCode(() -> object("{\"" + "a".repeat(1000) + "\":1}")).doesNotThrowAnyException();
        assertThat(refusal(("{\"" + "a".repeat(1001) + "\":1}").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("for lange navn, tall eller tekster");
        assertThatCode(() -> object("{\"a\":\"" + "x".repeat(MAX) + "\"}")).doesNotThrowAnyException();
        assertThat(refusal(("{\"a\":\"" + "x".repeat(2 * MAX) + "\"}").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("for lange navn, tall eller tekster");
    }

    @Test
    void a_body_is_read_up_to_the_limit_and_not_beyond() throws IOException {
        assertThat(reader.readLimited(new ByteArrayInputStream(new byte[2048]), 2048))
                .hasSize(2048);
        assertThat(reader.readLimited(new ByteArrayInputStream(new byte[0]), 2048))
                .isEmpty();

        ByteArrayInputStream over = new ByteArrayInputStream(new byte[9000]);
        ApiException e = catchThrowableOfType(ApiException.class, () -> reader.readLimited(over, 2048));
        assertThat(e).hasMessage("Forespørselen overskrider grensen på 2 KiB");
        assertThat(e.code()).isEqualTo(ErrorCode.FOR_STOR);
        assertThat(over.available()).isEqualTo(9000 - 2049);
    }

    @Test
    void an_error_of_the_body_comes_out_as_it_was_thrown() {
        IOException breach = new IOException("gone");
        assertThatThrownBy(() -> reader.readLimited(Sources.thatBreaks(new byte[5], 5, breach), 10))
                .isSameAs(breach);
    }

    private static String deep(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private JsonNode object(String json) {
        return reader.object(json.getBytes(StandardCharsets.UTF_8), "soknadJson");
    }

    private ApiException refusal(byte[] json) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> reader.object(json, "soknadJson"));
        assertThat(e).isNotNull();
        return e;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[1,\"x\\u0000y\"]}}",
                "{\"a\":{\"b\":[1,\"\\ud83d\"]}}",
                "{\"a\":{\"b\":[1,\"\\ude00\\ud83d\"]}}",
                "{\"a\":{\"b\":[1,{\"\\u0000\":2}]}}"
            })
    void a_text_that_cannot_be_kept_is_refused_with_its_place(String json) {
        ApiException e = refusal(json.getBytes(StandardCharsets.UTF_8));
        assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
        assertThat(e.getMessage()).contains(" i /a/b/1");
    }

    @Test
    void a_name_that_is_no_plain_name_is_not_repeated() {
        assertThat(refusal("{\"Ola Nordmann\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("soknadJson har tegnet NUL i /?");
    }

    @Test
    void whole_characters_outside_the_first_plane_are_kept() {
        assertThat(object("{\"a\":\"\\ud83d\\ude00\"}").path("a").textValue())
                .isEqualTo(object("{\"a\":\"😀\"}").path("a").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "1.50", "0.1234567890123456789012345678901234567890", "-0.0", "123456789012345678901"})
    void a_number_keeps_its_value(String number) {
        assertThat(object("{\"a\":" + number + "}").path("a").decimalValue())
                .isEqualTo(new java.math.BigDecimal(number));
    }

    @Test
    void an_object_is_cut_out_as_it_was_sent() {
        String soker = "{ \"belop\" : 1e400,\n\"tall\":1.50, \"tekst\":\"\\u00e5 å \\ud83d\\ude00\" }";
        for (String json : List.of(
                "{\"type\":\"x\",\"sak\":{\"annet\":{\"soker\":[1]},\"soker\": " + soker + " ,\"b\":{}}}",
                "\uFEFF{\"sak\":{\"soker\":" + soker + "}}",
                " ".repeat(100_000) + "{\"sak\":{\"soker\":" + soker + "}}")) {
            assertThat(reader.slice(json.getBytes(StandardCharsets.UTF_8), "Innholdet", "sak", "soker"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(soker);
        }
        assertThatThrownBy(
                        () -> reader.slice("{\"sak\":1}".getBytes(StandardCharsets.UTF_8), "Innholdet", "sak", "soker"))
                .isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e2147483649", "-3e55555555555", "1e-2147483649", "0.1e-2147483647", "1e99999999999999999999"})
    void a_number_with_an_exponent_that_no_decimal_has_is_refused_and_not_quoted(String number) {
        byte[] json = ("{\"a\":[" + number + "]}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () -> new JsonReader(new UploadLimits(1_000, 1_000, 1, 100, 1_000)).object(json, "soknadJson"))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UGYLDIG_JSON);
                    assertThat(e.getMessage()).startsWith("soknadJson ").doesNotContain(number);
                });
    }

    @Test
    void what_cannot_be_read_now_is_not_told_of_the_document() {
        byte[] correct = "{\"filnavn\":\"a.pdf\",\"storrelse\":1}".getBytes(StandardCharsets.UTF_8);
        UploadLimits limits = new UploadLimits(MAX, MAX, 10, 1024, MAX);
        JsonReader taken = new JsonReader(limits, bytes -> {
            throw new ApiException(ErrorCode.UTILGJENGELIG, "opptatt");
        });
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> taken.ifValid(correct, "vedlegg.json"), () -> new MetadataReader(taken).read(correct, 1))) {
            assertThatThrownBy(reading)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UTILGJENGELIG));
        }
        assertThat(reader.ifValid(correct, "vedlegg.json")).isPresent();
        assertThat(reader.ifValid(new byte[] {'{'}, "vedlegg.json")).isEmpty();
    }
}
