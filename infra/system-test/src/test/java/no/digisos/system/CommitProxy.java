package no.digisos.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a function and Postgres. Once armed, it lets the next COMMIT through and keeps its answer back: what is committed
 * stays committed, and the function never hears of it. The function's JDBC address must have {@code prepareThreshold=0}, so that
 * the word is sent each time.
 */
final class CommitProxy implements AutoCloseable {
    private static final String COMMIT = "COMMIT\0";

    private final ServerSocket server;
    private final int postgres;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final CountDownLatch held = new CountDownLatch(1);

    CommitProxy(int postgres) throws IOException {
        this.postgres = postgres;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void arm() {
        armed.set(true);
    }

    boolean awaitHeld() throws InterruptedException {
        return held.await(60, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), postgres);
                AtomicBoolean silent = new AtomicBoolean();
                Thread.ofVirtual().start(() -> pipe(client, upstream, silent, true));
                Thread.ofVirtual().start(() -> pipe(upstream, client, silent, false));
            } catch (IOException e) {
                return; // Closed: the test is over.
            }
        }
    }

    private void pipe(Socket from, Socket to, AtomicBoolean silent, boolean fromClient) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (fromClient && isCommit(buffer, n) && armed.compareAndSet(true, false)) {
                    // Before it is forwarded, so that not one byte of its answer can get by.
                    silent.set(true);
                    out.write(buffer, 0, n);
                    held.countDown();
                } else if (fromClient || !silent.get()) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // One side is gone, and with it the connection.
        }
    }

    private static boolean isCommit(byte[] buffer, int length) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMIT);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
