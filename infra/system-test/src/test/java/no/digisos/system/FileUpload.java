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
import no.digisos.common.crypto.CmsEncryptor;
import no.digisos.seeds.SeedData;

/** Sends one file to mellomlagring while it is made, chunked as NAV's clients do, and takes the time. */
final class FileUpload {
    private static final String BOUNDARY = "grense-til-store-filer";
    private static final int PIPE = 256 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    FileUpload(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * What came of it.
     *
     * @param hele from the first byte sent to the answer
     * @param etterSisteByte from the last byte that the client handed over to the answer
     */
    record Outcome(int status, String tekst, Duration hele, Duration etterSisteByte) {}

    Outcome send(String ref, String filnavn, long storrelse, InputStream cms) throws IOException, InterruptedException {
        byte[] start = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n"
                        + "Content-Type: application/json\r\n\r\n{\"filnavn\":\"" + filnavn
                        + "\",\"mimetype\":\"application/pdf\",\"storrelse\":" + storrelse + "}\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + filnavn
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return post(
                "/digisos/api/v1/mellomlagring/" + ref,
                "multipart/form-data; boundary=" + BOUNDARY,
                new SequenceInputStream(Collections.enumeration(
                        List.of(new ByteArrayInputStream(start), cms, new ByteArrayInputStream(end)))));
    }

    Outcome post(String path, String contentType, InputStream body) throws IOException, InterruptedException {
        AtomicLong last = new AtomicLong();
        InputStream measured = new FilterInputStream(body) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                last.set(System.nanoTime());
                return count;
            }
        };
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", SeedData.NAV.id().toString())
                .header("IntegrasjonPassord", SeedData.NAV.passord())
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> measured))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        long end = System.nanoTime();
        return new Outcome(
                answer.statusCode(), answer.body(), Duration.ofNanos(end - start), Duration.ofNanos(end - last.get()));
    }

    /** The encryption of this many zeros, made while it is read. */
    static InputStream encrypted(long storrelse, X509Certificate certificate) throws IOException {
        PipedInputStream in = new PipedInputStream(PIPE);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread.ofPlatform().daemon().start(() -> {
            try (out) {
                CmsEncryptor.encrypt(new Zeros(storrelse), out, certificate);
            } catch (IOException e) {
                // The reader went away, and says so itself.
            }
        });
        return in;
    }

    private static final class Zeros extends InputStream {
        private long remaining;

        Zeros(long count) {
            this.remaining = count;
        }

        @Override
        public int read() {
            return remaining-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (remaining <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, remaining);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) 0);
            remaining -= count;
            return count;
        }
    }
}
