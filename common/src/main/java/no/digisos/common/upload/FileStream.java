package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;

/** One file part, counted against the limit of a file, as {@link Filmottak} sees it; its end and its closing are not the part's. */
final class FileStream extends InputStream {
    private static final int SKIP_SIZE_BYTES = 8 * 1024;

    private final InputStream part;
    private final Grenser grenser;
    private final long maks;
    private long lest;
    private boolean lukket;

    FileStream(InputStream part, Grenser grenser) {
        this.part = part;
        this.grenser = grenser;
        this.maks = grenser.maksFildel();
    }

    @Override
    public int read() throws IOException {
        byte[] en = new byte[1];
        return read(en, 0, 1) < 0 ? -1 : en[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (lukket) {
            throw new IOException("The file part is closed");
        }
        return count(b, off, len);
    }

    @Override
    public void close() {
        lukket = true;
    }

    /** Closes, and reads away what was not read; it counts all the same. */
    void finish() throws IOException {
        lukket = true;
        byte[] rest = new byte[SKIP_SIZE_BYTES];
        int n;
        do {
            n = count(rest, 0, rest.length);
        } while (n >= 0);
    }

    private int count(byte[] b, int off, int len) throws IOException {
        checkSize();
        int n = part.read(b, off, (int) Math.min(len - 1L, maks - lest) + 1);
        if (n > 0) {
            lest += n;
            checkSize();
        }
        return n;
    }

    private void checkSize() {
        if (lest > maks) {
            throw Mengde.forStor("En fil", grenser.maksFil());
        }
    }
}
