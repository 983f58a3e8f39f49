package no.digisos.common.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.testkit.parser.Parser;

/** A file that may be a PDF. It is judged the same however it comes. */
public final class PdfParser implements Parser {
    private static final String BEGINNING = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n";

    @Override
    public String name() {
        return "pdf";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        BEGINNING + "xref\n0 1\ntrailer << /Size 2 /Prev 17 >>\nstartxref\n54\n%%EOF",
                        BEGINNING + "xref\ntrailer<</ID[<01><02>]/Encrypt 2 0 R>>\nstartxref\n54\n%%EOF",
                        BEGINNING
                                + "7 0 obj <</#45ncrypt<</V 1>>/Type/XRef/Length 4>>\nstream\n>>(<\nendstream endobj\n"
                                + "startxref 54",
                        BEGINNING + "2 0 obj (trailer << \\) /Encrypt % x\n) endobj << /Length 9 0 R >> stream\r\n",
                        " ".repeat(900) + BEGINNING,
                        "PK\u0003\u0004")
                .stream()
                .map(pdf -> pdf.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        PdfReader whole = new PdfReader();
        whole.read(in, 0, in.length);
        PdfReader oneByOne = new PdfReader();
        for (int i = 0; i < in.length; i++) {
            oneByOne.read(in, i, 1);
        }
        assertThat(oneByOne.verdict()).isEqualTo(whole.verdict());
    }
}
