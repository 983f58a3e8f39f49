package no.digisos.common.upload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes multipart bodies byte for byte, so that a test can also write what no library would. */
final class MultipartForm {
    private static final String BOUNDARY = "x3kmZwR5J6M3qn9rmF";

    private final String boundary;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MultipartForm(String boundary) {
        this.boundary = boundary;
    }

    MultipartForm() {
        this(BOUNDARY);
    }

    /** The type of a body with the writer's own boundary. */
    static String type() {
        return "multipart/form-data;boundary=" + BOUNDARY;
    }

    /** @param header the header fields, without the line end of the last */
    MultipartForm part(String header, byte[] content) {
        return text("--" + boundary + "\r\n" + header + "\r\n\r\n").raw(content).text("\r\n");
    }

    MultipartForm part(String header, String content) {
        return part(header, content.getBytes(StandardCharsets.UTF_8));
    }

    MultipartForm json(String name, String content) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", content);
    }

    MultipartForm metadata(String filnavn) {
        return json("metadata", metadataJson(filnavn));
    }

    MultipartForm file(byte[] content) {
        return part("Content-Disposition: form-data; name=\"files\"; filename=\"a\"", content);
    }

    MultipartForm text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    MultipartForm raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    /** The body so far, with the closing boundary. */
    byte[] done() {
        return text("--" + boundary + "--\r\n").truncated();
    }

    /** The body so far, without an end. */
    byte[] truncated() {
        return bytes.toByteArray();
    }

    static String metadataJson(String filnavn) {
        return "{\"filnavn\":\"" + filnavn + "\",\"mimetype\":\"application/pdf\",\"storrelse\":20}";
    }

    /** Bytes that begin like an encrypted file and hold every byte value, line ends and dashes among them. */
    static byte[] cms(int length) {
        byte[] cms = new byte[length];
        for (int i = 0; i < length; i++) {
            cms[i] = (byte) (i * 7);
        }
        byte[] start = {0x30, (byte) 0x80, 0x06, 0x09, '\r', '\n', '-', '-', 'x', '3', 'k', '\r', '\n', '-', '-'};
        System.arraycopy(start, 0, cms, 0, Math.min(start.length, length));
        return cms;
    }
}
