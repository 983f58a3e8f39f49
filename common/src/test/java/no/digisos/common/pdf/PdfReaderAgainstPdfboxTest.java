package no.digisos.common.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.testkit.pdf.PdfFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digisos' own judge of PDFs, held against what a real writer makes. */
class PdfReaderAgainstPdfboxTest {

    private static final CompressParameters XREF_STREAM = CompressParameters.DEFAULT_COMPRESSION;
    private static final CompressParameters XREF_TABLE = CompressParameters.NO_COMPRESSION;

    @ParameterizedTest
    @CsvSource({"40, false, secret", "128, false, secret", "128, true, secret", "256, true, secret", "128, true, ''"})
    void whatIsEncryptedInAnyWayIsFound(int keyLength, boolean aes, String userPassword) throws IOException {
        for (CompressParameters form : List.of(XREF_TABLE, XREF_STREAM)) {
            assertThat(judged(encrypted(keyLength, aes, userPassword, form))).isEqualTo(Pdf.KRYPTERT);
        }
    }

    @Test
    void anEncryptedOneThatWasAddedToIsStillFound() throws IOException {
        for (CompressParameters form : List.of(XREF_TABLE, XREF_STREAM)) {
            byte[] first = encrypted(128, true, "", form);
            assertThat(judged(addedTo(first, "owner"))).isEqualTo(Pdf.KRYPTERT);
        }
    }

    @Test
    void whatIsNotEncryptedIsNotFoundWhateverItTalksOf() throws IOException {
        for (CompressParameters form : List.of(XREF_TABLE, XREF_STREAM)) {
            byte[] open = open(form, new byte[0]);
            assertThat(judged(open)).isEqualTo(Pdf.APEN);
            assertThat(judged(addedTo(open, ""))).isEqualTo(Pdf.APEN);
        }
        assertThat(judged(PdfFactory.pdf(3, 200_000, List.of("trailer << /Encrypt 1 0 R >>"))))
                .isEqualTo(Pdf.APEN);
    }

    @Test
    void anEncryptedPdfWithinAnOpenOneDoesNotSpeakForIt() throws IOException {
        byte[] inner = encrypted(128, false, "secret", XREF_TABLE);
        for (CompressParameters form : List.of(XREF_TABLE, XREF_STREAM)) {
            assertThat(judged(open(form, inner))).isEqualTo(Pdf.APEN);
        }
    }

    private static byte[] encrypted(int keyLength, boolean aes, String userPassword, CompressParameters form)
            throws IOException {
        StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
        policy.setEncryptionKeyLength(keyLength);
        policy.setPreferAES(aes);
        try (PDDocument document = document(new byte[0])) {
            document.protect(policy);
            return saved(document, form);
        }
    }

    private static byte[] open(CompressParameters form, byte[] attached) throws IOException {
        try (PDDocument document = document(attached)) {
            return saved(document, form);
        }
    }

    private static PDDocument document(byte[] attached) throws IOException {
        PDDocument document = new PDDocument();
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle("trailer (<< /Encrypt 3 0 R >>");
        document.setDocumentInformation(information);
        for (int i = 0; i < 3; i++) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content =
                    new PDPageContentStream(document, page, PDPageContentStream.AppendMode.OVERWRITE, false)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.showText("endstream endobj trailer << /Encrypt 3 0 R >> side " + i);
                content.endText();
            }
        }
        if (attached.length > 0) {
            PDStream stream = new PDStream(document);
            try (var out = stream.createOutputStream()) {
                out.write(attached);
            }
            document.getDocumentCatalog().getCOSObject().setItem("Vedlagt", stream);
        }
        return document;
    }

    private static byte[] addedTo(byte[] pdf, String password) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf, password)) {
            document.getDocumentCatalog().setLanguage("nb-NO");
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            assertThat(out.size()).isGreaterThan(pdf.length);
            return out.toByteArray();
        }
    }

    private static byte[] saved(PDDocument document, CompressParameters form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out, form);
        assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        return out.toByteArray();
    }

    private static Pdf judged(byte[] pdf) {
        PdfReader reader = new PdfReader();
        reader.read(pdf, 0, pdf.length);
        return reader.verdict();
    }
}
