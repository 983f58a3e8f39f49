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
class FormLimitsTest {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    private static final FileSink<byte[]> READ_ALL = InputStream::readAllBytes;
    private static final FileSink<byte[]> READ_NOTHING = file -> new byte[0];

    @Test
    void the_whole_request() {
        int frame = new MultipartForm().metadata("a").file(new byte[0]).done().length;
        UploadLimits limits = new UploadLimits(MIB, MIB, 10, KIB, KIB);
        byte[] atLimit = new MultipartForm()
                .metadata("a")
                .file(MultipartForm.cms(MIB - frame))
                .done();
        byte[] over = new MultipartForm()
                .metadata("a")
                .file(MultipartForm.cms(MIB - frame + 1))
                .done();

        assertThat(atLimit).hasSize(MIB);
        assertAccepted(limits, atLimit);
        assertTooBig(limits, over, READ_ALL, "Forespørselen overskrider grensen på 1 MiB");
        assertTooBig(limits, over, READ_NOTHING, "Forespørselen overskrider grensen på 1 MiB");
    }

    @Test
    void the_whole_request_counts_preamble_and_epilogue() {
        byte[] body = new MultipartForm().json("soknadJson", "{}").done();
        UploadLimits limits = new UploadLimits(2 * KIB, KIB, 10, KIB, KIB);
        int rest = 2 * KIB - body.length;

        assertAccepted(
                limits, new MultipartForm().raw(body).text("x".repeat(rest)).truncated());
        assertTooBig(
                limits, new MultipartForm().raw(body).text("x".repeat(rest + 1)).truncated(), READ_ALL, "2 KiB");
        assertAccepted(
                limits,
                new MultipartForm()
                        .text("x".repeat(rest - 2) + "\r\n")
                        .raw(body)
                        .truncated());
        assertTooBig(
                limits,
                new MultipartForm()
                        .text("x".repeat(rest - 1) + "\r\n")
                        .raw(body)
                        .truncated(),
                READ_ALL,
                "2 KiB");
    }

    @Test
    void no_more_than_one_byte_above_the_limit_is_taken_from_the_body() {
        ByteArrayInputStream body = new ByteArrayInputStream(new MultipartForm()
                .metadata("a")
                .file(MultipartForm.cms(100 * KIB))
                .done());
        int length = body.available();
        UploadLimits limits = new UploadLimits(10 * KIB, 10 * KIB, 10, KIB, KIB);
        assertThat(refusal(limits, body, READ_ALL).code()).isEqualTo(ErrorCode.FOR_STOR);
        assertThat(length - body.available()).isEqualTo(10 * KIB + 1);
    }

    @Test
    void one_file_with_room_for_what_encryption_adds() {
        UploadLimits limits = new UploadLimits(MIB, 50 * KIB, 10, KIB, KIB);
        int part = Math.toIntExact(limits.maxFilePart());
        assertThat(part).isGreaterThan(50 * KIB);
        assertAccepted(
                limits,
                new MultipartForm().metadata("a").file(MultipartForm.cms(part)).done());
        byte[] over = new MultipartForm()
                .metadata("a")
                .file(MultipartForm.cms(part + 1))
                .done();
        assertTooBig(limits, over, READ_ALL, "En fil overskrider grensen på 50 KiB");
        assertTooBig(limits, over, READ_NOTHING, "En fil overskrider grensen på 50 KiB");
    }

    @Test
    void a_receiver_that_swallows_the_refusal_of_a_file_cannot_complete_the_form() {
        UploadLimits limits = new UploadLimits(MIB, 50 * KIB, 10, KIB, KIB);
        byte[] over = new MultipartForm()
                .metadata("a")
                .file(MultipartForm.cms(400 * KIB))
                .done();
        assertTooBig(
                limits,
                over,
                file -> {
                    try {
                        return file.readAllBytes();
                    } catch (ApiException e) {
                        return new byte[0];
                    }
                },
                "50 KiB");
    }

    @Test
    void the_number_of_parts_counts_json_metadata_and_files() {
        UploadLimits limits = new UploadLimits(MIB, MIB, 5, KIB, KIB);
        MultipartForm five = new MultipartForm()
                .json("soknadJson", "{}")
                .metadata("a")
                .metadata("b")
                .file(MultipartForm.cms(10))
                .file(MultipartForm.cms(10));
        byte[] truncated = five.truncated();
        assertAccepted(limits, new MultipartForm().raw(truncated).done());
        assertTooBig(
                limits,
                new MultipartForm().raw(truncated).json("vedleggJson", "{}").done(),
                READ_ALL,
                "Forespørselen overskrider grensen på 5 deler");
    }

