package no.digisos.fallback.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a raw socket, so that a test can break off at any byte, and can count what really arrived: every accepted
 * connection and every request head.
 */
public final class TestServer implements AutoCloseable {
    private static final int LONGEST_SILENCE_MS = 20_000;

    /** What the server does with one connection; the connection is closed after it. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    /** One request's first line and headers, their names in lower case. */
    public record Head(String method, String path, Map<String, String> fields) {
        public String field(String name) {
            String value = fields.get(name.toLowerCase(Locale.ROOT));
            if (value == null) {
                throw new AssertionError("The request has no header " + name);
            }
            return value;
        }
    }

    private final ServerSocket listener;
    private final boolean tls;
    private final Behaviour behaviour;
    private final Thread acceptor;
    private final List<Thread> serving = new CopyOnWriteArrayList<>();
    private final List<Head> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int lastGuest = -1;

    public TestServer(Behaviour behaviour) {
        this(null, behaviour);
    }

    public TestServer(@Nullable SSLContext tls, Behaviour behaviour) {
        this.behaviour = behaviour;
        this.tls = tls != null;
        try {
            this.listener = tls == null
                    ? new ServerSocket(0, 50, InetAddress.getLoopbackAddress())
                    : tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** Reads each request whole and answers it, on connections that are kept open. */
    public static Behaviour answers(String answer) {
        return connection -> {
            while (connection.readHead() != null) {
                connection.readBody(OutputStream.nullOutputStream());
                connection.write(answer);
            }
        };
    }

    /** A whole answer with a length. */
    public static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " Svar\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public URI url(String path) {
        return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /** Request heads seen so far. */
    public List<Head> heads() {
        return heads;
    }

    /**
     * Waits until everything that has reached the server is dealt with, and stops it: the last guest queues up behind every
     * other connection.
     *
     * @return connections that were accepted
     */
    public int finish() throws IOException, InterruptedException {
        try (Socket guest = new Socket()) {
            guest.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            lastGuest = guest.getLocalPort();
            guest.connect(listener.getLocalSocketAddress());
            acceptor.join();
        }
        for (Thread thread : serving) {
            thread.join();
        }
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                if (socket.getPort() == lastGuest) {
                    socket.close();
                    return;
                }
                connections.incrementAndGet();
                serving.add(Thread.ofVirtual().start(() -> serve(socket)));
            }
        } catch (SocketException e) {
            return; // Closed by the test.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(LONGEST_SILENCE_MS);
            behaviour.serve(new Connection(socket));
        } catch (IOException e) {
            return; // The client went away, which is what many tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server's end of one connection. */
    public final class Connection {
        private final Socket socket;
        private final InputStream in;
        private @Nullable Head head;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next request's head, or null when the client has closed. */
        public @Nullable Head readHead() throws IOException {
            String first = line();
            if (first == null) {
                return null;
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field = line(); field != null && !field.isEmpty(); field = line()) {
                int colon = field.indexOf(':');
                fields.put(
                        field.substring(0, colon).toLowerCase(Locale.ROOT),
                        field.substring(colon + 1).strip());
            }
            String[] parts = first.split(" ");
            Head count = new Head(parts[0], parts[1], Map.copyOf(fields));
            head = count;
            heads.add(count);
            return count;
        }

        /**
         * Reads the body to its regular end.
         *
         * @throws EOFException when it breaks off before that
         */
        public long readBody(OutputStream sink) throws IOException {
            Head current = head;
            if (current == null) {
                throw new IllegalStateException("Read the head first");
            }
            if (!current.fields().containsKey("transfer-encoding")) {
                return copy(Long.parseLong(current.fields().getOrDefault("content-length", "0")), sink);
            }
            long count = 0;
            while (true) {
                String length = line();
                if (length == null) {
                    throw new EOFException("The body has no end");
                }
                long chunk = Long.parseLong(length, 16);
                count += copy(chunk, sink);
                if (!"".equals(line())) {
                    throw new EOFException("A chunk has no end");
                }
                if (chunk == 0) {
                    return count;
                }
            }
        }

        /** Reads this many bytes as they come on the wire. */
        public long copy(long count, OutputStream sink) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            long left = count;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The body breaks off");
                }
                sink.write(buffer, 0, read);
                left -= read;
            }
            return count;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Returns when the client has closed the connection, gracefully or not. */
        public void awaitClientClose() {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (SocketException e) {
                return; // Reset: closed as well.
            } catch (IOException e) {
                throw new UncheckedIOException("The client kept the connection", e);
            }
        }

        /** Ends the connection with a reset instead of a regular close. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private @Nullable String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int character = in.read(); character >= 0; character = in.read()) {
                if (character == '\n') {
                    return line.toString();
                }
                if (character != '\r') {
                    line.append((char) character);
                }
            }
            return null;
        }
    }
}
