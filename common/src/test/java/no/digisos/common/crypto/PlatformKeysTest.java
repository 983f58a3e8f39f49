package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformKeysTest {

    private static final RecipientKey OLD = TestCertificates.generate("Digisos 2025", 2048);
    private static final RecipientKey NEW = TestCertificates.generate("Digisos 2026", 2048);

    @TempDir
    private Path root;

    private Path platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = Files.createDirectory(root.resolve("plattform"));
    }

    @Test
    void loadsASinglePair() throws Exception {
        write("2025", OLD);

        PlatformKeys keys = PlatformKeys.load(platform, Optional.empty());

        assertThat(keys.active()).isEqualTo(OLD);
    }

    @Test
    void theActivePairIsTheNamedOne() throws Exception {
        write("2025", OLD);
        write("2026", NEW);

        PlatformKeys keys = PlatformKeys.load(platform, Optional.of("2026"));

        assertThat(keys.active()).isEqualTo(NEW);
    }

    @Test
    void readsDocumentsForTheOldAndTheNewCertificate() throws Exception {
        write("2025", OLD);
        write("2026", NEW);
        CmsReader reader = PlatformKeys.load(platform, Optional.of("2026")).reader();

        for (RecipientKey key : new RecipientKey[] {OLD, NEW}) {
            byte[] cms = new HandmadeCms().to(key.certificate()).octets();
            assertThat(reader.read(new ByteArrayInputStream(cms), (buffer, offset, length) -> {})
                            .plainSize())
                    .isEqualTo(HandmadeCms.PLAIN.length);
        }
    }

    @Test
    void readsADerCertificate() throws Exception {
        Files.write(platform.resolve("a.crt"), OLD.certificate().getEncoded());
        Files.writeString(platform.resolve("a.key.pem"), Openssl.pem(OLD));

        assertThat(PlatformKeys.load(platform, Optional.empty()).active()).isEqualTo(OLD);
    }

    @Test
    void severalPairsWithoutANamedOneAreRefused() throws Exception {
        write("2025", OLD);
        write("2026", NEW);

        assertRefused(Optional.empty(), platform.toString(), "[2025, 2026]", "digisos.nokler.aktiv.plattform");
    }

    @Test
    void anActivePairThatIsNotThereIsRefused() throws Exception {
        write("2025", OLD);

        assertRefused(Optional.of("2026"), "digisos.nokler.aktiv.plattform names the key 2026");
    }

    @Test
    void anEmptyDirectoryIsRefused() {
        assertRefused(Optional.empty(), platform.toString());
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        Files.writeString(platform.resolve("a.crt"), Certificates.pem(OLD.certificate()));
        Files.writeString(platform.resolve("a.key.pem"), Openssl.pem(NEW));

        assertRefused(Optional.empty(), "a.key.pem does not belong to the certificate", "a.crt");
    }

    @Test
    void aShortRsaKeyIsRefused() throws Exception {
        write("a", TestCertificates.generate("Digisos", 1024));

        assertRefused(Optional.empty(), "a.crt has 1024 bits", "2048");
    }

    @Test
    void anotherKindOfKeyIsRefused() throws Exception {
        write("a", TestCertificates.generateEllipticCurve("Digisos"));

        assertRefused(Optional.empty(), "a.crt must have an RSA key, not EC");
    }

    @Test
    void halfAPairIsRefused() throws Exception {
        write("a", OLD);
        Files.delete(platform.resolve("a.crt"));
        assertRefused(Optional.empty(), "a.key.pem has no certificate", "a.crt");

        write("a", OLD);
        Files.delete(platform.resolve("a.key.pem"));
        assertRefused(Optional.empty(), "a.key.pem cannot be read");
    }

    @Test
    void filesThatHoldSomethingElseAreRefused() throws Exception {
        write("a", OLD);
        Files.writeString(platform.resolve("a.key.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");
        assertRefused(Optional.empty(), "a.key.pem does not hold a PKCS#8 key in PEM");

        Files.writeString(
                platform.resolve("a.key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(Optional.empty(), "a.key.pem does not hold an RSA key");

        Files.writeString(platform.resolve("a.crt"), "sertifikat");
        assertRefused(Optional.empty(), "a.crt does not hold an X.509 certificate");
    }

    private void assertRefused(Optional<String> activeId, String... texts) {
        assertThatThrownBy(() -> PlatformKeys.load(platform, activeId))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .contains(texts);
    }

    private void write(String id, RecipientKey key) throws Exception {
        Files.writeString(platform.resolve(id + ".crt"), Certificates.pem(key.certificate()));
        Files.writeString(platform.resolve(id + ".key.pem"), Openssl.pem(key));
    }
}
