package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
    private static final Set<String> JSON_PARTS = Set.of("soknadJson", "vedleggJson");
    private static final byte[] CMS = MultipartForm.cms(300);
    private static final String BOM = "\uFEFF";

    private final FormReader reader = new FormReader(new UploadLimits(1 << 20, 1 << 20, 100, 8192, 1 << 20));

    // Which part is what

    @Test
    void a_form_without_parts_is_empty() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm().done());
        assertThat(loaded.json()).isEmpty();
        assertThat(loaded.filer()).isEmpty();
    }

    @Test
    void json_parts_come_in_any_order_also_after_files() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .json("vedleggJson", "{}")
                .metadata("a.pdf")
                .file(CMS)
                .json("soknadJson", "{\"a\":1}")
                .done());
        assertThat(loaded.json()).containsOnlyKeys("vedleggJson", "soknadJson");
        assertThat(loaded.json().get("soknadJson")).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.filer()).hasSize(1);
    }

    @Test
    void a_known_name_makes_a_json_part_whatever_it_holds() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .json("soknadJson", "ikke json")
                .json("vedleggJson", "")
                .done());
        assertThat(loaded.json().get("soknadJson")).isEqualTo("ikke json".getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.json().get("vedleggJson")).isEmpty();
    }

    @Test
    void the_name_of_a_json_part_is_compared_exactly() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .json("SOKNADJSON", MultipartForm.metadataJson("a.pdf"))
                .file(CMS)
                .done());
        assertThat(loaded.json()).isEmpty();
        assertThat(filnavn(loaded)).containsExactly("a.pdf");
    }

    @Test
    void a_json_part_that_comes_twice_is_refused() {
        assertRefused(
                new MultipartForm()
                        .json("soknadJson", "{}")
                        .json("soknadJson", "{}")
                        .done(),
                ErrorCode.UGYLDIG_FORESPORSEL,
                "soknadJson");
    }

    @Test
    void metadata_may_start_with_a_byte_order_mark_and_blanks() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .json("m", " \t\r\n" + MultipartForm.metadataJson("blanke.pdf"))
                .json("m", BOM + MultipartForm.metadataJson("bom.pdf"))
                .file(CMS)
                .file(CMS)
                .done());
        assertThat(filnavn(loaded)).containsExactly("blanke.pdf", "bom.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "[{}]", "\u00ef\u00bb{", "x{", "}", "\"{\""})
    void what_does_not_start_like_an_object_is_a_file_and_reaches_the_receiver_unchanged(String content)
            throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        ReceivedForm<byte[]> loaded =
                read(new MultipartForm().metadata("a").file(bytes).done());
        assertThat(loaded.filer().getFirst().innhold()).isEqualTo(bytes);
    }

    @Test
    void a_part_of_more_than_1024_blanks_is_a_file() throws IOException {
        byte[] blanks = new byte[5000];
        Arrays.fill(blanks, (byte) ' ');
        blanks[4999] = '{';
        ReceivedForm<byte[]> loaded =
                read(new MultipartForm().metadata("a").file(blanks).done());
        assertThat(loaded.filer().getFirst().innhold()).isEqualTo(blanks);
    }

    @Test
    void files_may_lack_names_and_metadata_may_have_a_file_name() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .part("Content-Disposition: form-data", CMS)
                .part("Content-Type: application/octet-stream", CMS)
                .part(
                        "Content-Disposition: form-data; name=\"hva som helst\"; filename=\"m.json\"",
                        MultipartForm.metadataJson("1.pdf"))
                .part("Content-Type: application/pdf", MultipartForm.metadataJson("2.pdf"))
                .done());
        assertThat(filnavn(loaded)).containsExactly("1.pdf", "2.pdf");
    }

    @Test
    void the_first_metadata_belongs_to_the_first_file_however_they_are_mixed() throws IOException {
        byte[] file1 = MultipartForm.cms(101);
        byte[] file2 = MultipartForm.cms(102);
        byte[] file3 = MultipartForm.cms(103);
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .file(file1)
                .metadata("1")
                .metadata("2")
                .metadata("3")
                .file(file2)
                .file(file3)
                .done());
        assertThat(filnavn(loaded)).containsExactly("1", "2", "3");
        assertThat(loaded.filer()).extracting(f -> f.innhold().length).containsExactly(101, 102, 103);
    }

    @Test
    void the_name_in_content_disposition_is_never_used() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .metadata("riktig.pdf")
                .part("Content-Disposition: form-data; name=\"files\"; filename=\"feil.pdf\"", CMS)
                .done());
        assertThat(filnavn(loaded)).containsExactly("riktig.pdf");
    }

    @Test
    void too_few_files_are_refused_with_the_counts() {
        assertRefused(
                new MultipartForm()
                        .metadata("a")
                        .file(CMS)
                        .metadata("b")
                        .metadata("c")
                        .done(),
                ErrorCode.MANGLER_DEL,
                "Fil mangler: forespørselen har metadata for 3 filer, men bare 1 filer");
    }

    @Test
    void too_few_metadata_are_refused_with_the_counts() {
        assertRefused(
                new MultipartForm().metadata("a").file(CMS).file(CMS).done(),
                ErrorCode.MANGLER_DEL,
                "Metadata mangler: forespørselen har 2 filer, men bare metadata for 1 av dem");
    }

    // Metadata

    @Test
    void mimetype_may_be_null_or_absent_and_other_fields_are_ignored() throws IOException {
        ReceivedForm<byte[]> loaded = read(new MultipartForm()
                .json("m", "{\"filnavn\":\"a\",\"mimetype\":null,\"storrelse\":0,\"ny\":{\"x\":[1]}}")
                .json("m", "{\"storrelse\":9223372036854775807,\"filnavn\":\" b \"}")
                .file(CMS)
                .file(CMS)
                .done());
        assertThat(loaded.filer())
                .extracting(FileEntry::metadata)
                .containsExactly(new FileMetadata("a", null, 0), new FileMetadata(" b ", null, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filnavn   | {'storrelse':1}",
                "filnavn   | {'filnavn':null,'storrelse':1}",
                "filnavn   | {'filnavn':'','storrelse':1}",
                "filnavn   | {'filnavn':' \\t','storrelse':1}",
                "filnavn   | {'filnavn':7,'storrelse':1}",
                "filnavn   | {'filnavn':['a'],'storrelse':1}",
                "mimetype  | {'filnavn':'a','mimetype':7,'storrelse':1}",
                "mimetype  | {'filnavn':'a','mimetype':{},'storrelse':1}",
                "storrelse | {'filnavn':'a'}",
                "storrelse | {'filnavn':'a','storrelse':null}",
                "storrelse | {'filnavn':'a','storrelse':-1}",
                "storrelse | {'filnavn':'a','storrelse':1.0}",
                "storrelse | {'filnavn':'a','storrelse':1e3}",
                "storrelse | {'filnavn':'a','storrelse':'1'}",
                "storrelse | {'filnavn':'a','storrelse':true}",
                "storrelse | {'filnavn':'a','storrelse':9223372036854775808}",
                "JSON      | {'filnavn':'a','storrelse':1",
                "JSON      | {'filnavn':'a','filnavn':'b','storrelse':1}",
                "JSON      | {'filnavn':'a','storrelse':1} {}",
            },
            quoteCharacter = '`')
    void wrong_metadata_is_refused_with_its_number_and_field(String field, String json) {
        byte[] body = new MultipartForm()
                .metadata("a")
                .file(CMS)
                .json("m", json.replace('\'', '"'))
                .file(CMS)
                .done();
        assertRefused(body, ErrorCode.UGYLDIG_METADATA, "Metadata nr. 2 ");
        assertRefused(body, ErrorCode.UGYLDIG_METADATA, field);
    }

    // The frame

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "application/json",
                "multipart/mixed; boundary=x",
                "multipart/form-datax; boundary=x",
                "text/plain; x=multipart/form-data"
            })
    void another_content_type_is_refused(String contentType) {
        assertCode(contentType, new MultipartForm().done(), ErrorCode.FEIL_INNHOLDSTYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data;",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"x \"",
                "multipart/form-data; boundary=æ",
                "multipart/form-data; boundary=00000000001111111111222222222233333333334444444444555555555566666666667"
            })
    void a_missing_or_impossible_boundary_is_refused(String contentType) {
        assertCode(contentType, new MultipartForm().done(), ErrorCode.UGYLDIG_FORESPORSEL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data;boundary=a'b+c",
                "Multipart/Form-Data; charset=UTF-8; Boundary=a'b+c",
                "multipart/form-data ; boundary=\"a'b+c\" ; charset=x",
                "multipart/form-data; boundary=a'b+c ;x"
            })
    void the_content_type_is_read_in_all_its_spellings(String contentType) throws IOException {
        byte[] body = new MultipartForm("a'b+c").json("soknadJson", "{}").done();
        assertThat(reader.read(contentType, new ByteArrayInputStream(body), JSON_PARTS, InputStream::readAllBytes)
                        .json())
                .containsOnlyKeys("soknadJson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"soknadJson\"",
                "content-disposition:form-data;name=soknadJson",
                "CONTENT-DISPOSITION: FORM-DATA; NAME=soknadJson",
                "Content-Disposition : form-data; name=\"soknadJson\"",
                "X: y\r\nContent-Disposition: form-data;\r\n name=\"soknadJson\"",
                "Content-Disposition: form-data; name=\"soknadJson\"; filename=\"a; name=vedleggJson\"",
                "Content-Disposition: form-data; filename=\"a; name=vedleggJson\"; name=\"soknadJson\"",
                "Content-Disposition: form-data; name=\"soknadJson\"; filename=\"æ \"ø\" å.pdf",
                "Content-Disposition: form-data; filename=\"a \"b\" c.pdf\"; name=\"soknadJson\"",
                "Content-Disposition: form-data; filename=\"a \\\"b; name=x\\\" c.pdf\"; name=\"soknadJson\"",
            })
    void the_name_of_a_part_is_read_in_all_its_spellings(String header) throws IOException {
        assertThat(read(new MultipartForm().part(header, "{}").done()).json()).containsOnlyKeys("soknadJson");
    }

    @Test
    void bytes_of_no_encoding_in_a_file_name_do_no_harm() throws IOException {
        byte[] body = new MultipartForm()
                .metadata("a.pdf")
                .text("--x3kmZwR5J6M3qn9rmF\r\nContent-Disposition: form-data; name=files; filename=\"")
                .raw(new byte[] {(byte) 0xff, (byte) 0xc3, 0, (byte) 0x80})
                .text("\"\r\n\r\n")
                .raw(CMS)
                .text("\r\n")
                .done();
        assertThat(read(body).filer().getFirst().innhold()).isEqualTo(CMS);
    }

    @Test
    void preamble_and_epilogue_are_read_over() throws IOException {
        byte[] body = new MultipartForm()
                .text("This is a message --x3kmZwR5J6M3qn9rmF in several parts.\r\n\r\n")
                .json("soknadJson", "{}")
                .done();
        byte[] withEpilogue = new MultipartForm()
                .raw(body)
                .text("noe mer\r\n--x3kmZwR5J6M3qn9rmF\r\nx\r\n")
                .truncated();
        ByteArrayInputStream source = new ByteArrayInputStream(withEpilogue);
        assertThat(reader.read(MultipartForm.type(), source, JSON_PARTS, InputStream::readAllBytes)
                        .json())
                .containsOnlyKeys("soknadJson");
        assertThat(source.available()).as("left in the body").isZero();
    }

    @Test
    void a_boundary_inside_a_line_is_content() throws IOException {
        byte[] content = "0 --x3kmZwR5J6M3qn9rmF\r\n\n--x3kmZwR5J6M3qn9rmF--".getBytes(StandardCharsets.UTF_8);
        assertThat(read(new MultipartForm().metadata("a").file(content).done())
                        .filer()
                        .getFirst()
                        .innhold())
                .isEqualTo(content);
    }

    @Test
    void a_part_without_a_head_is_refused_and_does_not_swallow_the_next() {
        byte[] body = new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmF\r\n\r\ninnhold\r\n")
                .json("soknadJson", "{}")
                .done();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "Del nr. 1 har et ugyldig hode");
    }

    @Test
    void a_head_that_runs_into_the_next_part_is_refused() {
        byte[] body = new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmF\r\nContent-Disposition: form-data; name=vedleggJson\r\n")
                .json("soknadJson", "{}")
                .done();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "Del nr. 1 har et ugyldig hode");
    }

    @Test
    void text_after_a_boundary_is_refused() {
        byte[] body = new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmFxx\r\n")
                .json("soknadJson", "{}")
                .done();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "ikke gyldig multipart/form-data");
    }

    @Test
    void a_body_without_its_end_is_refused_even_when_all_parts_came() {
        assertRefused(
                new MultipartForm()
                        .json("soknadJson", "{}")
                        .metadata("a")
                        .file(CMS)
                        .truncated(),
                ErrorCode.UGYLDIG_FORESPORSEL,
                "ikke komplett");
        assertRefused(new byte[0], ErrorCode.UGYLDIG_FORESPORSEL, "ikke komplett");
    }

    // The receiver of files

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150, 299, 300})
    void what_the_receiver_leaves_is_skipped(int beingRead) throws IOException {
        byte[] body = new MultipartForm()
                .metadata("a")
                .file(CMS)
                .metadata("b")
                .file(CMS)
                .json("soknadJson", "{}")
                .done();
        ReceivedForm<Integer> loaded = reader.read(
                MultipartForm.type(),
                new ByteArrayInputStream(body),
                JSON_PARTS,
                file -> file.readNBytes(beingRead).length);
        assertThat(loaded.filer()).extracting(FileEntry::innhold).containsExactly(beingRead, beingRead);
        assertThat(loaded.json()).containsOnlyKeys("soknadJson");
    }

    @Test
    void the_receiver_may_close_its_file() throws IOException {
        byte[] body = new MultipartForm()
                .metadata("a")
                .file(CMS)
                .metadata("b")
                .file(CMS)
                .done();
        ReceivedForm<Integer> loaded =
                reader.read(MultipartForm.type(), new ByteArrayInputStream(body), JSON_PARTS, file -> {
                    try (file) {
                        return file.read();
                    }
                });
        assertThat(loaded.filer()).extracting(FileEntry::innhold).containsExactly(0x30, 0x30);
    }

    @Test
    void a_file_that_is_kept_cannot_be_read_later() throws IOException {
        byte[] body = new MultipartForm().metadata("a").file(CMS).done();
        ReceivedForm<InputStream> loaded =
                reader.read(MultipartForm.type(), new ByteArrayInputStream(body), JSON_PARTS, file -> file);
        InputStream kept = loaded.filer().getFirst().innhold();
        assertThatThrownBy(kept::read).isInstanceOf(IOException.class);
    }

    @Test
    void what_the_receiver_throws_comes_out_untouched() {
        ApiException avvist = new ApiException(ErrorCode.UGYLDIG_CMS, "nei");
        IOException failure = new IOException("disk");
        byte[] body = new MultipartForm().metadata("a").file(CMS).done();
        assertThatThrownBy(() -> read(body, file -> {
                    throw avvist;
                }))
                .isSameAs(avvist);
        assertThatThrownBy(() -> read(body, file -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void a_receiver_that_swallows_the_failure_of_the_body_cannot_complete_the_form() {
        byte[] body = new MultipartForm().metadata("a").file(CMS).done();
        int midFile = body.length - 100;
        IOException breach = new IOException("gone");
        assertThatThrownBy(() -> reader.read(
                        MultipartForm.type(),
                        Sources.thatBreaks(body, midFile, breach),
                        JSON_PARTS,
                        FormReaderTest::readAndSwallow))
                .isSameAs(breach);
        assertThatThrownBy(() -> reader.read(
                        MultipartForm.type(),
                        new ByteArrayInputStream(body, 0, midFile),
                        JSON_PARTS,
                        FormReaderTest::readAndSwallow))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("ikke komplett");
    }

    @Test
    void a_receiver_that_reads_on_after_the_failure_does_not_hide_it() {
        byte[] body = new MultipartForm().metadata("a").file(CMS).done();
        IOException breach = new IOException("gone");
        assertThatThrownBy(() -> reader.read(
                        MultipartForm.type(), Sources.thatBreaks(body, body.length - 100, breach), JSON_PARTS, file -> {
                            try (Closeable rest = file::readAllBytes) {
                                assertThat(rest).isNotNull();
                                return file.readAllBytes();
                            }
                        }))
                .isSameAs(breach);
    }

    @Test
    void each_file_is_received_before_the_next_part_is_looked_at() {
        List<Integer> received = new ArrayList<>();
        byte[] body =
                new MultipartForm().file(CMS).file(CMS).json("m", "{ikke json").done();
        assertThatThrownBy(() -> read(body, file -> received.add(file.readAllBytes().length)))
                .isInstanceOf(ApiException.class);
        assertThat(received).containsExactly(300, 300);
    }

    @Test
    void the_name_of_a_file_is_not_printed() {
        assertThat(new FileMetadata("kari-nordmann.pdf", null, 1).toString()).doesNotContain("kari");
    }

    private static int readAndSwallow(InputStream file) {
        try {
            return file.readAllBytes().length;
        } catch (IOException | ApiException e) {
            return -1;
        }
    }

    private ReceivedForm<byte[]> read(byte[] body) throws IOException {
        return read(body, InputStream::readAllBytes);
    }

    private <T> ReceivedForm<T> read(byte[] body, FileSink<T> fileSink) throws IOException {
        return reader.read(MultipartForm.type(), new ByteArrayInputStream(body), JSON_PARTS, fileSink);
    }

    private static List<String> filnavn(ReceivedForm<?> loaded) {
        return loaded.filer().stream().map(file -> file.metadata().filnavn()).toList();
    }

    private void assertRefused(byte[] body, ErrorCode code, String message) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> read(body));
        assertThat(e).hasMessageContaining(message);
        assertThat(e.code()).isEqualTo(code);
    }

    private void assertCode(@Nullable String contentType, byte[] body, ErrorCode code) {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> reader.read(contentType, new ByteArrayInputStream(body), JSON_PARTS, InputStream::readAllBytes));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", " \t  "})
    void blanks_after_a_boundary_are_no_part_of_it(String blanks) throws IOException {
        byte[] content = ("x\r\n--x3kmZwR5J6M3qn9rm \r\n-- " + blanks + "\r").getBytes(StandardCharsets.UTF_8);
        byte[] body = new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmF" + blanks + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
                        + MultipartForm.metadataJson("a.pdf") + "\r\n--x3kmZwR5J6M3qn9rmF" + blanks
                        + "\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\n")
                .raw(content)
                .text("\r\n--x3kmZwR5J6M3qn9rmF--" + blanks + "\r\n")
                .truncated();
        assertThat(read(body).filer().getFirst().innhold()).isEqualTo(content);
        // However it is cut on its way.
        InputStream oneByOne = new java.io.FilterInputStream(new ByteArrayInputStream(body)) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1));
            }
        };
        assertThat(reader.read(MultipartForm.type(), oneByOne, JSON_PARTS, InputStream::readAllBytes)
                        .filer()
                        .getFirst()
                        .innhold())
                .isEqualTo(content);
    }

    @Test
    void other_characters_after_a_boundary_and_its_blanks_are_refused() {
        byte[] body = new MultipartForm()
                .text("--x3kmZwR5J6M3qn9rmF x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n")
                .done();
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(ApiException.class, () -> read(body))
                        .code())
                .isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
    }
}
