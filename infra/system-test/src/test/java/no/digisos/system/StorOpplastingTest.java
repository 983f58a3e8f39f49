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
import no.digisos.common.krypto.CmsEncryptor;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 1 GiB goes in and comes out again through a function with a heap of 256 MiB, when the limits are raised for it. On the
 * executables alone: it takes a minute, and the black-box suites show the same in small on both.
 */
@EnabledIfSystemProperty(named = "digisos.nativ", matches = "true")
class StorOpplastingTest {
    private static final long GIB = 1L << 30;
    private static final int BIT = 1 << 20;
    private static final String GRENSE = "grense-til-en-stor-fil";

    @TempDir
    Path katalog;

    @Test
    void a_gibibyte_is_received_and_read_back_in_a_small_heap() throws Exception {
        try (RunningStack stack = Stakk.start()) {
            FunctionProcess romslig = stack.another(
                    "submit-function",
                    Map.of(
                            "DIGISOS_OPPLASTING_MAKS_FORESPORSEL", "2G",
                            "DIGISOS_OPPLASTING_MAKS_FIL", "2G",
                            "DIGISOS_OPPLASTING_MAKS_TOMMING", "3G"));
            romslig.start();
            try {
                romslig.awaitReady();
                lastOppOgNed(stack, romslig);
            } finally {
                romslig.stop();
            }
        }
    }

    private void lastOppOgNed(RunningStack stack, FunctionProcess function) throws Exception {
        Path cms = katalog.resolve("stor.cms");
        String sha256 = krypter(cms, stack);
        String base = "http://127.0.0.1:" + function.health().getPort();
        String sti = "/digisos/api/v1/mellomlagring/" + UUID.randomUUID();
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", Fro.NAV_ORG));

        long tomt = kib(function, "VmRSS");
        long start = System.nanoTime();
        Svar opp = Klient.mot(base)
                .som(token, Fro.NAV)
                .send("POST", sti, skjema(cms), "multipart/form-data;boundary=" + GRENSE);
        Duration opplasting = Duration.ofNanos(System.nanoTime() - start);
        assertThat(opp.status()).as(opp.tekst()).isEqualTo(202);
        assertThat(opp.json().at("/mellomlagringMetadataList/0/storrelse").asLong())
                .isEqualTo(GIB);
        String filId = opp.json().at("/mellomlagringMetadataList/0/filId").asText();
        long oppe = kib(function, "VmHWM");

        start = System.nanoTime();
        assertThat(lesNed(URI.create(base + sti + "/" + filId), token)).isEqualTo(sha256);
        Duration nedlasting = Duration.ofNanos(System.nanoTime() - start);
        long nede = kib(function, "VmHWM");
        System.out.printf(
                "1 GiB: up in %d s, down in %d s; RSS before %d MiB, peak after up %d MiB, after down %d MiB%n",
                opplasting.toSeconds(), nedlasting.toSeconds(), tomt / 1024, oppe / 1024, nede / 1024);
        assertThat(nede)
                .as("peak RSS in KiB: no part of it grows with the file")
                .isLessThan(GIB / 2 / 1024);
    }

    /** Writes the encrypted file, and tells the plain one's SHA-256. */
    private static String krypter(Path cms, RunningStack stack) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] bit = new byte[BIT];
        new Random(1).nextBytes(bit);
        try (OutputStream fil = new BufferedOutputStream(Files.newOutputStream(cms), BIT);
                OutputStream kryptert =
                        CmsEncryptor.encryptTo(fil, stack.keys().platform().certificate())) {
            for (long skrevet = 0; skrevet < GIB; skrevet += BIT) {
                bit[0]++;
                sha256.update(bit);
                kryptert.write(bit);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static BodyPublisher skjema(Path cms) throws IOException {
        String del = "--" + GRENSE + "\r\nContent-Disposition: form-data; name=";
        return BodyPublishers.concat(
                BodyPublishers.ofString(del + "\"metadata0\"\r\nContent-Type: text/plain\r\n\r\n"
                        + "{\"filnavn\":\"stor.pdf\",\"mimetype\":\"application/pdf\",\"storrelse\":" + GIB + "}\r\n"
                        + del
                        + "\"stor.pdf\"; filename=\"stor.pdf\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                BodyPublishers.ofFile(cms),
                BodyPublishers.ofString("\r\n--" + GRENSE + "--\r\n"));
    }

    private static String lesNed(URI adresse, String token) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> svar = http.send(
                    HttpRequest.newBuilder(adresse)
                            .header("Authorization", "Bearer " + token)
                            .header("IntegrasjonId", Fro.NAV.id().toString())
                            .header("IntegrasjonPassord", Fro.NAV.passord())
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(svar.statusCode()).isEqualTo(200);
            try (InputStream inn = svar.body()) {
                byte[] bit = new byte[BIT];
                for (int lest = inn.read(bit); lest >= 0; lest = inn.read(bit)) {
                    sha256.update(bit, 0, lest);
                }
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** A figure of the process in /proc, in KiB. */
    private static long kib(FunctionProcess function, String felt) throws IOException {
        long pid = function.pid().orElseThrow();
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(linje -> linje.startsWith(felt + ":"))
                .mapToLong(linje -> Long.parseLong(linje.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
