package no.digisos.common.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real writers make is in {@code PdfLeserMotPdfboxTest}; here is what they seldom make. */
class PdfLeserTest {
    private static final String TRAILER = "trailer\n<< /Size 3 /Root 1 0 R >>\n";
    private static final String KRYPTERT = "trailer\n<< /Size 3 /Root 1 0 R /Encrypt 2 0 R >>\n";

    @Test
    void a_pdf_has_its_header_within_the_first_1024_bytes() {
        assertThat(dom("%PDF-1.7\n")).isEqualTo(Pdf.APEN);
        assertThat(dom(" ".repeat(1019) + "%PDF-1.7\n")).isEqualTo(Pdf.APEN);
        assertThat(dom(" ".repeat(1020) + "%PDF-1.7\n")).isEqualTo(Pdf.IKKE_PDF);
        assertThat(dom("\ufeff%%PDF-1.4")).isEqualTo(Pdf.APEN);
        for (String annet : List.of("", "%PDF", "%pdf-1.7\n", "PK\u0003\u0004 %PD F-")) {
            assertThat(dom(annet)).as(annet).isEqualTo(Pdf.IKKE_PDF);
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
    void an_encryption_dictionary_in_the_trailer_makes_it_encrypted(String ordbok) {
        assertThat(dom(pdf("trailer" + ordbok + "\n"))).isEqualTo(Pdf.KRYPTERT);
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
    void the_word_elsewhere_means_nothing(String objekt) {
        assertThat(dom(pdf(objekt + TRAILER))).isEqualTo(Pdf.APEN);
    }

    @Test
    void a_cross_reference_stream_says_it_in_its_dictionary_whatever_the_order() {
        assertThat(dom(pdf("7 0 obj\n<</Encrypt 2 0 R/Type/XRef/Length 1>>\nstream\nx\nendstream endobj\n")))
                .isEqualTo(Pdf.KRYPTERT);
        assertThat(dom(pdf("7 0 obj\n<</Type/XRef/W[1 2 1]/Encrypt 2 0 R>>\nstream\nx\nendstream endobj\n")))
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void a_pdf_within_a_pdf_does_not_speak_for_it() {
        String indre = pdf("1 0 obj <</Length 1>>\nstream\nx\nendstream endobj\n" + KRYPTERT);
        String ytre =
                "%PDF-1.7\n1 0 obj << /Type /EmbeddedFile /Length 8 0 R >>\nstream\n" + indre + "\nendstream endobj\n";
        String medTabell = ytre + "xref\n0 1\n0000000000 65535 f \n" + TRAILER;
        assertThat(dom(medTabell + "startxref\n" + ytre.length() + "\n%%EOF")).isEqualTo(Pdf.APEN);
        assertThat(dom(medTabell + "startxref\n1\n%%EOF"))
                .as("when the file does not lead anywhere, whatever was met counts")
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void what_the_last_revision_leads_to_counts() {
        String forste = "%PDF-1.7\nxref\n0 0\n" + KRYPTERT + "startxref\n9\n%%EOF\n";
        String andre = forste + "xref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n" + forste.length() + "\n%%EOF";
        assertThat(dom(andre)).isEqualTo(Pdf.KRYPTERT);
        assertThat(dom("junk" + andre)).as("places count from the header").isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void a_length_that_lies_does_not_hide_the_end_of_the_file() {
        assertThat(dom(pdf("1 0 obj << /Length 99999999 >>\nstream\nx\nendstream endobj\n" + KRYPTERT)))
                .isEqualTo(Pdf.KRYPTERT);
        assertThat(dom(pdf("1 0 obj << /Length 1 >>\nstream\nabcendstrendstream endobj\n" + KRYPTERT)))
                .isEqualTo(Pdf.KRYPTERT);
    }

    @Test
    void the_pieces_in_which_it_comes_do_not_matter() {
        byte[] fil = (" ".repeat(500)
                        + pdf("7 0 obj\n<</Type/XRef/Length 3/Encrypt 2 0 R>>\nstream\r\nabc\r\nendstream endobj\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
        Random tilfeldig = new Random(1);
        for (int forsok = 0; forsok < 200; forsok++) {
            PdfLeser leser = new PdfLeser();
            int fra = 0;
            while (fra < fil.length) {
                int n = Math.min(fil.length - fra, tilfeldig.nextInt(12));
                leser.les(fil, fra, n);
                fra += n;
            }
            assertThat(leser.dom()).isEqualTo(Pdf.KRYPTERT);
        }
    }

    @Test
    void noise_is_read_to_its_end() {
        byte[] stoy = new byte[300_000];
        Random tilfeldig = new Random(2);
        for (int forsok = 0; forsok < 50; forsok++) {
            tilfeldig.nextBytes(stoy);
            PdfLeser leser = new PdfLeser();
            byte[] hode = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
            leser.les(hode, 0, hode.length);
            leser.les(stoy, 0, stoy.length);
            assertThat(leser.dom()).isEqualTo(Pdf.APEN);
        }
    }

    private static String pdf(String innhold) {
        return "%PDF-1.7\n" + innhold + "startxref\n9\n%%EOF\n";
    }

    private static Pdf dom(String fil) {
        byte[] bytes = fil.getBytes(StandardCharsets.ISO_8859_1);
        PdfLeser leser = new PdfLeser();
        leser.les(bytes, 0, bytes.length);
        return leser.dom();
    }
}
