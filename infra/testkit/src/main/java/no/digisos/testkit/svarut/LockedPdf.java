package no.digisos.testkit.svarut;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Finds PDFs that SvarUt could not merge into a letter, since they are encrypted. PDFBox judges, which has nothing to do with how
 * Digisos judges. Rubbish that begins as a PDF is let through, as the tests send it.
 */
final class LockedPdf extends OutputStream {

    /** What is larger is not looked at: it is a test of size, and would only take the machine's memory. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int HEADER_WITHIN = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int length) {
        int room = MAX_BYTES + 1 - bytes.size();
        bytes.write(buffer, from, Math.min(room, length));
    }

    /** The judgement, when the whole document has gone by. */
    boolean found() {
        byte[] document = bytes.toByteArray();
        String start = new String(document, 0, Math.min(document.length, HEADER_WITHIN), StandardCharsets.ISO_8859_1);
        if (document.length > MAX_BYTES || !start.contains("%PDF-")) {
            return false;
        }
        try (PDDocument pdf = Loader.loadPDF(document)) {
            return pdf.isEncrypted();
        } catch (InvalidPasswordException e) {
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
