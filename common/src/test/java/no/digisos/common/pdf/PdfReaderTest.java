package no.digisos.common.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real writers make is in {@code PdfReaderAgainstPdfboxTest}; here is what they seldom make. */
class PdfReaderTest {
    private static final String TRAILER = "trailer\n<< /Size 3 /Root 1 0 R >>\n";
    private static final String ENCRYPTED = "trailer\n<< /Size 3 /Root 1 0 R /Encrypt 2 0 R >>\n";

    @Test
    void a_pdf_has_its_header_within_the_first_1024_bytes() {
        assertThat(verdict("%PDF-1.7\n")).isEqualTo(Pdf.APEN);
        assertThat(verdict(" ".repeat(1019) + "%PDF-1.7\n")).isEqualTo(Pdf.APEN);
        assertThat(verdict(" ".repeat(1020) + "%PDF-1.7\n")).isEqualTo(Pdf.IKKE_PDF);
        assertThat(verdict("\ufeff%%PDF-1.4")).isEqualTo(Pdf.APEN);
        for (String another : List.of("", "%PDF", "%pdf-1.7\n", "PK\u0003\u0004 %PD F-")) {
            assertThat(verdict(another)).as(another).isEqualTo(Pdf.IKKE_PDF);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<</Encrypt 2 0 R/Size 3>>",
                "<< /ID [<01><02>] /Info 5 0 R /Encrypt\r\n2 0 R >>",
                "<</Prev 7/Encrypt<</Filter/Standard/V 1>>>>",
                "<< % a comment >>\n /#45ncrypt 2 0 R >>",
                "<< /Foo (a \\) >> \\\\) /Encrypt 2 0 R >>"
            })
    void an_encryption_dictionary_in_the_trailer_makes_it_encrypted(String dictionary) {
        assertThat(verdict(pdf("trailer" + dictionary + "\n"))).isEqualTo(Pdf.KRYPTERT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 0 obj (trailer << /Encrypt 2 0 R >>) endobj\n",
                "1 0 obj << /Encrypt 2 0 R >> endobj\n",
                "1 0 obj << /Type /Catalog /Encrypt 2 0 R >> endobj\n",
                "% trailer << /Encrypt 2 0 R >>\n",
                "1 0 obj << /Length 35 >>\nstream\ntrailer << /Encrypt 2 0 R >>      \nendstream endobj\n",
                "1 0 obj << /Length 9 0 R >>\nstream\r\n/Encrypt 2 0 R trailer << /Encrypt 2 0 R >>\nendstream endobj\n",
                "1 0 obj <</Type/XRef/Foo<</Encrypt 2 0 R>>/Bar/Encrypt>>\nstream\nx\nendstream endobj\n",
                "1 0 obj << /Type /XRef /Encrypt null >>\nstream\nx\nendstream endobj\n",
                "1 0 obj << /Key (\\(/Type) /Type /ObjStm /Note /XRef /Encrypt 2 0 R >>\nstream\nx\nendstream endobj\n"
            })
    void the_word_elsewhere_means_nothing(String object) {
        assertThat(verdict(pdf(object + TRAILER))).isEqualTo(Pdf.APEN);
    }

    @Test
    void a_cross_reference_stream_says_it_in_its_dictionary_whatever_the_order() {
        assertThat(verdict(pdf("7 0 obj\n<</Encrypt 2 0 R/Type/XRef/Length 1>>\nstream\nx\nendstream endobj\n")))
                .isEqualTo(Pdf.KRYPTERT);
        assertThat(verdict(pdf("7 0 obj\n<</Type/XRef/W[1 2 1]/Encrypt 2 0 R>>\nstream\nx\nendstream endobj\n")))
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void a_pdf_within_a_pdf_does_not_speak_for_it() {
        String inner = pdf("1 0 obj <</Length 1>>\nstream\nx\nendstream endobj\n" + ENCRYPTED);
        String outer =
                "%PDF-1.7\n1 0 obj << /Type /EmbeddedFile /Length 8 0 R >>\nstream\n" + inner + "\nendstream endobj\n";
        String withTable = outer + "xref\n0 1\n0000000000 65535 f \n" + TRAILER;
        assertThat(verdict(withTable + "startxref\n" + outer.length() + "\n%%EOF"))
                .isEqualTo(Pdf.APEN);
        assertThat(verdict(withTable + "startxref\n1\n%%EOF"))
                .as("when the file does not lead anywhere, whatever was met counts")
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void what_the_last_revision_leads_to_counts() {
        String first = "%PDF-1.7\nxref\n0 0\n" + ENCRYPTED + "startxref\n9\n%%EOF\n";
        String other = first + "xref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n" + first.length() + "\n%%EOF";
        assertThat(verdict(other)).isEqualTo(Pdf.KRYPTERT);
        assertThat(verdict("junk" + other)).as("places count from the header").isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void a_length_that_lies_does_not_hide_the_end_of_the_file() {
        assertThat(verdict(pdf("1 0 obj << /Length 99999999 >>\nstream\nx\nendstream endobj\n" + ENCRYPTED)))
                .isEqualTo(Pdf.KRYPTERT);
        assertThat(verdict(pdf("1 0 obj << /Length 1 >>\nstream\nabcendstrendstream endobj\n" + ENCRYPTED)))
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void the_pieces_in_which_it_comes_do_not_matter() {
        byte[] file = (" ".repeat(500)
                        + pdf("7 0 obj\n<</Type/XRef/Length 3/Encrypt 2 0 R>>\nstream\r\nabc\r\nendstream endobj\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(1);
        for (int attempt = 0; attempt < 200; attempt++) {
            PdfReader reader = new PdfReader();
            int from = 0;
            while (from < file.length) {
                int n = Math.min(file.length - from, random.nextInt(12));
                reader.read(file, from, n);
                from += n;
            }
            assertThat(reader.verdict()).isEqualTo(Pdf.KRYPTERT);
        }
    }

    @Test
    void noise_is_read_to_its_end() {
        byte[] noise = new byte[300_000];
        Random random = new Random(2);
        for (int attempt = 0; attempt < 50; attempt++) {
            random.nextBytes(noise);
            PdfReader reader = new PdfReader();
            byte[] header = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
            reader.read(header, 0, header.length);
            reader.read(noise, 0, noise.length);
            assertThat(reader.verdict()).isEqualTo(Pdf.APEN);
        }
    }

    private static String pdf(String content) {
        return "%PDF-1.7\n" + content + "startxref\n9\n%%EOF\n";
    }

    private static Pdf verdict(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
        PdfReader reader = new PdfReader();
        reader.read(bytes, 0, bytes.length);
        return reader.verdict();
    }
}
