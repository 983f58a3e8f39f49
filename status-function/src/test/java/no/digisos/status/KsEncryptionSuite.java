package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SakSeeds.Submitted;
import no.digisos.seeds.SeedData;
import no.ks.kryptering.CMSKrypteringImpl;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes out opens with KS's own library, which fagsystems use, and with openssl; and its encrypted octets are those that the
 * client sent, since forwarding wraps the key anew and leaves the content alone (adr/documents-sealed-and-re-wrapped.md).
 */
abstract class KsEncryptionSuite extends QueueSuite {
    private static final int KIBI = 1024;
    private static final int MEBI = 1024 * KIBI;

    private final CMSKrypteringImpl ks = new CMSKrypteringImpl();

    @TempDir
    private Path directory;

    /** The library registers one for the whole process, in which other tests must do without. */
    @AfterEach
    void remove_the_provider() {
        Security.removeProvider("BC");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 64 * KIBI - 1, 64 * KIBI, 64 * KIBI + 1, MEBI})
    void a_document_opens_and_its_octets_are_those_that_were_sent(int storrelse) throws Exception {
        byte[] plaintext = bytes(storrelse, storrelse);
        byte[] sent = ks.krypterData(plaintext, environment.platform().active().certificate());
        Sown sown = soknad(sakSeedsReceive(new ByteArrayInputStream(sent)));
        oslo().post(QUEUE + "/hent", "{}");
        byte[] fetched = oslo().get(path(sown)).bytes();

        assertThat(ks.dekrypterData(fetched, environment.oslo().privateKey())).isEqualTo(plaintext);
        try (InputStream stream = ks.dekrypterData(
                new ByteArrayInputStream(fetched), environment.oslo().privateKey())) {
            assertThat(stream.readAllBytes()).isEqualTo(plaintext);
        }
        assertThat(openssl(Files.write(directory.resolve("hentet.cms"), fetched)))
                .hasBinaryContent(plaintext);
        assertThat(HexFormat.of().formatHex(octets(fetched)))
                .isEqualTo(HexFormat.of().formatHex(octets(sent)))
                .isEqualTo(value(
                        "SELECT encode(string_agg(data, ''::bytea ORDER BY nr), 'hex') FROM dokument_bit"
                                + " WHERE dokument_id = ?",
                        sown.dokumentIder().get("Soknad.pdf")));
    }

    @Test
    void what_a_client_streams_and_a_whole_message_open_too() throws Exception {
        byte[] plaintext = bytes(3 * MEBI + 5, 9);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ks.krypterData(
                sent,
                new ByteArrayInputStream(plaintext),
                environment.platform().active().certificate());
        Sown sown = soknad(sakSeedsReceive(new ByteArrayInputStream(sent.toByteArray())));
        oslo().post(QUEUE + "/hent", "{}");
        assertThat(ks.dekrypterData(
                        oslo().get(path(sown)).bytes(), environment.oslo().privateKey()))
                .isEqualTo(plaintext);
        byte[] bundle = oslo().get(QUEUE + "/" + sown.meldingId() + "/data").bytes();
        for (InputStream opened : List.of(
                ks.dekrypterData(
                        new ByteArrayInputStream(bundle), environment.oslo().privateKey()),
                Files.newInputStream(openssl(Files.write(directory.resolve("pakke.cms"), bundle))))) {
            try (ZipInputStream zip = new ZipInputStream(opened)) {
                assertThat(zip.getNextEntry()).extracting("name").isEqualTo("forsendelseMetadata.json");
                assertThat(zip.getNextEntry()).extracting("name").isEqualTo("Soknad.pdf");
                assertThat(zip.readAllBytes()).isEqualTo(plaintext);
                assertThat(zip.getNextEntry()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {200L * MEBI, 1024L * MEBI})
    void big_ones_open_by_stream(long storrelse) throws Exception {
        assumeTrue(Boolean.getBoolean("digisos.lang"), "1 GiB takes minutes: -Ddigisos.lang=true");
        Sown sown = soknad(upload(storrelse));
        oslo().post(QUEUE + "/hent", "{}");
        String expected = hash(new Flood(storrelse));
        long start = System.nanoTime();
        try (InputStream opened =
                ks.dekrypterData(stream(path(sown)), environment.oslo().privateKey())) {
            assertThat(hash(opened)).isEqualTo(expected);
        }
        measured("document, KS's library", storrelse, start);
        start = System.nanoTime();
        try (ZipInputStream zip = new ZipInputStream(ks.dekrypterData(
                stream(QUEUE + "/" + sown.meldingId() + "/data"),
                environment.oslo().privateKey()))) {
            zip.getNextEntry();
            zip.getNextEntry();
            assertThat(hash(zip)).isEqualTo(expected);
            assertThat(zip.getNextEntry()).isNull();
        }
        measured("whole message, KS's library", storrelse, start);
        Path cms = directory.resolve("stor.cms");
        Files.copy(stream(path(sown)), cms);
        start = System.nanoTime();
        Path opened = openssl(cms);
        measured("document, openssl", storrelse, start);
        try (InputStream content = Files.newInputStream(opened)) {
            assertThat(hash(content)).isEqualTo(expected);
        }
    }

    private Sown soknad(Submitted submitted) {
        return sakSeeds.innsending(
                InnsendingType.SOKNAD,
                UUID.randomUUID(),
                SeedData.OSLO,
                FNR,
                UUID.randomUUID().toString(),
                null,
                List.of(submitted));
    }

    private Submitted sakSeedsReceive(InputStream cms) throws IOException {
        return new Submitted("Soknad.pdf", "application/pdf", sakSeeds.receive(cms));
    }

    /** Encrypts and receives at the same time, as an upload does. */
    private Submitted upload(long storrelse) throws IOException {
        try (PipedInputStream cms = new PipedInputStream(64 * KIBI)) {
            PipedOutputStream out = new PipedOutputStream(cms);
            Thread.ofPlatform().daemon().start(() -> {
                try (out) {
                    ks.krypterData(
                            out,
                            new Flood(storrelse),
                            environment.platform().active().certificate());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return sakSeedsReceive(cms);
        }
    }

    private InputStream stream(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .header(
                        "Authorization",
                        "Bearer " + environment.utsteder().machine(SeedData.OSLO_FAGSYSTEM.organisasjon()))
                .header("IntegrasjonId", SeedData.OSLO_FAGSYSTEM.id().toString())
                .header("IntegrasjonPassord", SeedData.OSLO_FAGSYSTEM.passord())
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body();
    }

    private Path openssl(Path cms) throws IOException, InterruptedException {
        Path certificate = Files.writeString(
                directory.resolve("cert.pem"),
                Certificates.pem(environment.oslo().certificate()));
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(environment.oslo().privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Path out = directory.resolve("apnet");
        Path log = directory.resolve("openssl.log");
        Process process;
        try {
            process = new ProcessBuilder(
                            "openssl",
                            "cms",
                            "-decrypt",
                            "-binary",
                            "-inform",
                            "DER",
                            "-in",
                            cms.toString(),
                            "-out",
                            out.toString(),
                            "-recip",
                            certificate.toString(),
                            "-inkey",
                            key.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            return abort("openssl is not on this machine: " + e.getMessage());
        }
        assertThat(process.waitFor())
                .as(() -> {
                    try {
                        return Files.readString(log, StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .isZero();
        return out;
    }

    private static byte[] octets(byte[] cms) throws IOException {
        return EnvelopedData.getInstance(ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms))
                        .getContent())
                .getEncryptedContentInfo()
                .getEncryptedContent()
                .getOctets();
    }

    private static String hash(InputStream content) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] window = new byte[64 * KIBI];
        for (int loaded = content.read(window); loaded >= 0; loaded = content.read(window)) {
            sha256.update(window, 0, loaded);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void measured(String what, long storrelse, long start) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .printf(
                        "%s: %d MiB in %d ms, %.0f MiB/s%n",
                        what, storrelse / MEBI, time.toMillis(), storrelse / (double) MEBI / time.toMillis() * 1000);
    }

    private static String path(Sown sown) {
        return QUEUE + "/" + sown.meldingId() + "/dokumenter/"
                + sown.dokumentIder().get("Soknad.pdf");
    }

    /** Bytes that differ from block to block, made while they are read. */
    private static final class Flood extends InputStream {
        private final byte[] block = bytes(64 * KIBI + 1, 7);
        private final long storrelse;
        private long loaded;

        Flood(long storrelse) {
            this.storrelse = storrelse;
        }

        @Override
        public int read() {
            return loaded == storrelse ? -1 : block[(int) (loaded++ % block.length)] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            if (loaded == storrelse) {
                return -1;
            }
            int from = (int) (loaded % block.length);
            int count = (int) Math.min(Math.min(len, block.length - from), storrelse - loaded);
            System.arraycopy(block, from, b, off, count);
            loaded += count;
            return count;
        }
    }
}
