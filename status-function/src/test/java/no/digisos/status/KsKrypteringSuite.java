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
import no.digisos.common.krypto.Certificates;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Saksfro.Innlevert;
import no.digisos.common.testkit.Saksfro.Sadd;
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
abstract class KsKrypteringSuite extends KoSuite {
    private static final int KIBI = 1024;
    private static final int MEBI = 1024 * KIBI;

    private final CMSKrypteringImpl ks = new CMSKrypteringImpl();

    @TempDir
    private Path katalog;

    /** The library registers one for the whole process, in which other tests must do without. */
    @AfterEach
    void remove_the_provider() {
        Security.removeProvider("BC");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 64 * KIBI - 1, 64 * KIBI, 64 * KIBI + 1, MEBI})
    void a_document_opens_and_its_octets_are_those_that_were_sent(int storrelse) throws Exception {
        byte[] klartekst = bytes(storrelse, storrelse);
        byte[] sendt = ks.krypterData(klartekst, miljo.plattform().active().certificate());
        Sadd sadd = soknad(saksfroMotta(new ByteArrayInputStream(sendt)));
        oslo().post(KO + "/hent", "{}");
        byte[] hentet = oslo().get(sti(sadd)).bytes();

        assertThat(ks.dekrypterData(hentet, miljo.oslo().privateKey())).isEqualTo(klartekst);
        try (InputStream strom =
                ks.dekrypterData(new ByteArrayInputStream(hentet), miljo.oslo().privateKey())) {
            assertThat(strom.readAllBytes()).isEqualTo(klartekst);
        }
        assertThat(openssl(Files.write(katalog.resolve("hentet.cms"), hentet))).hasBinaryContent(klartekst);
        assertThat(HexFormat.of().formatHex(oktetter(hentet)))
                .isEqualTo(HexFormat.of().formatHex(oktetter(sendt)))
                .isEqualTo(verdi(
                        "SELECT encode(string_agg(data, ''::bytea ORDER BY nr), 'hex') FROM dokument_bit"
                                + " WHERE dokument_id = ?",
                        sadd.dokumentIder().get("Soknad.pdf")));
    }

    @Test
    void what_a_client_streams_and_a_whole_message_open_too() throws Exception {
        byte[] klartekst = bytes(3 * MEBI + 5, 9);
        ByteArrayOutputStream sendt = new ByteArrayOutputStream();
        ks.krypterData(
                sendt,
                new ByteArrayInputStream(klartekst),
                miljo.plattform().active().certificate());
        Sadd sadd = soknad(saksfroMotta(new ByteArrayInputStream(sendt.toByteArray())));
        oslo().post(KO + "/hent", "{}");
        assertThat(ks.dekrypterData(oslo().get(sti(sadd)).bytes(), miljo.oslo().privateKey()))
                .isEqualTo(klartekst);
        byte[] pakke = oslo().get(KO + "/" + sadd.meldingId() + "/data").bytes();
        for (InputStream apnet : List.of(
                ks.dekrypterData(new ByteArrayInputStream(pakke), miljo.oslo().privateKey()),
                Files.newInputStream(openssl(Files.write(katalog.resolve("pakke.cms"), pakke))))) {
            try (ZipInputStream zip = new ZipInputStream(apnet)) {
                assertThat(zip.getNextEntry()).extracting("name").isEqualTo("forsendelseMetadata.json");
                assertThat(zip.getNextEntry()).extracting("name").isEqualTo("Soknad.pdf");
                assertThat(zip.readAllBytes()).isEqualTo(klartekst);
                assertThat(zip.getNextEntry()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {200L * MEBI, 1024L * MEBI})
    void big_ones_open_by_stream(long storrelse) throws Exception {
        assumeTrue(Boolean.getBoolean("digisos.lang"), "1 GiB takes minutes: -Ddigisos.lang=true");
        Sadd sadd = soknad(lastOpp(storrelse));
        oslo().post(KO + "/hent", "{}");
        String ventet = hash(new Flom(storrelse));
        long start = System.nanoTime();
        try (InputStream apnet = ks.dekrypterData(strom(sti(sadd)), miljo.oslo().privateKey())) {
            assertThat(hash(apnet)).isEqualTo(ventet);
        }
        maalt("document, KS's library", storrelse, start);
        start = System.nanoTime();
        try (ZipInputStream zip = new ZipInputStream(ks.dekrypterData(
                strom(KO + "/" + sadd.meldingId() + "/data"), miljo.oslo().privateKey()))) {
            zip.getNextEntry();
            zip.getNextEntry();
            assertThat(hash(zip)).isEqualTo(ventet);
            assertThat(zip.getNextEntry()).isNull();
        }
        maalt("whole message, KS's library", storrelse, start);
        Path cms = katalog.resolve("stor.cms");
        Files.copy(strom(sti(sadd)), cms);
        start = System.nanoTime();
        Path apnet = openssl(cms);
        maalt("document, openssl", storrelse, start);
        try (InputStream innhold = Files.newInputStream(apnet)) {
            assertThat(hash(innhold)).isEqualTo(ventet);
        }
    }

    private Sadd soknad(Innlevert innlevert) {
        return saksfro.innsending(
                Innsendingstype.SOKNAD,
                UUID.randomUUID(),
                Fro.OSLO,
                FNR,
                UUID.randomUUID().toString(),
                null,
                List.of(innlevert));
    }

    private Innlevert saksfroMotta(InputStream cms) throws IOException {
        return new Innlevert("Soknad.pdf", "application/pdf", saksfro.motta(cms));
    }

    /** Encrypts and receives at the same time, as an upload does. */
    private Innlevert lastOpp(long storrelse) throws IOException {
        try (PipedInputStream cms = new PipedInputStream(64 * KIBI)) {
            PipedOutputStream ut = new PipedOutputStream(cms);
            Thread.ofPlatform().daemon().start(() -> {
                try (ut) {
                    ks.krypterData(
                            ut, new Flom(storrelse), miljo.plattform().active().certificate());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return saksfroMotta(cms);
        }
    }

    private InputStream strom(String sti) throws IOException, InterruptedException {
        HttpRequest foresporsel = HttpRequest.newBuilder(URI.create(base() + sti))
                .header("Authorization", "Bearer " + miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()))
                .header("IntegrasjonId", Fro.OSLO_FAGSYSTEM.id().toString())
                .header("IntegrasjonPassord", Fro.OSLO_FAGSYSTEM.passord())
                .build();
        return HttpClient.newHttpClient()
                .send(foresporsel, BodyHandlers.ofInputStream())
                .body();
    }

    private Path openssl(Path cms) throws IOException, InterruptedException {
        Path sertifikat = Files.writeString(
                katalog.resolve("cert.pem"), Certificates.pem(miljo.oslo().certificate()));
        Path nokkel = Files.writeString(
                katalog.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(miljo.oslo().privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Path ut = katalog.resolve("apnet");
        Path logg = katalog.resolve("openssl.log");
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
                            ut.toString(),
                            "-recip",
                            sertifikat.toString(),
                            "-inkey",
                            nokkel.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(logg.toFile())
                    .start();
        } catch (IOException e) {
            return abort("openssl is not on this machine: " + e.getMessage());
        }
        assertThat(process.waitFor())
                .as(() -> {
                    try {
                        return Files.readString(logg, StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .isZero();
        return ut;
    }

    private static byte[] oktetter(byte[] cms) throws IOException {
        return EnvelopedData.getInstance(ContentInfo.getInstance(ASN1Primitive.fromByteArray(cms))
                        .getContent())
                .getEncryptedContentInfo()
                .getEncryptedContent()
                .getOctets();
    }

    private static String hash(InputStream innhold) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] vindu = new byte[64 * KIBI];
        for (int lest = innhold.read(vindu); lest >= 0; lest = innhold.read(vindu)) {
            sha256.update(vindu, 0, lest);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void maalt(String hva, long storrelse, long start) {
        Duration tid = Duration.ofNanos(System.nanoTime() - start);
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .printf(
                        "%s: %d MiB in %d ms, %.0f MiB/s%n",
                        hva, storrelse / MEBI, tid.toMillis(), storrelse / (double) MEBI / tid.toMillis() * 1000);
    }

    private static String sti(Sadd sadd) {
        return KO + "/" + sadd.meldingId() + "/dokumenter/"
                + sadd.dokumentIder().get("Soknad.pdf");
    }

    /** Bytes that differ from block to block, made while they are read. */
    private static final class Flom extends InputStream {
        private final byte[] blokk = bytes(64 * KIBI + 1, 7);
        private final long storrelse;
        private long lest;

        Flom(long storrelse) {
            this.storrelse = storrelse;
        }

        @Override
        public int read() {
            return lest == storrelse ? -1 : blokk[(int) (lest++ % blokk.length)] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            if (lest == storrelse) {
                return -1;
            }
            int fra = (int) (lest % blokk.length);
            int antall = (int) Math.min(Math.min(len, blokk.length - fra), storrelse - lest);
            System.arraycopy(blokk, fra, b, off, antall);
            lest += antall;
            return antall;
        }
    }
}
