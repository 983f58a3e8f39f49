package no.digisos.seeds.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import no.digisos.common.crypto.CmsEncryptor;

/** Writes a multipart request part by part, as NAV's newest client does. */
public final class MultipartForm {
    private static final String BOUNDARY = "grense-3kmZwR5J6M3qn9rmF";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int files;

    /** A part of JSON. */
    public MultipartForm json(String name, String content) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: application/json", content);
    }

    /** Metadata and an encrypted file, the size stated as the plain file's. */
    public MultipartForm file(String filnavn, byte[] plaintext, X509Certificate certificate) {
        return file(filnavn, plaintext.length, encrypt(plaintext, certificate));
    }

    /** Metadata and a file part of just these bytes. */
    public MultipartForm file(String filnavn, long storrelse, byte[] cms) {
        part(
                "Content-Disposition: form-data; name=\"metadata" + files + "\"\r\nContent-Type: text/plain",
                "{\"filnavn\":\"" + filnavn + "\",\"mimetype\":\"application/pdf\",\"storrelse\":" + storrelse + "}");
        part(
                "Content-Disposition: form-data; name=\"" + filnavn + "\"; filename=\"" + filnavn
                        + "\"\r\nContent-Type: application/octet-stream",
                cms);
        files++;
        return this;
    }

    /** A part of text, with these header lines. */
    public MultipartForm part(String header, String content) {
        return part(header, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of octets, with these header lines. */
    public MultipartForm part(String header, byte[] content) {
        write(("--" + BOUNDARY + "\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        write(content);
        write("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The media type, with its boundary. */
    public String contentType() {
        return "multipart/form-data;boundary=" + BOUNDARY;
    }

    /** The form as far as it has come, closed. */
    public byte[] bytes() {
        byte[] parts = out.toByteArray();
        byte[] end = ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[parts.length + end.length];
        System.arraycopy(parts, 0, whole, 0, parts.length);
        System.arraycopy(end, 0, whole, parts.length, end.length);
        return whole;
    }

    /** The same as a body of a request. */
    public BodyPublisher body() {
        return BodyPublishers.ofByteArray(bytes());
    }

    /** Encrypts a document to this certificate. */
    public static byte[] encrypt(byte[] plaintext, X509Certificate certificate) {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try {
            CmsEncryptor.encrypt(new ByteArrayInputStream(plaintext), cms, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cms.toByteArray();
    }

    private void write(byte[] bytes) {
        out.writeBytes(bytes);
    }
}
