package no.digisos.common.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.error.ClientGone;
import no.digisos.common.error.ReadTimeout;
import no.digisos.common.stream.BlockStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request. Its beginning may be taken in before a thread reads it ({@link #fetchFirst}); after that it is read by a
 * worker thread while it arrives, one network buffer ahead at most. A caller that keeps us waiting too long for one byte, or for all
 * of them together ({@link Pace}), is given up with {@link ReadTimeout}, which leaves the connection be, so that a 408 can be sent;
 * Quarkus' own stream closes it.
 */
final class RequestStream extends BlockStream {
    private static final int FIRST_BYTES = 512;
    private static final long NANOS_PER_MS = 1_000_000;

    private final HttpServerRequest request;
    private final Duration readTime;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition renewed = lock.newCondition();
    private final Deque<Buffer> queue = new ArrayDeque<>();
    private boolean end;
    private @Nullable IOException breach;
    private boolean begun;
    private volatile @Nullable Prefetch prefetch;
    private Buffer chunk = Buffer.buffer();
    private int loaded;
    private long received;
    private long waited;

    /**
     * @param readTime how long we wait for one byte
     * @param pace how long we wait for all of them
     */
    RequestStream(HttpServerRequest request, Duration readTime, Pace pace) {
        this.request = request;
        this.readTime = readTime;
        this.pace = pace;
    }

    /** Told once that the beginning is there. */
    @FunctionalInterface
    interface Begun {
        /**
         * The body goes on.
         *
         * @param whole whether all has come that will come, or the caller was given up: then a read tells
         */
        void after(boolean whole);
    }

    /**
     * Takes in the beginning of the body, without a thread. Nothing must have been read yet.
     *
     * @param max bytes; one more, and the body is held back there until it is read
     * @param begun is called from the connection's thread, or from this one before it returns
     */
    void fetchFirst(Vertx vertx, int max, Begun begun) {
        Prefetch initial = new Prefetch(vertx, max, begun);
        change(() -> prefetch = initial);
        begin();
        initial.check();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        begin();
        while (loaded == chunk.length()) {
            Buffer next = awaitBuffer();
            if (next == null) {
                return -1;
            }
            chunk = next;
            loaded = 0;
        }
        int count = Math.min(len, chunk.length() - loaded);
        chunk.getBytes(loaded, loaded + count, b, off);
        loaded += count;
        return count;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        // The connection's own lock, so that the request cannot end between the look and the handlers.
        synchronized (request.connection()) {
            if (request.isEnded()) {
                change(() -> end = true);
            } else if (request.response().closed()) {
                change(() -> breach = new ClientGone(new ClosedChannelException()));
            } else {
                request.pause();
                request.handler(this::receive);
                request.endHandler(v -> report(() -> end = true));
                request.exceptionHandler(e -> report(() -> breach = new ClientGone(e)));
                request.fetch(1);
            }
        }
    }

    private void receive(Buffer buffer) {
        change(() -> {
            received += buffer.length();
            if (prefetch == null) {
                queue.add(buffer);
            } else {
                prefetch.add(buffer);
            }
        });
        Prefetch initial = prefetch;
        if (initial != null && !initial.check()) {
            request.fetch(1);
        }
    }

    private void report(Runnable change) {
        change(change);
        Prefetch initial = prefetch;
        if (initial != null) {
            initial.check();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            renewed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Buffer awaitBuffer() throws IOException {
        Buffer next;
        lock.lock();
        try {
            long remaining = Math.min(readTime.toNanos(), pace.fristNanos(received) - waited);
            long began = System.nanoTime();
            while (queue.isEmpty() && !end && breach == null) {
                if (remaining <= 0) {
                    breach = new ReadTimeout();
                    break;
                }
                remaining = renewed.awaitNanos(remaining);
            }
            waited += System.nanoTime() - began;
            next = queue.poll();
            if (next == null) {
                if (breach != null) {
                    throw breach;
                }
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the body arrives");
        } finally {
            lock.unlock();
        }
        request.fetch(1);
        return next;
    }

    /**
     * The beginning of the body while it is taken in: in one array that grows, since a caller may send each byte by itself. Guarded
     * by the stream's lock, but for what it calls.
     */
    private final class Prefetch {
        private final Vertx vertx;
        private final int max;
        private final Begun begun;
        private final long began = System.nanoTime();
        private byte[] soFar = new byte[FIRST_BYTES];
        private int count;
        private long lastByte = began;
        private long timer = -1;

        Prefetch(Vertx vertx, int max, Begun begun) {
            this.vertx = vertx;
            this.max = max;
            this.begun = begun;
        }

        void add(Buffer buffer) {
            int place = count + buffer.length();
            if (place > soFar.length) {
                soFar = Arrays.copyOf(soFar, Math.max(place, 2 * soFar.length));
            }
            buffer.getBytes(soFar, count);
            count = place;
            lastByte = System.nanoTime();
        }

        /** Tells, once, when it is enough or has taken too long; true from then on. */
        boolean check() {
            boolean whole;
            lock.lock();
            try {
                if (prefetch != this) {
                    return true;
                }
                long now = System.nanoTime();
                long remaining =
                        Math.min(readTime.toNanos() - (now - lastByte), pace.fristNanos(count) - (now - began));
                if (remaining <= 0 && !end && breach == null) {
                    breach = new ReadTimeout();
                }
                whole = end || breach != null;
                if (!whole && count <= max) {
                    if (timer < 0) {
                        timer = vertx.setTimer(1 + remaining / NANOS_PER_MS, t -> {
                            timer = -1;
                            check();
                        });
                    }
                    return false;
                }
                handOver(now - began);
            } finally {
                lock.unlock();
            }
            begun.after(whole);
            return true;
        }

        private void handOver(long used) {
            waited = used;
            prefetch = null;
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            if (count > 0) {
                queue.add(Buffer.buffer(count == soFar.length ? soFar : Arrays.copyOf(soFar, count)));
            }
        }
    }
}
