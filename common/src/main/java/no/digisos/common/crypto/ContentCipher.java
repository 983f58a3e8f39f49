package no.digisos.common.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.OptionalLong;
import javax.crypto.Cipher;

/** AES-256-CBC with PKCS#7 padding over document content of any size: how it is stored, and how it lies in a CMS. */
public final class ContentCipher {

    private static final int BUFFER_BYTES = 64 * 1024;

    private ContentCipher() {}

    /**
     * Encrypts content under a key and an IV made for it alone.
     *
     * @param plain read to its end, not closed
     * @param sink takes the encrypted octets
     * @throws IOException as the source or the sink threw it
     */
    public static EncryptedContent encrypt(InputStream plain, CiphertextSink sink) throws IOException {
        byte[] contentKey = JdkCrypto.random(JdkCrypto.KEY_BYTES);
        byte[] iv = JdkCrypto.random(JdkCrypto.BLOCK_BYTES);
        Cipher cipher = JdkCrypto.aesCbc(Cipher.ENCRYPT_MODE, contentKey, iv);
        MessageDigest sha256 = JdkCrypto.sha256();
        MessageDigest sha512 = JdkCrypto.sha512();
        byte[] input = new byte[BUFFER_BYTES];
        byte[] output = new byte[BUFFER_BYTES + JdkCrypto.BLOCK_BYTES];
        long plainSize = 0;
        long ciphertextSize = 0;
        try {
            for (int read = plain.read(input); read >= 0; read = plain.read(input)) {
                sha256.update(input, 0, read);
                sha512.update(input, 0, read);
                plainSize += read;
                int encrypted = cipher.update(input, 0, read, output, 0);
                if (encrypted > 0) {
                    sink.write(output, 0, encrypted);
                    ciphertextSize += encrypted;
                }
            }
            int encrypted = cipher.doFinal(output, 0);
            sink.write(output, 0, encrypted);
            ciphertextSize += encrypted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Padding was asked for, so any length encrypts", e);
        }
        return new EncryptedContent(contentKey, iv, ciphertextSize, plainSize, sha256.digest(), sha512.digest());
    }

    /**
     * Decrypts content while it is read. Content that is empty, cut within a block or wrongly padded ends in an
     * {@link IOException}, never in an early end of the stream. A cut between two blocks shows as wrong padding in all
     * but about 1 of 256 cases; give the size to have it found always.
     *
     * @param ciphertext read to its end; closed with the returned stream
     * @throws IllegalArgumentException when the key has not 32 octets or the IV not 16
     */
    public static InputStream decrypt(InputStream ciphertext, byte[] contentKey, byte[] iv) {
        return new DecryptingInputStream(ciphertext, contentKey, iv, OptionalLong.empty());
    }

    /**
     * Decrypts content of a known size while it is read, as {@link #decrypt(InputStream, byte[], byte[])} does; any
     * other size ends in an {@link IOException}.
     *
     * @param ciphertextSize octets that the content must have
     */
    public static InputStream decrypt(InputStream ciphertext, byte[] contentKey, byte[] iv, long ciphertextSize) {
        return new DecryptingInputStream(ciphertext, contentKey, iv, OptionalLong.of(ciphertextSize));
    }
}
