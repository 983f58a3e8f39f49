package no.digisos.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Callers that send a body or take an answer as slowly as they can, and connections on which nothing happens; one thread goes round
 * among them all. A body begins with so much that it needs a place, and goes on by a hundred bytes a second; of an answer its caller
 * takes a hundred bytes a second into a small window. One that is cut off, or answered, comes again. They do not move in step: each has
 * its own twentieth of the second.
 */
final class SlowCallers implements AutoCloseable {
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int BYTES = 100;
    private static final int WINDOW_BYTES = 4 * 1024;
    private static final int BODY_BYTES = 3 * 1024 * 1024;
    private static final int GROUPS = 20;
    private static final int PAUSE_MS = 1_000 / GROUPS;

    private final InetSocketAddress address;
    private final String upload;
    private final String download;
    private final List<Slow> slow = new ArrayList<>();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Thread rounds;
    private volatile boolean ended;

    /** What a caller does. */
    private enum Kind {
        UPLOAD,
        DOWNLOAD,
        IDLE
    }

    SlowCallers(URI base, ShortCalls calls, int uploads, int downloads, int idle) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort());
        this.upload = "POST " + calls.upload() + " HTTP/1.1\r\nHost: localhost\r\n" + calls.uploadHeaders()
                + "Content-Length: " + BODY_BYTES + "\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
                + " ".repeat(FIRST_BYTES);
        this.download =
                "GET " + calls.download() + " HTTP/1.1\r\nHost: localhost\r\n" + calls.downloadHeaders() + "\r\n";
        add(Kind.IDLE, idle);
        add(Kind.UPLOAD, uploads);
        add(Kind.DOWNLOAD, downloads);
        this.rounds = Thread.ofPlatform().daemon().unstarted(this::goRound);
    }

    /** Opens all of them, some at a time, and leaves them to their pace. */
    void awaitAll() throws InterruptedException {
        for (Slow caller : slow) {
            caller.step();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        rounds.start();
    }

    /** How many there are now, how many were cut off, and how many were answered with 503. */
    String summary() {
        long held = slow.stream().filter(Slow::isOpen).count();
        return held + " of " + slow.size() + ", " + cut + ", " + refused;
    }

    private void add(Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            slow.add(new Slow(kind));
        }
    }

    private void goRound() {
        for (int group = 0; !ended; group = (group + 1) % GROUPS) {
            for (int i = group; i < slow.size(); i += GROUPS) {
                slow.get(i).step();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        rounds.interrupt();
        rounds.join();
        slow.forEach(Slow::end);
    }

    /** One connection; used by one thread at a time. */
    private final class Slow {
        private final Kind kind;
        private volatile @Nullable SocketChannel channel;
        private ByteBuffer toSend = ByteBuffer.allocate(0);

        Slow(Kind kind) {
            this.kind = kind;
        }

        boolean isOpen() {
            SocketChannel mine = channel;
            return mine != null && mine.isOpen();
        }

        void step() {
            try {
                SocketChannel mine = channel;
                if (mine == null || !mine.isOpen()) {
                    mine = open();
                    channel = mine;
                }
                if (kind == Kind.IDLE) {
                    return;
                }
                if (kind == Kind.UPLOAD && !toSend.hasRemaining()) {
                    toSend = ByteBuffer.wrap(" ".repeat(BYTES).getBytes(StandardCharsets.US_ASCII));
                }
                mine.write(toSend);
                read(mine);
            } catch (IOException e) {
                cut.incrementAndGet();
                end();
            }
        }

        private SocketChannel open() throws IOException {
            SocketChannel fresh = SocketChannel.open();
            fresh.setOption(StandardSocketOptions.SO_RCVBUF, WINDOW_BYTES);
            fresh.connect(address);
            fresh.configureBlocking(false);
            String begins = switch (kind) {
                case UPLOAD -> upload;
                case DOWNLOAD -> download;
                case IDLE -> "";
            };
            toSend = ByteBuffer.wrap(begins.getBytes(StandardCharsets.ISO_8859_1));
            return fresh;
        }

        private void read(SocketChannel mine) throws IOException {
            ByteBuffer some = ByteBuffer.allocate(BYTES);
            int n = mine.read(some);
            if (n < 0) {
                throw new IOException("closed");
            }
            String text = new String(some.array(), 0, n, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (text.startsWith("http/1.1 ") && !text.startsWith("http/1.1 200")) {
                if (text.startsWith("http/1.1 503")) {
                    refused.incrementAndGet();
                }
                end();
            }
        }

        void end() {
            SocketChannel mine = channel;
            if (mine != null) {
                try {
                    mine.close();
                } catch (IOException ignored) {
                    // It is gone either way.
                }
            }
        }
    }
}
