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
 * The body of one answer, written from a worker thread. At most {@link #MAKS_I_FLUKT} pieces of {@link #BIT_BYTES} are on their way
 * at a time: a piece counts until it is in the socket. Vert.x's own {@code writeQueueFull} does not bound a worker, since it turns
 * true only when the event loop gets to the writes, and a worker can hand over a whole document before that.
 */
final class Svarstrom extends OutputStream {
    static final int BIT_BYTES = 64 * 1024;
    static final int MAKS_I_FLUKT = 4;

    private final HttpServerResponse svar;
    private final OptionalLong lengde;
    private final Duration maksVent;
    private final Semaphore plass = new Semaphore(MAKS_I_FLUKT);
    private byte[] bit = new byte[BIT_BYTES];
    private int fylt;
    private long skrevet;
    private volatile @Nullable Throwable brudd;

    /**
     * @param lengde bytes of the whole body, when known
     * @param maksVent how long the caller may keep us waiting for room; after that it is given up
     */
    Svarstrom(HttpServerResponse svar, OptionalLong lengde, Duration maksVent) {
        this.svar = svar;
        this.lengde = lengde;
        this.maksVent = maksVent;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int tatt = 0;
        while (tatt < len) {
            int antall = Math.min(len - tatt, bit.length - fylt);
            System.arraycopy(b, off + tatt, bit, fylt, antall);
            fylt += antall;
            tatt += antall;
            if (fylt == bit.length) {
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
        if (lengde.isPresent() && lengde.getAsLong() != skrevet + fylt) {
            throw new IOException("The answer has " + (skrevet + fylt) + " bytes of " + lengde.getAsLong());
        }
        if (!svar.headWritten()) {
            // All of it fits in one piece, which Vert.x gives its length by itself.
            svar.end(Buffer.buffer(bit).slice(0, fylt));
            return;
        }
        if (fylt > 0) {
            send();
        }
        svar.end();
    }

    private void send() throws IOException {
        ventPaPlass();
        if (!svar.headWritten()) {
            lengde.ifPresentOrElse(
                    n -> svar.putHeader("Content-Length", String.valueOf(n)), () -> svar.setChunked(true));
        }
        byte[] full = bit;
        bit = new byte[BIT_BYTES];
        skrevet += fylt;
        try {
            svar.write(Buffer.buffer(full).slice(0, fylt)).onComplete(utfall -> {
                if (utfall.failed()) {
                    brudd = utfall.cause();
                }
                plass.release();
            });
        } catch (IllegalStateException e) {
            throw new IOException("The connection is closed", e);
        }
        fylt = 0;
    }

    private void ventPaPlass() throws IOException {
        try {
            if (!plass.tryAcquire(maksVent.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("The caller does not read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the caller reads");
        }
        if (brudd != null || svar.closed()) {
            throw new IOException("The connection is closed", brudd);
        }
    }
}
