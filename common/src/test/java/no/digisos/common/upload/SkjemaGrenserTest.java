package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of an upload, exactly at it and one above. */
class SkjemaGrenserTest {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    private static final Filmottak<byte[]> LES_ALT = InputStream::readAllBytes;
    private static final Filmottak<byte[]> LES_INGENTING = fil -> new byte[0];

    @Test
    void the_whole_request() {
        int ramme = new Skjema().metadata("a").fil(new byte[0]).ferdig().length;
        Grenser grenser = new Grenser(MIB, MIB, 10, KIB, KIB);
        byte[] paaGrensen =
                new Skjema().metadata("a").fil(Skjema.cms(MIB - ramme)).ferdig();
        byte[] over =
                new Skjema().metadata("a").fil(Skjema.cms(MIB - ramme + 1)).ferdig();

        assertThat(paaGrensen).hasSize(MIB);
        assertAccepted(grenser, paaGrensen);
        assertTooBig(grenser, over, LES_ALT, "Forespørselen overskrider grensen på 1 MiB");
        assertTooBig(grenser, over, LES_INGENTING, "Forespørselen overskrider grensen på 1 MiB");
    }

    @Test
    void the_whole_request_counts_preamble_and_epilogue() {
        byte[] skjema = new Skjema().json("soknadJson", "{}").ferdig();
        Grenser grenser = new Grenser(2 * KIB, KIB, 10, KIB, KIB);
        int rest = 2 * KIB - skjema.length;

        assertAccepted(grenser, new Skjema().raw(skjema).tekst("x".repeat(rest)).avkuttet());
        assertTooBig(
                grenser, new Skjema().raw(skjema).tekst("x".repeat(rest + 1)).avkuttet(), LES_ALT, "2 KiB");
        assertAccepted(
                grenser,
                new Skjema().tekst("x".repeat(rest - 2) + "\r\n").raw(skjema).avkuttet());
        assertTooBig(
                grenser,
                new Skjema().tekst("x".repeat(rest - 1) + "\r\n").raw(skjema).avkuttet(),
                LES_ALT,
                "2 KiB");
    }

    @Test
    void no_more_than_one_byte_above_the_limit_is_taken_from_the_body() {
        ByteArrayInputStream body = new ByteArrayInputStream(
                new Skjema().metadata("a").fil(Skjema.cms(100 * KIB)).ferdig());
        int lengde = body.available();
        Grenser grenser = new Grenser(10 * KIB, 10 * KIB, 10, KIB, KIB);
        assertThat(refusal(grenser, body, LES_ALT).code()).isEqualTo(ErrorCode.FOR_STOR);
        assertThat(lengde - body.available()).isEqualTo(10 * KIB + 1);
    }

    @Test
    void one_file_with_room_for_what_encryption_adds() {
        Grenser grenser = new Grenser(MIB, 50 * KIB, 10, KIB, KIB);
        int del = Math.toIntExact(grenser.maksFildel());
        assertThat(del).isGreaterThan(50 * KIB);
        assertAccepted(grenser, new Skjema().metadata("a").fil(Skjema.cms(del)).ferdig());
        byte[] over = new Skjema().metadata("a").fil(Skjema.cms(del + 1)).ferdig();
        assertTooBig(grenser, over, LES_ALT, "En fil overskrider grensen på 50 KiB");
        assertTooBig(grenser, over, LES_INGENTING, "En fil overskrider grensen på 50 KiB");
    }

    @Test
    void a_receiver_that_swallows_the_refusal_of_a_file_cannot_complete_the_form() {
        Grenser grenser = new Grenser(MIB, 50 * KIB, 10, KIB, KIB);
        byte[] over = new Skjema().metadata("a").fil(Skjema.cms(400 * KIB)).ferdig();
        assertTooBig(
                grenser,
                over,
                fil -> {
                    try {
                        return fil.readAllBytes();
                    } catch (ApiException e) {
                        return new byte[0];
                    }
                },
                "50 KiB");
    }

    @Test
    void the_number_of_parts_counts_json_metadata_and_files() {
        Grenser grenser = new Grenser(MIB, MIB, 5, KIB, KIB);
        Skjema fem = new Skjema()
                .json("soknadJson", "{}")
                .metadata("a")
                .metadata("b")
                .fil(Skjema.cms(10))
                .fil(Skjema.cms(10));
        byte[] avkuttet = fem.avkuttet();
        assertAccepted(grenser, new Skjema().raw(avkuttet).ferdig());
        assertTooBig(
                grenser,
                new Skjema().raw(avkuttet).json("vedleggJson", "{}").ferdig(),
                LES_ALT,
                "Forespørselen overskrider grensen på 5 deler");
    }

