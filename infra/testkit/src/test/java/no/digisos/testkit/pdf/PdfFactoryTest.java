package no.digisos.testkit.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfFactoryTest {

    private static final List<String> LINES =
            List.of("Søknad om økonomisk sosialhjelp", "Jeg bor på Ås (i Viken) \\ og trenger hjelp til å betale leie");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17})
    void aReaderFindsThePagesAndTheNorwegianText(int pages) throws IOException {
        try (PDDocument document = Loader.loadPDF(PdfFactory.pdf(pages, 0, LINES))) {
            assertThat(document.getNumberOfPages()).isEqualTo(pages);
            assertThat(new PDFTextStripper().getText(document))
                    .contains(LINES)
                    .contains("Side 1 av " + pages, "Side " + pages + " av " + pages);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "3, 1000000", "20, 5000000", "1, 20000000"})
    void theSizeIsAboutWhatWasAsked(int pages, int bytes) throws IOException {
        byte[] pdf = PdfFactory.pdf(pages, bytes, LINES);

        assertThat(pdf.length).isBetween(bytes - 1024 * pages, bytes + 2048 * pages);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(pages);
            for (var page : document.getPages()) {
                assertThat(page.getResources().getXObjectNames()).hasSize(1);
            }
        }
    }

    @Test
    void theTableOfObjectsPointsAtTheObjects() {
        byte[] pdf = PdfFactory.pdf(3, 50_000, LINES);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);

        int table = Integer.parseInt(text.substring(text.lastIndexOf("startxref\n") + 10, text.lastIndexOf("\n%%EOF")));
        assertThat(text.substring(table)).startsWith("xref\n0 13\n");
        String[] entries = text.substring(table).split("\n");
        for (int object = 1; object <= 12; object++) {
            assertThat(entries[object + 2]).hasSize(19).endsWith(" 00000 n ");
            int offset = Integer.parseInt(entries[object + 2].substring(0, 10));
            assertThat(text.substring(offset)).startsWith(object + " 0 obj\n");
        }
    }

    @Test
    void manyLinesAndLongLinesAreAllThere() throws IOException {
        String word = "leie ".repeat(40).strip();
        List<String> many = IntStream.range(0, 80)
                .mapToObj(i -> "Linje nummer " + i + " " + (i == 5 ? word : ""))
                .toList();
        try (PDDocument document = Loader.loadPDF(PdfFactory.pdf(2, 0, many))) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("Linje nummer 0 ", "Linje nummer 79");
            assertThat(text.split("leie", -1)).hasSize(41);
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        assertThat(PdfFactory.pdf(2, 70_000, LINES)).isEqualTo(PdfFactory.pdf(2, 70_000, LINES));
    }

    @Test
    void nothingToShowIsRefused() {
        assertThatThrownBy(() -> PdfFactory.pdf(0, 0, LINES)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PdfFactory.pdf(1, 0, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
