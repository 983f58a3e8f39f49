package no.digisos.common.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.error.KlientBorte;
import no.digisos.common.error.LesetidUte;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request. Its beginning may be taken in before a thread reads it ({@link #hentForst}); after that it is read by a
 * worker thread while it arrives, one network buffer ahead at most. A caller that keeps us waiting too long for one byte, or for all
 * of them together ({@link Tempo}), is given up with {@link LesetidUte}, which leaves the connection be, so that a 408 can be sent;
 * Quarkus' own stream closes it.
 */
final class Kroppstrom extends InputStream {
    private static final int FORSTE_BYTES = 512;
    private static final long NANOS_PER_MS = 1_000_000;

    private final HttpServerRequest foresporsel;
    private final Duration lesetid;
    private final Tempo tempo;
    private final ReentrantLock las = new ReentrantLock();
    private final Condition nytt = las.newCondition();
    private final Deque<Buffer> ko = new ArrayDeque<>();
    private boolean slutt;
    private @Nullable IOException brudd;
    private boolean begynt;
    private volatile @Nullable Forhenting forhenting;
    private Buffer bit = Buffer.buffer();
    private int lest;
    private long mottatt;
    private long ventet;

    /**
     * @param lesetid how long we wait for one byte
     * @param tempo how long we wait for all of them
     */
    Kroppstrom(HttpServerRequest foresporsel, Duration lesetid, Tempo tempo) {
        this.foresporsel = foresporsel;
        this.lesetid = lesetid;
        this.tempo = tempo;
    }

    /** Told once that the beginning is there. */
    @FunctionalInterface
    interface Begynt {
        /**
         * The body goes on.
         *
         * @param hel whether all has come that will come, or the caller was given up: then a read tells
         */
        void etter(boolean hel);
    }

    /**
     * Takes in the beginning of the body, without a thread. Nothing must have been read yet.
     *
     * @param maks bytes; one more, and the body is held back there until it is read
     * @param begynt is called from the connection's thread, or from this one before it returns
     */
    void hentForst(Vertx vertx, int maks, Begynt begynt) {
        Forhenting forst = new Forhenting(vertx, maks, begynt);
        endre(() -> forhenting = forst);
        begynn();
        forst.seEtter();
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
                endre(() -> slutt = true);
            } else if (foresporsel.response().closed()) {
                endre(() -> brudd = new KlientBorte(new ClosedChannelException()));
            } else {
                foresporsel.pause();
                foresporsel.handler(this::taImot);
                foresporsel.endHandler(v -> meld(() -> slutt = true));
                foresporsel.exceptionHandler(e -> meld(() -> brudd = new KlientBorte(e)));
                foresporsel.fetch(1);
            }
        }
    }

    private void taImot(Buffer buffer) {
        endre(() -> {
            mottatt += buffer.length();
            if (forhenting == null) {
                ko.add(buffer);
            } else {
                forhenting.legg(buffer);
            }
        });
        Forhenting forst = forhenting;
        if (forst != null && !forst.seEtter()) {
            foresporsel.fetch(1);
        }
    }

    private void meld(Runnable endring) {
        endre(endring);
        Forhenting forst = forhenting;
        if (forst != null) {
            forst.seEtter();
        }
    }

    private void endre(Runnable endring) {
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
            long igjen = Math.min(lesetid.toNanos(), tempo.fristNanos(mottatt) - ventet);
            long begynte = System.nanoTime();
            while (ko.isEmpty() && !slutt && brudd == null) {
                if (igjen <= 0) {
                    brudd = new LesetidUte();
                    break;
                }
                igjen = nytt.awaitNanos(igjen);
            }
            ventet += System.nanoTime() - begynte;
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

    /**
     * The beginning of the body while it is taken in: in one array that grows, since a caller may send each byte by itself. Guarded
     * by the stream's lock, but for what it calls.
     */
    private final class Forhenting {
        private final Vertx vertx;
        private final int maks;
        private final Begynt begynt;
        private final long begynte = System.nanoTime();
        private byte[] hittil = new byte[FORSTE_BYTES];
        private int antall;
        private long sisteByte = begynte;
        private long timer = -1;

        Forhenting(Vertx vertx, int maks, Begynt begynt) {
            this.vertx = vertx;
            this.maks = maks;
            this.begynt = begynt;
        }

        void legg(Buffer buffer) {
            int plass = antall + buffer.length();
            if (plass > hittil.length) {
                hittil = Arrays.copyOf(hittil, Math.max(plass, 2 * hittil.length));
            }
            buffer.getBytes(hittil, antall);
            antall = plass;
            sisteByte = System.nanoTime();
        }

        /** Tells, once, when it is enough or has taken too long; true from then on. */
        boolean seEtter() {
            boolean hel;
            las.lock();
            try {
                if (forhenting != this) {
                    return true;
                }
                long naa = System.nanoTime();
                long igjen =
                        Math.min(lesetid.toNanos() - (naa - sisteByte), tempo.fristNanos(antall) - (naa - begynte));
                if (igjen <= 0 && !slutt && brudd == null) {
                    brudd = new LesetidUte();
                }
                hel = slutt || brudd != null;
                if (!hel && antall <= maks) {
                    if (timer < 0) {
                        timer = vertx.setTimer(1 + igjen / NANOS_PER_MS, t -> {
                            timer = -1;
                            seEtter();
                        });
                    }
                    return false;
                }
                overlat(naa - begynte);
            } finally {
                las.unlock();
            }
            begynt.etter(hel);
            return true;
        }

        private void overlat(long brukt) {
            ventet = brukt;
            forhenting = null;
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            if (antall > 0) {
                ko.add(Buffer.buffer(antall == hittil.length ? hittil : Arrays.copyOf(hittil, antall)));
            }
        }
    }
}
