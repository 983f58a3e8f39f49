package no.digisos.system;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import no.digisos.common.krypto.CmsEncryptor;
import no.digisos.common.testkit.Fro;

/** Sends one file to mellomlagring while it is made, chunked as NAV's clients do, and takes the time. */
final class Opplasting {
    private static final String GRENSE = "grense-til-store-filer";
    private static final int ROR = 256 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    Opplasting(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * What came of it.
     *
     * @param hele from the first byte sent to the answer
     * @param etterSisteByte from the last byte that the client handed over to the answer
     */
    record Utfall(int status, String tekst, Duration hele, Duration etterSisteByte) {}

    Utfall send(String ref, String filnavn, long storrelse, InputStream cms) throws IOException, InterruptedException {
        byte[] start = ("--" + GRENSE + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
                        + "Content-Type: application/json\r\n\r\n{\"filnavn\":\"" + filnavn
                        + "\",\"mimetype\":\"application/pdf\",\"storrelse\":" + storrelse + "}\r\n--" + GRENSE
                        + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + filnavn
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] slutt = ("\r\n--" + GRENSE + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return post(
                "/digisos/api/v1/mellomlagring/" + ref,
                "multipart/form-data; boundary=" + GRENSE,
                new SequenceInputStream(Collections.enumeration(
                        List.of(new ByteArrayInputStream(start), cms, new ByteArrayInputStream(slutt)))));
    }

    Utfall post(String sti, String innholdstype, InputStream kropp) throws IOException, InterruptedException {
        AtomicLong siste = new AtomicLong();
        InputStream malt = new FilterInputStream(kropp) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int antall = super.read(buffer, offset, length);
                siste.set(System.nanoTime());
                return antall;
            }
        };
        HttpRequest foresporsel = HttpRequest.newBuilder(URI.create(base + sti))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", Fro.NAV.id().toString())
                .header("IntegrasjonPassord", Fro.NAV.passord())
                .header("Content-Type", innholdstype)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> malt))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> svar = http.send(foresporsel, HttpResponse.BodyHandlers.ofString());
        long slutt = System.nanoTime();
        return new Utfall(
                svar.statusCode(), svar.body(), Duration.ofNanos(slutt - start), Duration.ofNanos(slutt - siste.get()));
    }

    /** The encryption of this many zeros, made while it is read. */
    static InputStream kryptert(long storrelse, X509Certificate sertifikat) throws IOException {
        PipedInputStream inn = new PipedInputStream(ROR);
        PipedOutputStream ut = new PipedOutputStream(inn);
        Thread.ofPlatform().daemon().start(() -> {
            try (ut) {
                CmsEncryptor.encrypt(new Nuller(storrelse), ut, sertifikat);
            } catch (IOException e) {
                // The reader went away, and says so itself.
            }
        });
        return inn;
    }

    private static final class Nuller extends InputStream {
        private long igjen;

        Nuller(long antall) {
            this.igjen = antall;
        }

        @Override
        public int read() {
            return igjen-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (igjen <= 0) {
                return -1;
            }
            int antall = (int) Math.min(length, igjen);
            java.util.Arrays.fill(buffer, offset, offset + antall, (byte) 0);
            igjen -= antall;
            return antall;
        }
    }
}
