package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import no.digisos.common.crypto.InvalidCmsException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmsEncryptorTest {

    private static final RecipientKey RECIPIENT = TestCertificates.generate("Kommunen", 2048);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 65_519, 65_520, 65_535, 65_536, 200_000})
    void writesTheSameFormatAsTheEnvelope(int size) throws Exception {
        byte[] plain = sample(size);
        ByteArrayOutputStream cms = new ByteArrayOutputStream();

        try (OutputStream out = CmsEncryptor.encryptTo(cms, RECIPIENT.certificate())) {
            out.write(plain);
        }

        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        ReadCms read = read(cms.toByteArray(), stored::write);
        assertThat(read.plainSha256()).isEqualTo(JdkCrypto.sha256().digest(plain));
        CmsEnvelope envelope = CmsEnvelope.of(
                RECIPIENT.certificate(),
                CmsEnvelope.wrapKey(read.contentKey(), RECIPIENT.certificate()),
                read.iv(),
                read.ciphertextSize());
        assertThat(envelope.size()).isEqualTo(cms.size());
        ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
        envelope.writeRange(0, envelope.size(), offset -> new ByteArrayInputStream(stored.toByteArray()), rebuilt);
        assertThat(afterTheWrappedKey(rebuilt.toByteArray())).isEqualTo(afterTheWrappedKey(cms.toByteArray()));
    }

    @Test
    void theCutOfWritesDoesNotShow() throws Exception {
        byte[] plain = sample(70_000);
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try (OutputStream out = CmsEncryptor.encryptTo(cms, RECIPIENT.certificate())) {
            for (int i = 0; i < plain.length; i += 7) {
                out.write(plain, i, Math.min(7, plain.length - i));
                out.flush();
            }
        }
        ByteArrayOutputStream atOnce = new ByteArrayOutputStream();
        CmsEncryptor.encrypt(new ByteArrayInputStream(plain), atOnce, RECIPIENT.certificate());

        assertThat(cms.size()).isEqualTo(atOnce.size());
        assertThat(read(cms.toByteArray(), (buffer, offset, length) -> {}).plainSha256())
                .isEqualTo(JdkCrypto.sha256().digest(plain));
    }

    @Test
    void everyCmsHasItsOwnKeyAndIv() throws Exception {
        ReadCms one = read(encrypt(new byte[10]), (buffer, offset, length) -> {});
        ReadCms two = read(encrypt(new byte[10]), (buffer, offset, length) -> {});

        assertThat(one.contentKey()).isNotEqualTo(two.contentKey());
        assertThat(one.iv()).isNotEqualTo(two.iv());
    }

    @Test
    void closingFinishesOnceAndLeavesTheTargetOpen() throws Exception {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        OutputStream target = new FilterOutputStream(cms) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        OutputStream out = CmsEncryptor.encryptTo(target, RECIPIENT.certificate());
        out.write(1);
        out.close();
        int size = cms.size();
        out.close();

        assertThat(cms.size()).isEqualTo(size);
        assertThatThrownBy(() -> out.write(2)).isInstanceOf(IOException.class);
    }

    @Test
    void aFailingFileLeavesAnUnfinishedCms() {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        IOException lost = new IOException("disk lost");
        FailingInputStream plain = new FailingInputStream(sample(200_000), lost);

        assertThatThrownBy(() -> CmsEncryptor.encrypt(plain, cms, RECIPIENT.certificate()))
                .isSameAs(lost);
        assertThatThrownBy(() -> read(cms.toByteArray(), (buffer, offset, length) -> {}))
                .isInstanceOfSatisfying(
                        InvalidCmsException.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void aTargetThatFailedGetsNoEnd() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream failingOnce = new OutputStream() {
            private boolean failed;

            @Override
            public void write(int octet) throws IOException {
                if (written.size() == 1000 && !failed) {
                    failed = true;
                    throw new IOException("connection lost");
                }
                written.write(octet);
            }
        };
        OutputStream out = CmsEncryptor.encryptTo(failingOnce, RECIPIENT.certificate());
        assertThatThrownBy(() -> out.write(sample(100_000))).hasMessage("connection lost");
        out.close();

        assertThat(written.size()).isEqualTo(1000);
    }

    private static byte[] encrypt(byte[] plain) throws IOException {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        CmsEncryptor.encrypt(new ByteArrayInputStream(plain), cms, RECIPIENT.certificate());
        return cms.toByteArray();
    }

    private static ReadCms read(byte[] cms, CiphertextSink sink) throws Exception {
        return new CmsReader(List.of(RECIPIENT)).read(new ByteArrayInputStream(cms), sink);
    }

    private static byte[] afterTheWrappedKey(byte[] cms) {
        int keyBytes = 256;
        for (int i = 0; i < cms.length; i++) {
            if (cms[i] == 0x04 && cms[i + 1] == (byte) 0x82 && cms[i + 2] == 0x01 && cms[i + 3] == 0x00) {
                return Arrays.copyOfRange(cms, i + 4 + keyBytes, cms.length);
            }
        }
        throw new AssertionError("no wrapped key");
    }

    private static byte[] sample(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