    @Test
    void the_head_of_a_part_with_its_blank_line() {
        Grenser grenser = new Grenser(MIB, MIB, 10, 8 * KIB, KIB);
        String start = "Content-Disposition: form-data; name=\"soknadJson\"; filename=\"";
        String fyll = "å".repeat((8 * KIB - start.length() - "\"\r\n\r\n".length()) / 2);
        String hode = start + fyll + "\"";
        String rest = " ".repeat(8 * KIB - "\r\n\r\n".length() - hode.getBytes(StandardCharsets.UTF_8).length);

        assertAccepted(grenser, new Skjema().del(hode + rest, "{}").ferdig());
        assertTooBig(
                grenser,
                new Skjema().del(hode + rest + " ", "{}").ferdig(),
                LES_ALT,
                "Hodet til del nr. 1 overskrider grensen på 8 KiB");
    }

    @Test
    void a_head_without_end_is_refused_at_its_limit() {
        Grenser grenser = new Grenser(MIB, MIB, 10, 8 * KIB, KIB);
        ByteArrayInputStream body = new ByteArrayInputStream(new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmF\r\nX: " + "x".repeat(500 * KIB))
                .avkuttet());
        assertThat(refusal(grenser, body, LES_ALT).code()).isEqualTo(ErrorCode.FOR_STOR);
        assertThat(body.available()).isGreaterThan(400 * KIB);
    }

    @Test
    void one_json_part() {
        Grenser grenser = new Grenser(MIB, MIB, 10, KIB, 4 * KIB);
        assertAccepted(
                grenser, new Skjema().json("soknadJson", "x".repeat(4 * KIB)).ferdig());
        assertTooBig(
                grenser,
                new Skjema().json("soknadJson", "x".repeat(4 * KIB + 1)).ferdig(),
                LES_ALT,
                "Delen soknadJson overskrider grensen på 4 KiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {4 * KIB, 500 * KIB})
    void one_metadata_is_bounded_by_the_json_limit_and_by_64_kib(int maksJson) {
        int maks = Math.min(maksJson, 64 * KIB);
        Grenser grenser = new Grenser(MIB, MIB, 10, KIB, maksJson);
        String paaGrensen = Skjema.metadataJson("a")
                .replace("}", " ".repeat(maks - Skjema.metadataJson("a").length()) + "}");

        assertThat(paaGrensen).hasSize(maks);
        assertAccepted(
                grenser, new Skjema().json("m", paaGrensen).fil(Skjema.cms(9)).ferdig());
        assertTooBig(
                grenser,
                new Skjema().json("m", paaGrensen + " ").fil(Skjema.cms(9)).ferdig(),
                LES_ALT,
                "Metadata nr. 1 overskrider grensen på " + maks / KIB + " KiB");
    }

    @Test
    void a_limit_may_be_as_high_as_numbers_go() {
        Grenser grenser = new Grenser(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, KIB);
        assertAccepted(grenser, new Skjema().metadata("a").fil(Skjema.cms(9)).ferdig());
    }

    private static void assertAccepted(Grenser grenser, byte[] body) {
        assertThatCode(() -> les(grenser, new ByteArrayInputStream(body), LES_ALT))
                .doesNotThrowAnyException();
        assertThatCode(() -> les(grenser, Kilder.enOgEn(body), LES_INGENTING)).doesNotThrowAnyException();
    }

    private static void assertTooBig(Grenser grenser, byte[] body, Filmottak<byte[]> filmottak, String message) {
        ApiException e = refusal(grenser, new ByteArrayInputStream(body), filmottak);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.code()).isEqualTo(ErrorCode.FOR_STOR);
    }

    private static ApiException refusal(Grenser grenser, InputStream body, Filmottak<byte[]> filmottak) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> les(grenser, body, filmottak));
        assertThat(e).isNotNull();
        return e;
    }

    private static MottattSkjema<byte[]> les(Grenser grenser, InputStream body, Filmottak<byte[]> filmottak)
            throws IOException {
        return new SkjemaLeser(grenser).les(Skjema.type(), body, Set.of("soknadJson", "vedleggJson"), filmottak);
    }
}
