package no.digisos.common.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bodies that arrive in the ways a network delivers them. */
final class Sources {
    private Sources() {}

    /** One byte a read. */
    static InputStream oneByOne(byte[] body) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1));
            }
        };
    }

    /** Fails after the first bytes, as when the caller is gone. */
    static InputStream thatBreaks(byte[] body, int after, IOException breach) {
        return new InputStream() {
            private final InputStream start = new ByteArrayInputStream(body, 0, after);

            @Override
            public int read() throws IOException {
                int b = start.read();
                if (b < 0) {
                    throw breach;
                }
                return b;
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                int n = start.read(b, off, len);
                if (n < 0) {
                    throw breach;
                }
                return n;
            }
        };
    }
}
