package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.common.crypto.CmsEncryptor;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 1 GiB goes in and comes out again through a function with a heap of 256 MiB, when the limits are raised for it. On the
 * executables alone: it takes a minute, and the black-box suites show the same in small on both.
 */
@EnabledIfSystemProperty(named = "digisos.nativ", matches = "true")
@ExtendWith(SharedStack.class)
class LargeUploadTest {
    private static final long GIB = 1L << 30;
    private static final int CHUNK = 1 << 20;
    private static final String BOUNDARY = "grense-til-en-stor-fil";

    @TempDir
    Path directory;

    @Test
    void a_gibibyte_is_received_and_read_back_in_a_small_heap(RunningStack stack) throws Exception {
        FunctionProcess roomy = stack.another(
                "submit-function",
                Map.of(
                        "DIGISOS_OPPLASTING_MAKS_FORESPORSEL", "2G",
                        "DIGISOS_OPPLASTING_MAKS_FIL", "2G",
                        "DIGISOS_OPPLASTING_MAKS_TOMMING", "3G"));
        roomy.start();
        try {
            roomy.awaitReady();
            uploadAndDownload(stack, roomy);
        } finally {
            roomy.stop();
        }
    }

    private void uploadAndDownload(RunningStack stack, FunctionProcess function) throws Exception {
        Path cms = directory.resolve("stor.cms");
        String sha256 = encrypt(cms, stack);
        String base = "http://127.0.0.1:" + function.health().getPort();
        String path = "/digisos/api/v1/mellomlagring/" + UUID.randomUUID();
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.NAV_ORG));

        long empty = kib(function, "VmRSS");
        long start = System.nanoTime();
        Answer up = Client.against(base)
                .as(token, SeedData.NAV)
                .send("POST", path, form(cms), "multipart/form-data;boundary=" + BOUNDARY);
        Duration upload = Duration.ofNanos(System.nanoTime() - start);
        assertThat(up.status()).as(up.text()).isEqualTo(202);
        assertThat(up.json().at("/mellomlagringMetadataList/0/storrelse").asLong())
                .isEqualTo(GIB);
        String fileId = up.json().at("/mellomlagringMetadataList/0/filId").asText();
        long afterUpload = kib(function, "VmHWM");

        start = System.nanoTime();
        assertThat(download(URI.create(base + path + "/" + fileId), token)).isEqualTo(sha256);
        Duration download = Duration.ofNanos(System.nanoTime() - start);
        long afterDownload = kib(function, "VmHWM");
        System.out.printf(
                "1 GiB: up in %d s, down in %d s; RSS before %d MiB, peak after up %d MiB, after down %d MiB%n",
                upload.toSeconds(), download.toSeconds(), empty / 1024, afterUpload / 1024, afterDownload / 1024);
        assertThat(afterDownload)
                .as("peak RSS in KiB: no part of it grows with the file")
                .isLessThan(GIB / 2 / 1024);
    }

    /** Writes the encrypted file, and tells the plain one's SHA-256. */
    private static String encrypt(Path cms, RunningStack stack) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] chunk = new byte[CHUNK];
        new Random(1).nextBytes(chunk);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(cms), CHUNK);
                OutputStream encrypted =
                        CmsEncryptor.encryptTo(file, stack.keys().platform().certificate())) {
            for (long written = 0; written < GIB; written += CHUNK) {
                chunk[0]++;
                sha256.update(chunk);
                encrypted.write(chunk);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static BodyPublisher form(Path cms) throws IOException {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
        return BodyPublishers.concat(
                BodyPublishers.ofString(part + "\"metadata0\"\r\nContent-Type: text/plain\r\n\r\n"
                        + "{\"filnavn\":\"stor.pdf\",\"mimetype\":\"application/pdf\",\"storrelse\":" + GIB + "}\r\n"
                        + part
                        + "\"stor.pdf\"; filename=\"stor.pdf\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                BodyPublishers.ofFile(cms),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static String download(URI address, String token) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .header("IntegrasjonId", SeedData.NAV.id().toString())
                            .header("IntegrasjonPassord", SeedData.NAV.passord())
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream in = answer.body()) {
                byte[] chunk = new byte[CHUNK];
                for (int loaded = in.read(chunk); loaded >= 0; loaded = in.read(chunk)) {
                    sha256.update(chunk, 0, loaded);
                }
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** A figure of the process in /proc, in KiB. */
    private static long kib(FunctionProcess function, String field) throws IOException {
        long pid = function.pid().orElseThrow();
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
