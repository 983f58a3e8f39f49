package no.digisos.testkit.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/**
 * Makes PDF documents that every reader opens: text pages (Helvetica, so the Norwegian letters are there) with, when a
 * size is asked for, an image like a scan that cannot be compressed away. The same input gives the same bytes.
 */
public final class PdfFactory {

    private static final int LINES_PER_PAGE = 45;
    private static final int CHARACTERS_PER_LINE = 90;
    private static final int IMAGE_WIDTH_PIXELS = 1000;
    private static final Charset WIN_ANSI = Charset.forName("windows-1252");

    private PdfFactory() {}

    /**
     * Makes a document.
     *
     * @param pages at least 1
     * @param approximateBytes the wished size; the document is at most 2 KiB per page larger, and smaller only when the
     *     text alone is more than that
     * @param lines shown in order and, when there are more pages than lines fill, from the first again; a line longer
     *     than 90 characters is broken
     * @throws IllegalArgumentException when there are no pages or no lines
     */
    public static byte[] pdf(int pages, int approximateBytes, List<String> lines) {
        if (pages < 1 || lines.isEmpty()) {
            throw new IllegalArgumentException("a document has at least one page and one line");
        }
        List<String> broken =
                lines.stream().flatMap(line -> broken(line).stream()).toList();
        int linesPerPage = Math.clamp(Math.ceilDiv(broken.size(), pages), 1, LINES_PER_PAGE);
        int imageRows =
                Math.max(0, (approximateBytes - textBytes(pages, linesPerPage, broken)) / pages / IMAGE_WIDTH_PIXELS);

        Writer writer = new Writer();
        List<String> kids = new ArrayList<>();
        int firstPage = 4;
        int objectsPerPage = imageRows > 0 ? 3 : 2;
        for (int page = 0; page < pages; page++) {
            kids.add(firstPage + page * objectsPerPage + " 0 R");
        }
        writer.object("<< /Type /Catalog /Pages 2 0 R /Lang (nb-NO) >>");
        writer.object("<< /Type /Pages /Count " + pages + " /Kids [" + String.join(" ", kids) + "] >>");
        writer.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Random noise = new Random(approximateBytes);
        for (int page = 0; page < pages; page++) {
            int self = firstPage + page * objectsPerPage;
            String image = imageRows > 0 ? " /XObject << /Scan " + (self + 2) + " 0 R >>" : "";
            writer.object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >>"
                    + image + " >> /Contents " + (self + 1) + " 0 R >>");
            writer.stream("", content(page, pages, linesPerPage, broken, imageRows > 0));
            if (imageRows > 0) {
                byte[] pixels = new byte[IMAGE_WIDTH_PIXELS * imageRows];
                noise.nextBytes(pixels);
                writer.stream(
                        "/Type /XObject /Subtype /Image /Width " + IMAGE_WIDTH_PIXELS + " /Height " + imageRows
                                + " /ColorSpace /DeviceGray /BitsPerComponent 8 ",
                        pixels);
            }
        }
        return writer.end();
    }

    /** A document of one page that asks for a password, as SvarUt refuses them (svarut.md 1); never the same bytes twice. */
    public static byte[] encrypted(List<String> lines) {
        StandardProtectionPolicy policy = new StandardProtectionPolicy("eier", "bruker", new AccessPermission());
        policy.setEncryptionKeyLength(128);
        policy.setPreferAES(true);
        try (PDDocument document = Loader.loadPDF(pdf(1, 0, lines))) {
            document.protect(policy);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(int page, int pages, int linesPerPage, List<String> lines, boolean image) {
        StringBuilder content = new StringBuilder();
        if (image) {
            content.append("q 495 0 0 60 50 20 cm /Scan Do Q\n");
        }
        content.append("BT /F 11 Tf 50 790 Td 15 TL\n");
        for (int i = 0; i < linesPerPage; i++) {
            int index = page * linesPerPage + i;
            content.append('(').append(escaped(lines.get(index % lines.size()))).append(") Tj T*\n");
        }
        content.append("T* (Side ")
                .append(page + 1)
                .append(" av ")
                .append(pages)
                .append(") Tj ET\n");
        return content.toString().getBytes(WIN_ANSI);
    }

    private static int textBytes(int pages, int linesPerPage, List<String> lines) {
        int bytes = 0;
        for (int page = 0; page < pages; page++) {
            bytes += content(page, pages, linesPerPage, lines, false).length;
        }
        return bytes;
    }

    private static List<String> broken(String line) {
        List<String> parts = new ArrayList<>();
        String rest = line;
        while (rest.length() > CHARACTERS_PER_LINE) {
            int space = rest.lastIndexOf(' ', CHARACTERS_PER_LINE);
            int end = space > 0 ? space : CHARACTERS_PER_LINE;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\")
                .replace("(", "\\(")
                .replace(")", "\\)")
                .replace('\n', ' ')
                .replace('\r', ' ');
    }

    /** The file's structure: numbered objects in order, then the table of where each begins. */
    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<Integer> offsets = new ArrayList<>();

        Writer() {
            text("%PDF-1.4\n");
            // Bytes above 127 in a comment: the file is binary, and must not be converted as text.
            out.writeBytes(new byte[] {'%', (byte) 0xe2, (byte) 0xe3, (byte) 0xcf, (byte) 0xd3, '\n'});
        }

        void object(String dictionary) {
            begin();
            text(dictionary + "\nendobj\n");
        }

        void stream(String entries, byte[] content) {
            begin();
            text("<< " + entries + "/Length " + content.length + " >>\nstream\n");
            out.writeBytes(content);
            text("\nendstream\nendobj\n");
        }

        byte[] end() {
            int table = out.size();
            text("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
            for (int offset : offsets) {
                text(String.format("%010d 00000 n ", offset) + "\n");
            }
            text("trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
            return out.toByteArray();
        }

        private void begin() {
            offsets.add(out.size());
            text(offsets.size() + " 0 obj\n");
        }

        private void text(String ascii) {
            out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
