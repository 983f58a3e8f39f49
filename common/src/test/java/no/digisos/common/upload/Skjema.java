package no.digisos.common.upload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes multipart bodies byte for byte, so that a test can also write what no library would. */
final class Skjema {
    private static final String BOUNDARY = "x3kmZwR5J6M3qn9rmF";

    private final String boundary;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Skjema(String boundary) {
        this.boundary = boundary;
    }

    Skjema() {
        this(BOUNDARY);
    }

    /** The type of a body with the writer's own boundary. */
    static String type() {
        return "multipart/form-data;boundary=" + BOUNDARY;
    }

    /** @param hode the header fields, without the line end of the last */
    Skjema del(String hode, byte[] innhold) {
        return tekst("--" + boundary + "\r\n" + hode + "\r\n\r\n").raw(innhold).tekst("\r\n");
    }

    Skjema del(String hode, String innhold) {
        return del(hode, innhold.getBytes(StandardCharsets.UTF_8));
    }

    Skjema json(String navn, String innhold) {
        return del("Content-Disposition: form-data; name=\"" + navn + "\"", innhold);
    }

    Skjema metadata(String filnavn) {
        return json("metadata", metadataJson(filnavn));
    }

    Skjema fil(byte[] innhold) {
        return del("Content-Disposition: form-data; name=\"files\"; filename=\"a\"", innhold);
    }

    Skjema tekst(String tekst) {
        return raw(tekst.getBytes(StandardCharsets.UTF_8));
    }

    Skjema raw(byte[] innhold) {
        bytes.writeBytes(innhold);
        return this;
    }

    /** The body so far, with the closing boundary. */
    byte[] ferdig() {
        return tekst("--" + boundary + "--\r\n").avkuttet();
    }

    /** The body so far, without an end. */
    byte[] avkuttet() {
        return bytes.toByteArray();
    }

    static String metadataJson(String filnavn) {
        return "{\"filnavn\":\"" + filnavn + "\",\"mimetype\":\"application/pdf\",\"storrelse\":20}";
    }

    /** Bytes that begin like an encrypted file and hold every byte value, line ends and dashes among them. */
    static byte[] cms(int lengde) {
        byte[] cms = new byte[lengde];
        for (int i = 0; i < lengde; i++) {
            cms[i] = (byte) (i * 7);
        }
        byte[] start = {0x30, (byte) 0x80, 0x06, 0x09, '\r', '\n', '-', '-', 'x', '3', 'k', '\r', '\n', '-', '-'};
        System.arraycopy(start, 0, cms, 0, Math.min(start.length, lengde));
        return cms;
    }
}
