package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.stream.BlockStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, counted against its limit. It remembers how it ended, since the multipart library hides an {@link
 * IOException} of the body behind its own, and since a failed body must stay failed when somebody swallows the exception.
 */
final class CountedBody extends BlockStream {
    private final InputStream body;
    private final long max;
    private long loaded;
    private boolean end;
    private @Nullable IOException breach;

    CountedBody(InputStream body, long max) {
        this.body = body;
        this.max = max;
    }

    /** The body's own failure: the caller is gone, or too slow. */
    @Nullable
    IOException breach() {
        return breach;
    }

    /** True when the body was read to its end. */
    boolean end() {
        return end;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        checkUsable();
        int n = readBody(b, off, (int) Math.min(len - 1L, max - loaded) + 1);
        if (n < 0) {
            end = true;
            return -1;
        }
        loaded += n;
        checkUsable();
        return n;
    }

    private int readBody(byte[] b, int off, int len) throws IOException {
        try {
            int n = body.read(b, off, len);
            // The multipart library takes 0 for data. No stream should return it; this one does not.
            while (n == 0) {
                n = body.read(b, off, len);
            }
            return n;
        } catch (IOException e) {
            breach = e;
            throw e;
        }
    }

    private void checkUsable() throws IOException {
        if (breach != null) {
            // Not the same exception again: try-with-resources cannot attach an exception to itself.
            throw new IOException("The body has failed before", breach);
        }
        if (loaded > max) {
            throw ByteSize.tooLarge("Forespørselen", max);
        }
    }
}
