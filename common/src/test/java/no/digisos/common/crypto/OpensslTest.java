package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpensslTest {

    private static final RecipientKey RECIPIENT = TestCertificates.generate("Kommunen", 2048);

    @TempDir
    private Path directory;

    private Openssl openssl;

    @BeforeEach
    void setUp() {
        openssl = new Openssl(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 65_535, 65_536, 300_000})
    void decryptsWhatTheEncryptorWrites(int size) throws Exception {
        byte[] plain = sample(size);
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try (OutputStream out = CmsEncryptor.encryptTo(cms, RECIPIENT.certificate())) {
            out.write(plain);
        }

        assertThat(openssl.decrypt(cms.toByteArray(), RECIPIENT)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 65_535, 65_536, 300_000})
    void decryptsAnEnvelopeAroundStoredContent(int size) throws Exception {
        byte[] plain = sample(size);
        StoredContent stored = StoredContent.of(plain);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        envelope.writeRange(0, envelope.size(), stored, cms);

        assertThat(openssl.decrypt(cms.toByteArray(), RECIPIENT)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 65_535, 65_536, 300_000})
    void itsDefiniteLengthOutputIsRead(int size) throws Exception {
        assertReads(openssl.encrypt(sample(size), RECIPIENT), sample(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 65_535, 65_536, 300_000})
    void itsStreamedOutputIsRead(int size) throws Exception {
        assertReads(openssl.encrypt(sample(size), RECIPIENT, "-stream"), sample(size));
    }

    private static void assertReads(byte[] cms, byte[] plain) throws Exception {
        ReadCms read =
                new CmsReader(List.of(RECIPIENT)).read(new ByteArrayInputStream(cms), (buffer, offset, length) -> {});
        assertThat(read.plainSize()).isEqualTo(plain.length);
        assertThat(read.plainSha256()).isEqualTo(JdkCrypto.sha256().digest(plain));
    }

    private static byte[] sample(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
