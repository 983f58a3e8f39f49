package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCipherTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 300_000})
    void decryptsWhatItEncrypted(int size) throws Exception {
        byte[] plain = sample(size);
        StoredContent stored = StoredContent.of(plain);

        assertThat(stored.encrypted)
                .isEqualTo(new EncryptedContent(
                        stored.encrypted.contentKey(),
                        stored.encrypted.iv(),
                        size / 16 * 16 + 16,
                        size,
                        JdkCrypto.sha256().digest(plain),
                        JdkCrypto.sha512().digest(plain)));
        assertThat(stored.ciphertext).hasSize((int) stored.encrypted.ciphertextSize());
        assertThat(decrypt(stored, stored.ciphertext)).isEqualTo(plain);
    }

    @Test
    void decryptsOctetByOctetAndThenEnds() throws Exception {
        StoredContent stored = StoredContent.of(new byte[] {1, -1, 3});
        try (InputStream plain =
                ContentCipher.decrypt(stored.open(0), stored.encrypted.contentKey(), stored.encrypted.iv())) {
            assertThat(plain.read()).isEqualTo(1);
            assertThat(plain.read()).isEqualTo(255);
            assertThat(plain.available()).isEqualTo(1);
            assertThat(plain.read()).isEqualTo(3);
            assertThat(plain.read()).isEqualTo(-1);
            assertThat(plain.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 65_535, 65_536, 65_552, 70_015})
    void contentThatIsCutIsAnErrorAndStaysOne(int length) throws Exception {
        StoredContent stored = StoredContent.of(sample(70_001));
        byte[] cut = Arrays.copyOf(stored.ciphertext, length);

        try (InputStream plain = ContentCipher.decrypt(
                new ByteArrayInputStream(cut),
                stored.encrypted.contentKey(),
                stored.encrypted.iv(),
                stored.encrypted.ciphertextSize())) {
            assertThatThrownBy(plain::readAllBytes).isInstanceOf(IOException.class);
            assertThatThrownBy(plain::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCutThatLooksLikePaddingIsFoundByTheSize() throws Exception {
        byte[] plain = new byte[32];
        plain[15] = 1; // the first block alone is a well padded text of 15 octets
        StoredContent stored = StoredContent.of(plain);
        byte[] oneBlock = Arrays.copyOf(stored.ciphertext, 16);

        assertThat(decrypt(stored, oneBlock)).hasSize(15);
        InputStream sized = ContentCipher.decrypt(
                new ByteArrayInputStream(oneBlock), stored.encrypted.contentKey(), stored.encrypted.iv(), 48);
        assertThatThrownBy(sized::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void wrongPaddingIsAnError() throws Exception {
        StoredContent stored = StoredContent.of(new byte[20]);
        byte[] altered = stored.ciphertext.clone();
        altered[15] ^= 12; // the padding's last octet becomes 0

        assertThatThrownBy(() -> decrypt(stored, altered)).isInstanceOf(IOException.class);
    }

    @Test
    void noContentAtAllIsAnError() throws Exception {
        StoredContent stored = StoredContent.of(new byte[0]);

        assertThatThrownBy(() -> decrypt(stored, new byte[0])).isInstanceOf(IOException.class);
    }

    @Test
    void failuresOfSourceAndSinkComeThroughAsTheyAre() throws Exception {
        IOException lost = new IOException("lost");

        assertThatThrownBy(() -> ContentCipher.encrypt(
                        new FailingInputStream(new byte[100], lost), (buffer, offset, length) -> {}))
                .isSameAs(lost);
        assertThatThrownBy(() ->
                        ContentCipher.encrypt(new ByteArrayInputStream(new byte[100]), (buffer, offset, length) -> {
                            throw lost;
                        }))
                .isSameAs(lost);
        InputStream plain =
                ContentCipher.decrypt(new FailingInputStream(new byte[32], lost), new byte[32], new byte[16]);
        assertThatThrownBy(plain::readAllBytes).isSameAs(lost);
    }

    @Test
    void everyEncryptionHasItsOwnKeyAndIv() throws Exception {
        EncryptedContent one = StoredContent.of(new byte[1]).encrypted;
        EncryptedContent two = StoredContent.of(new byte[1]).encrypted;

        assertThat(one.contentKey()).isNotEqualTo(two.contentKey());
        assertThat(one.iv()).isNotEqualTo(two.iv());
        assertThat(one).isNotEqualTo(two);
        assertThat(one.toString()).isEqualTo("EncryptedContent[ciphertextSize=16, plainSize=1]");
    }

    @Test
    void closesItsSourceAndIsThenClosed() throws Exception {
        boolean[] closed = new boolean[1];
        InputStream source = new ByteArrayInputStream(new byte[16]) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        InputStream plain = ContentCipher.decrypt(source, new byte[32], new byte[16]);
        plain.close();

        assertThat(closed[0]).isTrue();
        assertThatThrownBy(plain::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    private static byte[] decrypt(StoredContent stored, byte[] ciphertext) throws IOException {
        try (InputStream plain = ContentCipher.decrypt(
                new ByteArrayInputStream(ciphertext), stored.encrypted.contentKey(), stored.encrypted.iv())) {
            return plain.readAllBytes();
        }
    }

    private static byte[] sample(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
