package no.digisos.common.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.testkit.Parser;

/** A file that may be a PDF. It is judged the same however it comes. */
public final class PdfParser implements Parser {
    private static final String BEGYNNELSE = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n";

    @Override
    public String navn() {
        return "pdf";
    }

    @Override
    public List<byte[]> fro() {
        return List.of(
                        BEGYNNELSE + "xref\n0 1\ntrailer << /Size 2 /Prev 17 >>\nstartxref\n54\n%%EOF",
                        BEGYNNELSE + "xref\ntrailer<</ID[<01><02>]/Encrypt 2 0 R>>\nstartxref\n54\n%%EOF",
                        BEGYNNELSE
                                + "7 0 obj <</#45ncrypt<</V 1>>/Type/XRef/Length 4>>\nstream\n>>(<\nendstream endobj\n"
                                + "startxref 54",
                        BEGYNNELSE + "2 0 obj (trailer << \\) /Encrypt % x\n) endobj << /Length 9 0 R >> stream\r\n",
                        " ".repeat(900) + BEGYNNELSE,
                        "PK\u0003\u0004")
                .stream()
                .map(pdf -> pdf.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        PdfLeser hel = new PdfLeser();
        hel.les(inn, 0, inn.length);
        PdfLeser enOgEn = new PdfLeser();
        for (int i = 0; i < inn.length; i++) {
            enOgEn.les(inn, i, 1);
        }
        assertThat(enOgEn.dom()).isEqualTo(hel.dom());
    }
}
