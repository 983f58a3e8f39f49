package no.digisos.common.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Encrypts new content to a certificate, in the same format as {@link CmsEnvelope}, while it is written and without
 * its size being known beforehand.
 */
public final class CmsEncryptor {

    private CmsEncryptor() {}

    /**
     * A stream that encrypts what is written to it. Closing it finishes the CMS and flushes {@code out}, but does not
     * close {@code out}.
     *
     * <p>Beware: close it only when everything has been written. A stream that is closed because its source failed is
     * a valid CMS of a shorter file. Where the content comes from an {@link InputStream}, {@link #encrypt} sees to
     * that.
     *
     * @throws IllegalArgumentException when the certificate's key is not RSA
     * @throws IOException as {@code out} threw it; after that the CMS is never finished
     */
    public static OutputStream encryptTo(OutputStream out, X509Certificate recipient) throws IOException {
        byte[] contentKey = JdkCrypto.random(JdkCrypto.KEY_BYTES);
        byte[] iv = JdkCrypto.random(JdkCrypto.BLOCK_BYTES);
        byte[] prefix = CmsFraming.prefix(recipient, CmsEnvelope.wrapKey(contentKey, recipient), iv);
        Cipher cipher = JdkCrypto.aesCbc(Cipher.ENCRYPT_MODE, contentKey, iv);
        Arrays.fill(contentKey, (byte) 0);
        out.write(prefix);
        return new Segments(out, cipher);
    }

    /**
     * Encrypts a whole file. When reading it fails, the CMS is left unfinished, so that no one takes it for a shorter
     * file.
     *
     * @param plain read to its end, not closed
     * @param out flushed, not closed
     * @throws IllegalArgumentException when the certificate's key is not RSA
     * @throws IOException as {@code plain} or {@code out} threw it
     */
    public static void encrypt(InputStream plain, OutputStream out, X509Certificate recipient) throws IOException {
        OutputStream encrypting = encryptTo(out, recipient);
        plain.transferTo(encrypting);
        encrypting.close();
    }

    private static final class Segments extends OutputStream {

        private final OutputStream out;
        private final Cipher cipher;
        private final byte[] segment = new byte[CmsFraming.SEGMENT_BYTES];
        private int filled;
        private boolean closed;

        Segments(OutputStream out, Cipher cipher) {
            this.out = out;
            this.cipher = cipher;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("The CMS is finished or has failed");
            }
            int position = offset;
            int end = offset + length;
            while (position < end) {
                int step = Math.min(end - position, CmsFraming.SEGMENT_BYTES);
                byte[] encrypted = cipher.update(buffer, position, step);
                if (encrypted != null) {
                    add(encrypted);
                }
                position += step;
            }
        }

        /** Passes on what is whole segments already; the rest waits, so that the same content is cut alike. */
        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            try {
                add(cipher.doFinal());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Padding was asked for, so any length encrypts", e);
            }
            if (filled > 0) {
                writeSegment();
            }
            closed = true;
            out.write(CmsFraming.suffix());
            out.flush();
        }

        private void add(byte[] encrypted) throws IOException {
            int position = 0;
            while (position < encrypted.length) {
                int step = Math.min(encrypted.length - position, segment.length - filled);
                System.arraycopy(encrypted, position, segment, filled, step);
                filled += step;
                position += step;
                if (filled == segment.length) {
                    writeSegment();
                }
            }
        }

        private void writeSegment() throws IOException {
            closed = true; // stays so when writing fails: what is half written must not be finished
            out.write(CmsFraming.segmentHeader(filled));
            out.write(segment, 0, filled);
            filled = 0;
            closed = false;
        }
    }
}
