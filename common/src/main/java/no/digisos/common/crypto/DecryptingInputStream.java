package no.digisos.common.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** Decrypts and, unlike the JDK's CipherInputStream, throws when the last block is missing or wrong. */
final class DecryptingInputStream extends InputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream ciphertext;
    private final Cipher cipher;
    private final OptionalLong expectedSize;
    private final byte[] input = new byte[BUFFER_BYTES];
    private final byte[] plain = new byte[BUFFER_BYTES + 2 * JdkCrypto.BLOCK_BYTES];
    private int position;
    private int filled;
    private long size;
    private State state = State.READING;

    private enum State {
        READING,
        ENDED,
        BROKEN,
        CLOSED
    }

    DecryptingInputStream(InputStream ciphertext, byte[] contentKey, byte[] iv, OptionalLong expectedSize) {
        this.ciphertext = ciphertext;
        this.cipher = JdkCrypto.aesCbc(Cipher.DECRYPT_MODE, contentKey, iv);
        this.expectedSize = expectedSize;
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(length, filled - position);
        System.arraycopy(plain, position, buffer, offset, read);
        position += read;
        return read;
    }

    @Override
    public int available() {
        return filled - position;
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        position = filled;
        Arrays.fill(plain, (byte) 0);
        ciphertext.close();
    }

    /** Sees to it that a plain octet is there; false at the end. */
    private boolean fill() throws IOException {
        while (position == filled) {
            switch (state) {
                case READING -> decryptMore();
                case ENDED -> {
                    return false;
                }
                case BROKEN -> throw new IOException("The encrypted content is not whole or was altered");
                case CLOSED -> throw new IOException("The stream is closed");
            }
        }
        return true;
    }

    private void decryptMore() throws IOException {
        int read = ciphertext.read(input);
        position = 0;
        filled = 0;
        try {
            if (read >= 0) {
                size += read;
                filled = cipher.update(input, 0, read, plain, 0);
            } else if (size == 0 || (expectedSize.isPresent() && size != expectedSize.getAsLong())) {
                state = State.BROKEN;
            } else {
                filled = cipher.doFinal(plain, 0);
                state = State.ENDED;
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("The cipher gave more than a block over its input", e);
        } catch (GeneralSecurityException e) {
            state = State.BROKEN;
        }
    }
}
