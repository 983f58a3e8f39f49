package no.digisos.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.error.KlientBorte;
import no.digisos.common.error.LesetidUte;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, read by a worker thread while it arrives, one network buffer ahead at most. Quarkus' own stream closes the
 * connection when a body stalls, so that no 408 could be sent; this one throws {@link LesetidUte} and leaves the connection be.
 */
final class Kroppstrom extends InputStream {
    private final HttpServerRequest foresporsel;
    private final Duration lesetid;
    private final ReentrantLock las = new ReentrantLock();
    private final Condition nytt = las.newCondition();
    private final Deque<Buffer> ko = new ArrayDeque<>();
    private boolean slutt;
    private @Nullable IOException brudd;
    private boolean begynt;
    private Buffer bit = Buffer.buffer();
    private int lest;

    /** @param lesetid how long one read may wait for the next byte */
    Kroppstrom(HttpServerRequest foresporsel, Duration lesetid) {
        this.foresporsel = foresporsel;
        this.lesetid = lesetid;
    }

    @Override
    public int read() throws IOException {
        byte[] en = new byte[1];
        return read(en, 0, 1) < 0 ? -1 : en[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        begynn();
        while (lest == bit.length()) {
            Buffer neste = vent();
            if (neste == null) {
                return -1;
            }
            bit = neste;
            lest = 0;
        }
        int antall = Math.min(len, bit.length() - lest);
        bit.getBytes(lest, lest + antall, b, off);
        lest += antall;
        return antall;
    }

    private void begynn() {
        if (begynt) {
            return;
        }
        begynt = true;
        // The connection's own lock, so that the request cannot end between the look and the handlers.
        synchronized (foresporsel.connection()) {
            if (foresporsel.isEnded()) {
                slutt = true;
            } else if (foresporsel.response().closed()) {
                brudd = new KlientBorte(new ClosedChannelException());
            } else {
                foresporsel.pause();
                foresporsel.handler(buffer -> meld(() -> ko.add(buffer)));
                foresporsel.endHandler(v -> meld(() -> slutt = true));
                foresporsel.exceptionHandler(e -> meld(() -> brudd = new KlientBorte(e)));
                foresporsel.fetch(1);
            }
        }
    }

    private void meld(Runnable endring) {
        las.lock();
        try {
            endring.run();
            nytt.signalAll();
        } finally {
            las.unlock();
        }
    }

    private @Nullable Buffer vent() throws IOException {
        Buffer neste;
        las.lock();
        try {
            long igjen = lesetid.toNanos();
            while (ko.isEmpty() && !slutt && brudd == null) {
                if (igjen <= 0) {
                    brudd = new LesetidUte();
                    break;
                }
                igjen = nytt.awaitNanos(igjen);
            }
            neste = ko.poll();
            if (neste == null) {
                if (brudd != null) {
                    throw brudd;
                }
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the body arrives");
        } finally {
            las.unlock();
        }
        foresporsel.fetch(1);
        return neste;
    }
}
