package no.digisos.common.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import no.digisos.common.krypto.CmsEncryptor;

/** Writes a multipart request part by part, as NAV's newest client does. */
public final class Skjema {
    private static final String GRENSE = "grense-3kmZwR5J6M3qn9rmF";

    private final ByteArrayOutputStream ut = new ByteArrayOutputStream();
    private int filer;

    public Skjema json(String navn, String innhold) {
        return del("Content-Disposition: form-data; name=\"" + navn + "\"\r\nContent-Type: application/json", innhold);
    }

    /** Metadata and an encrypted file, the size stated as the plain file's. */
    public Skjema fil(String filnavn, byte[] klartekst, X509Certificate sertifikat) {
        return fil(filnavn, klartekst.length, krypter(klartekst, sertifikat));
    }

    /** Metadata and a file part of just these bytes. */
    public Skjema fil(String filnavn, long storrelse, byte[] cms) {
        del(
                "Content-Disposition: form-data; name=\"metadata" + filer + "\"\r\nContent-Type: text/plain",
                "{\"filnavn\":\"" + filnavn + "\",\"mimetype\":\"application/pdf\",\"storrelse\":" + storrelse + "}");
        del(
                "Content-Disposition: form-data; name=\"" + filnavn + "\"; filename=\"" + filnavn
                        + "\"\r\nContent-Type: application/octet-stream",
                cms);
        filer++;
        return this;
    }

    public Skjema del(String hode, String innhold) {
        return del(hode, innhold.getBytes(StandardCharsets.UTF_8));
    }

    public Skjema del(String hode, byte[] innhold) {
        skriv(("--" + GRENSE + "\r\n" + hode + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        skriv(innhold);
        skriv("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public String innholdstype() {
        return "multipart/form-data;boundary=" + GRENSE;
    }

    public byte[] bytes() {
        byte[] deler = ut.toByteArray();
        byte[] slutt = ("--" + GRENSE + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] hele = new byte[deler.length + slutt.length];
        System.arraycopy(deler, 0, hele, 0, deler.length);
        System.arraycopy(slutt, 0, hele, deler.length, slutt.length);
        return hele;
    }

    public BodyPublisher kropp() {
        return BodyPublishers.ofByteArray(bytes());
    }

    public static byte[] krypter(byte[] klartekst, X509Certificate sertifikat) {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try {
            CmsEncryptor.encrypt(new ByteArrayInputStream(klartekst), cms, sertifikat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cms.toByteArray();
    }

    private void skriv(byte[] bytes) {
        ut.writeBytes(bytes);
    }
}
