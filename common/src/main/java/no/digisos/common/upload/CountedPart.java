package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.stream.BlockStream;

/** One file part, counted against the limit of a file, as {@link FileSink} sees it; its end and its closing are not the part's. */
final class CountedPart extends BlockStream {
    private static final int SKIP_SIZE_BYTES = 8 * 1024;

    private final InputStream part;
    private final UploadLimits limits;
    private final long max;
    private long loaded;
    private boolean closed;

    CountedPart(InputStream part, UploadLimits limits) {
        this.part = part;
        this.limits = limits;
        this.max = limits.maxFilePart();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (closed) {
            throw new IOException("The file part is closed");
        }
        return count(b, off, len);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Closes, and reads away what was not read; it counts all the same. */
    void finish() throws IOException {
        closed = true;
        byte[] rest = new byte[SKIP_SIZE_BYTES];
        int n;
        do {
            n = count(rest, 0, rest.length);
        } while (n >= 0);
    }

    private int count(byte[] b, int off, int len) throws IOException {
        checkSize();
        int n = part.read(b, off, (int) Math.min(len - 1L, max - loaded) + 1);
        if (n > 0) {
            loaded += n;
            checkSize();
        }
        return n;
    }

    private void checkSize() {
        if (loaded > max) {
            throw ByteSize.tooLarge("En fil", limits.maksFil());
        }
    }
}