    @Test
    void the_head_of_a_part_with_its_blank_line() {
        UploadLimits limits = new UploadLimits(MIB, MIB, 10, 8 * KIB, KIB);
        String start = "Content-Disposition: form-data; name=\"soknadJson\"; filename=\"";
        String fill = "å".repeat((8 * KIB - start.length() - "\"\r\n\r\n".length()) / 2);
        String header = start + fill + "\"";
        String rest = " ".repeat(8 * KIB - "\r\n\r\n".length() - header.getBytes(StandardCharsets.UTF_8).length);

        assertAccepted(limits, new MultipartForm().part(header + rest, "{}").done());
        assertTooBig(
                limits,
                new MultipartForm().part(header + rest + " ", "{}").done(),
                READ_ALL,
                "Hodet til del nr. 1 overskrider grensen på 8 KiB");
    }

    @Test
    void a_head_without_end_is_refused_at_its_limit() {
        UploadLimits limits = new UploadLimits(MIB, MIB, 10, 8 * KIB, KIB);
        ByteArrayInputStream body = new ByteArrayInputStream(new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmF\r\nX: " + "x".repeat(500 * KIB))
                .truncated());
        assertThat(refusal(limits, body, READ_ALL).code()).isEqualTo(ErrorCode.FOR_STOR);
        assertThat(body.available()).isGreaterThan(400 * KIB);
    }

    @Test
    void one_json_part() {
        UploadLimits limits = new UploadLimits(MIB, MIB, 10, KIB, 4 * KIB);
        assertAccepted(
                limits,
                new MultipartForm().json("soknadJson", "x".repeat(4 * KIB)).done());
        assertTooBig(
                limits,
                new MultipartForm().json("soknadJson", "x".repeat(4 * KIB + 1)).done(),
                READ_ALL,
                "Delen soknadJson overskrider grensen på 4 KiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {4 * KIB, 500 * KIB})
    void one_metadata_is_bounded_by_the_json_limit_and_by_64_kib(int maxJson) {
        int max = Math.min(maxJson, 64 * KIB);
        UploadLimits limits = new UploadLimits(MIB, MIB, 10, KIB, maxJson);
        String atLimit = MultipartForm.metadataJson("a")
                .replace("}", " ".repeat(max - MultipartForm.metadataJson("a").length()) + "}");

        assertThat(atLimit).hasSize(max);
        assertAccepted(
                limits,
                new MultipartForm()
                        .json("m", atLimit)
                        .file(MultipartForm.cms(9))
                        .done());
        assertTooBig(
                limits,
                new MultipartForm()
                        .json("m", atLimit + " ")
                        .file(MultipartForm.cms(9))
                        .done(),
                READ_ALL,
                "Metadata nr. 1 overskrider grensen på " + max / KIB + " KiB");
    }

    @Test
    void a_limit_may_be_as_high_as_numbers_go() {
        UploadLimits limits =
                new UploadLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, KIB);
        assertAccepted(
                limits,
                new MultipartForm().metadata("a").file(MultipartForm.cms(9)).done());
    }

    private static void assertAccepted(UploadLimits limits, byte[] body) {
        assertThatCode(() -> read(limits, new ByteArrayInputStream(body), READ_ALL))
                .doesNotThrowAnyException();
        assertThatCode(() -> read(limits, Sources.oneByOne(body), READ_NOTHING)).doesNotThrowAnyException();
    }

    private static void assertTooBig(UploadLimits limits, byte[] body, FileSink<byte[]> fileSink, String message) {
        ApiException e = refusal(limits, new ByteArrayInputStream(body), fileSink);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.code()).isEqualTo(ErrorCode.FOR_STOR);
    }

    private static ApiException refusal(UploadLimits limits, InputStream body, FileSink<byte[]> fileSink) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> read(limits, body, fileSink));
        assertThat(e).isNotNull();
        return e;
    }

    private static ReceivedForm<byte[]> read(UploadLimits limits, InputStream body, FileSink<byte[]> fileSink)
            throws IOException {
        return new FormReader(limits).read(MultipartForm.type(), body, Set.of("soknadJson", "vedleggJson"), fileSink);
    }
}
