package no.digisos.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer, written from a worker thread. At most {@link #MAX_IN_FLIGHT} pieces of {@link #CHUNK_BYTES} are on their way
 * at a time: a piece counts until it is in the socket. Vert.x's own {@code writeQueueFull} does not bound a worker, since it turns
 * true only when the event loop gets to the writes, and a worker can hand over a whole document before that.
 */
final class ResponseStream extends OutputStream {
    static final int CHUNK_BYTES = 64 * 1024;
    static final int MAX_IN_FLIGHT = 4;

    private final HttpServerResponse answer;
    private final OptionalLong length;
    private final Duration maxWait;
    private final Semaphore place = new Semaphore(MAX_IN_FLIGHT);
    private byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private long written;
    private volatile @Nullable Throwable breach;

    /**
     * @param length bytes of the whole body, when known
     * @param maxWait how long the caller may keep us waiting for room; after that it is given up
     */
    ResponseStream(HttpServerResponse answer, OptionalLong length, Duration maxWait) {
        this.answer = answer;
        this.length = length;
        this.maxWait = maxWait;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int taken = 0;
        while (taken < len) {
            int count = Math.min(len - taken, chunk.length - filled);
            System.arraycopy(b, off + taken, chunk, filled, count);
            filled += count;
            taken += count;
            if (filled == chunk.length) {
                send();
            }
        }
    }

    /** Does nothing: pieces go when they are full, so that a failure of the first of them can still be told. */
    @Override
    public void flush() {}

    /** Sends what is left and ends the answer. Not called when the writer failed: an answer cut short must not look whole. */
    @Override
    public void close() throws IOException {
        if (length.isPresent() && length.getAsLong() != written + filled) {
            throw new IOException("The answer has " + (written + filled) + " bytes of " + length.getAsLong());
        }
        if (!answer.headWritten()) {
            // All of it fits in one piece, which Vert.x gives its length by itself.
            answer.end(Buffer.buffer(chunk).slice(0, filled));
            return;
        }
        if (filled > 0) {
            send();
        }
        answer.end();
    }

    private void send() throws IOException {
        waitForPlace();
        if (!answer.headWritten()) {
            length.ifPresentOrElse(
                    n -> answer.putHeader("Content-Length", String.valueOf(n)), () -> answer.setChunked(true));
        }
        byte[] full = chunk;
        chunk = new byte[CHUNK_BYTES];
        written += filled;
        try {
            answer.write(Buffer.buffer(full).slice(0, filled)).onComplete(outcome -> {
                if (outcome.failed()) {
                    breach = outcome.cause();
                }
                place.release();
            });
        } catch (IllegalStateException e) {
            throw new IOException("The connection is closed", e);
        }
        filled = 0;
    }

    private void waitForPlace() throws IOException {
        try {
            if (!place.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("The caller does not read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the caller reads");
        }
        if (breach != null || answer.closed()) {
            throw new IOException("The connection is closed", breach);
        }
    }
}
