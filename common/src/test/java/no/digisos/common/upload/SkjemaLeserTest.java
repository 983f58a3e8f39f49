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

class SkjemaLeserTest {
    private static final Set<String> JSON_DELER = Set.of("soknadJson", "vedleggJson");
    private static final byte[] CMS = Skjema.cms(300);
    private static final String BOM = "\uFEFF";

    private final SkjemaLeser leser = new SkjemaLeser(new Grenser(1 << 20, 1 << 20, 100, 8192, 1 << 20));

    // Which part is what

    @Test
    void a_form_without_parts_is_empty() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema().ferdig());
        assertThat(lest.json()).isEmpty();
        assertThat(lest.filer()).isEmpty();
    }

    @Test
    void json_parts_come_in_any_order_also_after_files() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .json("vedleggJson", "{}")
                .metadata("a.pdf")
                .fil(CMS)
                .json("soknadJson", "{\"a\":1}")
                .ferdig());
        assertThat(lest.json()).containsOnlyKeys("vedleggJson", "soknadJson");
        assertThat(lest.json().get("soknadJson")).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(lest.filer()).hasSize(1);
    }

    @Test
    void a_known_name_makes_a_json_part_whatever_it_holds() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .json("soknadJson", "ikke json")
                .json("vedleggJson", "")
                .ferdig());
        assertThat(lest.json().get("soknadJson")).isEqualTo("ikke json".getBytes(StandardCharsets.UTF_8));
        assertThat(lest.json().get("vedleggJson")).isEmpty();
    }

    @Test
    void the_name_of_a_json_part_is_compared_exactly() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .json("SOKNADJSON", Skjema.metadataJson("a.pdf"))
                .fil(CMS)
                .ferdig());
        assertThat(lest.json()).isEmpty();
        assertThat(filnavn(lest)).containsExactly("a.pdf");
    }

    @Test
    void a_json_part_that_comes_twice_is_refused() {
        assertRefused(
                new Skjema().json("soknadJson", "{}").json("soknadJson", "{}").ferdig(),
                ErrorCode.UGYLDIG_FORESPORSEL,
                "soknadJson");
    }

    @Test
    void metadata_may_start_with_a_byte_order_mark_and_blanks() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .json("m", " \t\r\n" + Skjema.metadataJson("blanke.pdf"))
                .json("m", BOM + Skjema.metadataJson("bom.pdf"))
                .fil(CMS)
                .fil(CMS)
                .ferdig());
        assertThat(filnavn(lest)).containsExactly("blanke.pdf", "bom.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "[{}]", "\u00ef\u00bb{", "x{", "}", "\"{\""})
    void what_does_not_start_like_an_object_is_a_file_and_reaches_the_receiver_unchanged(String innhold)
            throws IOException {
        byte[] bytes = innhold.getBytes(StandardCharsets.ISO_8859_1);
        MottattSkjema<byte[]> lest = les(new Skjema().metadata("a").fil(bytes).ferdig());
        assertThat(lest.filer().getFirst().innhold()).isEqualTo(bytes);
    }

    @Test
    void a_part_of_more_than_1024_blanks_is_a_file() throws IOException {
        byte[] blanke = new byte[5000];
        Arrays.fill(blanke, (byte) ' ');
        blanke[4999] = '{';
        MottattSkjema<byte[]> lest = les(new Skjema().metadata("a").fil(blanke).ferdig());
        assertThat(lest.filer().getFirst().innhold()).isEqualTo(blanke);
    }

    @Test
    void files_may_lack_names_and_metadata_may_have_a_file_name() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .del("Content-Disposition: form-data", CMS)
                .del("Content-Type: application/octet-stream", CMS)
                .del(
                        "Content-Disposition: form-data; name=\"hva som helst\"; filename=\"m.json\"",
                        Skjema.metadataJson("1.pdf"))
                .del("Content-Type: application/pdf", Skjema.metadataJson("2.pdf"))
                .ferdig());
        assertThat(filnavn(lest)).containsExactly("1.pdf", "2.pdf");
    }

    @Test
    void the_first_metadata_belongs_to_the_first_file_however_they_are_mixed() throws IOException {
        byte[] fil1 = Skjema.cms(101);
        byte[] fil2 = Skjema.cms(102);
        byte[] fil3 = Skjema.cms(103);
        MottattSkjema<byte[]> lest = les(new Skjema()
                .fil(fil1)
                .metadata("1")
                .metadata("2")
                .metadata("3")
                .fil(fil2)
                .fil(fil3)
                .ferdig());
        assertThat(filnavn(lest)).containsExactly("1", "2", "3");
        assertThat(lest.filer()).extracting(f -> f.innhold().length).containsExactly(101, 102, 103);
    }

    @Test
    void the_name_in_content_disposition_is_never_used() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .metadata("riktig.pdf")
                .del("Content-Disposition: form-data; name=\"files\"; filename=\"feil.pdf\"", CMS)
                .ferdig());
        assertThat(filnavn(lest)).containsExactly("riktig.pdf");
    }

    @Test
    void too_few_files_are_refused_with_the_counts() {
        assertRefused(
                new Skjema().metadata("a").fil(CMS).metadata("b").metadata("c").ferdig(),
                ErrorCode.MANGLER_DEL,
                "Fil mangler: forespørselen har metadata for 3 filer, men bare 1 filer");
    }

    @Test
    void too_few_metadata_are_refused_with_the_counts() {
        assertRefused(
                new Skjema().metadata("a").fil(CMS).fil(CMS).ferdig(),
                ErrorCode.MANGLER_DEL,
                "Metadata mangler: forespørselen har 2 filer, men bare metadata for 1 av dem");
    }

    // Metadata

    @Test
    void mimetype_may_be_null_or_absent_and_other_fields_are_ignored() throws IOException {
        MottattSkjema<byte[]> lest = les(new Skjema()
                .json("m", "{\"filnavn\":\"a\",\"mimetype\":null,\"storrelse\":0,\"ny\":{\"x\":[1]}}")
                .json("m", "{\"storrelse\":9223372036854775807,\"filnavn\":\" b \"}")
                .fil(CMS)
                .fil(CMS)
                .ferdig());
        assertThat(lest.filer())
                .extracting(Fil::metadata)
                .containsExactly(new Filmetadata("a", null, 0), new Filmetadata(" b ", null, Long.MAX_VALUE));
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
    void wrong_metadata_is_refused_with_its_number_and_field(String felt, String json) {
        byte[] body = new Skjema()
                .metadata("a")
                .fil(CMS)
                .json("m", json.replace('\'', '"'))
                .fil(CMS)
                .ferdig();
        assertRefused(body, ErrorCode.UGYLDIG_METADATA, "Metadata nr. 2 ");
        assertRefused(body, ErrorCode.UGYLDIG_METADATA, felt);
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
        assertCode(contentType, new Skjema().ferdig(), ErrorCode.FEIL_INNHOLDSTYPE);
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
        assertCode(contentType, new Skjema().ferdig(), ErrorCode.UGYLDIG_FORESPORSEL);
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
        byte[] body = new Skjema("a'b+c").json("soknadJson", "{}").ferdig();
        assertThat(leser.les(contentType, new ByteArrayInputStream(body), JSON_DELER, InputStream::readAllBytes)
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
    void the_name_of_a_part_is_read_in_all_its_spellings(String hode) throws IOException {
        assertThat(les(new Skjema().del(hode, "{}").ferdig()).json()).containsOnlyKeys("soknadJson");
    }

    @Test
    void bytes_of_no_encoding_in_a_file_name_do_no_harm() throws IOException {
        byte[] body = new Skjema()
                .metadata("a.pdf")
                .tekst("--x3kmZwR5J6M3qn9rmF\r\nContent-Disposition: form-data; name=files; filename=\"")
                .raw(new byte[] {(byte) 0xff, (byte) 0xc3, 0, (byte) 0x80})
                .tekst("\"\r\n\r\n")
                .raw(CMS)
                .tekst("\r\n")
                .ferdig();
        assertThat(les(body).filer().getFirst().innhold()).isEqualTo(CMS);
    }

    @Test
    void preamble_and_epilogue_are_read_over() throws IOException {
        byte[] body = new Skjema()
                .tekst("This is a message --x3kmZwR5J6M3qn9rmF in several parts.\r\n\r\n")
                .json("soknadJson", "{}")
                .ferdig();
        byte[] medEpilog = new Skjema()
                .raw(body)
                .tekst("noe mer\r\n--x3kmZwR5J6M3qn9rmF\r\nx\r\n")
                .avkuttet();
        ByteArrayInputStream kilde = new ByteArrayInputStream(medEpilog);
        assertThat(leser.les(Skjema.type(), kilde, JSON_DELER, InputStream::readAllBytes)
                        .json())
                .containsOnlyKeys("soknadJson");
        assertThat(kilde.available()).as("left in the body").isZero();
    }

    @Test
    void a_boundary_inside_a_line_is_content() throws IOException {
        byte[] innhold = "0 --x3kmZwR5J6M3qn9rmF\r\n\n--x3kmZwR5J6M3qn9rmF--".getBytes(StandardCharsets.UTF_8);
        assertThat(les(new Skjema().metadata("a").fil(innhold).ferdig())
                        .filer()
                        .getFirst()
                        .innhold())
                .isEqualTo(innhold);
    }

    @Test
    void a_part_without_a_head_is_refused_and_does_not_swallow_the_next() {
        byte[] body = new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmF\r\n\r\ninnhold\r\n")
                .json("soknadJson", "{}")
                .ferdig();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "Del nr. 1 har et ugyldig hode");
    }

    @Test
    void a_head_that_runs_into_the_next_part_is_refused() {
        byte[] body = new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmF\r\nContent-Disposition: form-data; name=vedleggJson\r\n")
                .json("soknadJson", "{}")
                .ferdig();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "Del nr. 1 har et ugyldig hode");
    }

    @Test
    void text_after_a_boundary_is_refused() {
        byte[] body = new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmFxx\r\n")
                .json("soknadJson", "{}")
                .ferdig();
        assertRefused(body, ErrorCode.UGYLDIG_FORESPORSEL, "ikke gyldig multipart/form-data");
    }

    @Test
    void a_body_without_its_end_is_refused_even_when_all_parts_came() {
        assertRefused(
                new Skjema().json("soknadJson", "{}").metadata("a").fil(CMS).avkuttet(),
                ErrorCode.UGYLDIG_FORESPORSEL,
                "ikke komplett");
        assertRefused(new byte[0], ErrorCode.UGYLDIG_FORESPORSEL, "ikke komplett");
    }

    // The receiver of files

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 150, 299, 300})
    void what_the_receiver_leaves_is_skipped(int leses) throws IOException {
        byte[] body = new Skjema()
                .metadata("a")
                .fil(CMS)
                .metadata("b")
                .fil(CMS)
                .json("soknadJson", "{}")
                .ferdig();
        MottattSkjema<Integer> lest = leser.les(
                Skjema.type(), new ByteArrayInputStream(body), JSON_DELER, fil -> fil.readNBytes(leses).length);
        assertThat(lest.filer()).extracting(Fil::innhold).containsExactly(leses, leses);
        assertThat(lest.json()).containsOnlyKeys("soknadJson");
    }

    @Test
    void the_receiver_may_close_its_file() throws IOException {
        byte[] body = new Skjema().metadata("a").fil(CMS).metadata("b").fil(CMS).ferdig();
        MottattSkjema<Integer> lest = leser.les(Skjema.type(), new ByteArrayInputStream(body), JSON_DELER, fil -> {
            try (fil) {
                return fil.read();
            }
        });
        assertThat(lest.filer()).extracting(Fil::innhold).containsExactly(0x30, 0x30);
    }

    @Test
    void a_file_that_is_kept_cannot_be_read_later() throws IOException {
        byte[] body = new Skjema().metadata("a").fil(CMS).ferdig();
        MottattSkjema<InputStream> lest =
                leser.les(Skjema.type(), new ByteArrayInputStream(body), JSON_DELER, fil -> fil);
        InputStream beholdt = lest.filer().getFirst().innhold();
        assertThatThrownBy(beholdt::read).isInstanceOf(IOException.class);
    }

    @Test
    void what_the_receiver_throws_comes_out_untouched() {
        ApiException avvist = new ApiException(ErrorCode.UGYLDIG_CMS, "nei");
        IOException feil = new IOException("disk");
        byte[] body = new Skjema().metadata("a").fil(CMS).ferdig();
        assertThatThrownBy(() -> les(body, fil -> {
                    throw avvist;
                }))
                .isSameAs(avvist);
        assertThatThrownBy(() -> les(body, fil -> {
                    throw feil;
                }))
                .isSameAs(feil);
    }

    @Test
    void a_receiver_that_swallows_the_failure_of_the_body_cannot_complete_the_form() {
        byte[] body = new Skjema().metadata("a").fil(CMS).ferdig();
        int midtIFilen = body.length - 100;
        IOException brudd = new IOException("gone");
        assertThatThrownBy(() -> leser.les(
                        Skjema.type(),
                        Kilder.somBrytes(body, midtIFilen, brudd),
                        JSON_DELER,
                        SkjemaLeserTest::lesOgSvelg))
                .isSameAs(brudd);
        assertThatThrownBy(() -> leser.les(
                        Skjema.type(),
                        new ByteArrayInputStream(body, 0, midtIFilen),
                        JSON_DELER,
                        SkjemaLeserTest::lesOgSvelg))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("ikke komplett");
    }

    @Test
    void a_receiver_that_reads_on_after_the_failure_does_not_hide_it() {
        byte[] body = new Skjema().metadata("a").fil(CMS).ferdig();
        IOException brudd = new IOException("gone");
        assertThatThrownBy(() ->
                        leser.les(Skjema.type(), Kilder.somBrytes(body, body.length - 100, brudd), JSON_DELER, fil -> {
                            try (Closeable rest = fil::readAllBytes) {
                                assertThat(rest).isNotNull();
                                return fil.readAllBytes();
                            }
                        }))
                .isSameAs(brudd);
    }

    @Test
    void each_file_is_received_before_the_next_part_is_looked_at() {
        List<Integer> mottatt = new ArrayList<>();
        byte[] body = new Skjema().fil(CMS).fil(CMS).json("m", "{ikke json").ferdig();
        assertThatThrownBy(() -> les(body, fil -> mottatt.add(fil.readAllBytes().length)))
                .isInstanceOf(ApiException.class);
        assertThat(mottatt).containsExactly(300, 300);
    }

    @Test
    void the_name_of_a_file_is_not_printed() {
        assertThat(new Filmetadata("kari-nordmann.pdf", null, 1).toString()).doesNotContain("kari");
    }

    private static int lesOgSvelg(InputStream fil) {
        try {
            return fil.readAllBytes().length;
        } catch (IOException | ApiException e) {
            return -1;
        }
    }

    private MottattSkjema<byte[]> les(byte[] body) throws IOException {
        return les(body, InputStream::readAllBytes);
    }

    private <T> MottattSkjema<T> les(byte[] body, Filmottak<T> filmottak) throws IOException {
        return leser.les(Skjema.type(), new ByteArrayInputStream(body), JSON_DELER, filmottak);
    }

    private static List<String> filnavn(MottattSkjema<?> lest) {
        return lest.filer().stream().map(fil -> fil.metadata().filnavn()).toList();
    }

    private void assertRefused(byte[] body, ErrorCode code, String message) {
        ApiException e = catchThrowableOfType(ApiException.class, () -> les(body));
        assertThat(e).hasMessageContaining(message);
        assertThat(e.code()).isEqualTo(code);
    }

    private void assertCode(@Nullable String contentType, byte[] body, ErrorCode code) {
        ApiException e = catchThrowableOfType(
                ApiException.class,
                () -> leser.les(contentType, new ByteArrayInputStream(body), JSON_DELER, InputStream::readAllBytes));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", " \t  "})
    void blanks_after_a_boundary_are_no_part_of_it(String blanke) throws IOException {
        byte[] innhold = ("x\r\n--x3kmZwR5J6M3qn9rm \r\n-- " + blanke + "\r").getBytes(StandardCharsets.UTF_8);
        byte[] body = new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmF" + blanke + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
                        + Skjema.metadataJson("a.pdf") + "\r\n--x3kmZwR5J6M3qn9rmF" + blanke
                        + "\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\n")
                .raw(innhold)
                .tekst("\r\n--x3kmZwR5J6M3qn9rmF--" + blanke + "\r\n")
                .avkuttet();
        assertThat(les(body).filer().getFirst().innhold()).isEqualTo(innhold);
        // However it is cut on its way.
        InputStream enkeltvis = new java.io.FilterInputStream(new ByteArrayInputStream(body)) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1));
            }
        };
        assertThat(leser.les(Skjema.type(), enkeltvis, JSON_DELER, InputStream::readAllBytes)
                        .filer()
                        .getFirst()
                        .innhold())
                .isEqualTo(innhold);
    }

    @Test
    void other_characters_after_a_boundary_and_its_blanks_are_refused() {
        byte[] body = new Skjema()
                .tekst("--x3kmZwR5J6M3qn9rmF x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n")
                .ferdig();
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(ApiException.class, () -> les(body))
                        .code())
                .isEqualTo(ErrorCode.UGYLDIG_FORESPORSEL);
    }
}
