package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of any size, over a real connection. */
class ResponseStreamTest {
    private static final int MIB = 1024 * 1024;
    /** What the two sockets of a connection may hold between them, as Linux lets them grow, and then some. */
    private static final long I_SOCKETS = 16L * MIB;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<ResponseStream> stream = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final AtomicLong written = new AtomicLong();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_that_does_not_read_holds_the_writer_back() throws Exception {
        long everything = 200L * MIB;
        int port = serve(OptionalLong.of(everything), everything, Duration.ofMinutes(1));
        try (Socket client = client(port)) {
            assertThat(stream.get(30, TimeUnit.SECONDS)).isNotNull();
            // The writer has come as far as it can when it waits for room and no piece leaves for a while.
            Thread writer = thread.get(30, TimeUnit.SECONDS);
            long previous = -1;
            while (written.get() < (long) ResponseStream.MAX_IN_FLIGHT * ResponseStream.CHUNK_BYTES
                    || writer.getState() != Thread.State.TIMED_WAITING
                    || written.get() != previous) {
                previous = written.get();
                assertThat(previous).isLessThan(I_SOCKETS);
                writer.join(Duration.ofMillis(100));
            }

            InputStream in = new BufferedInputStream(client.getInputStream(), MIB);
            assertThat(header(in)).contains("content-length: " + everything);
            assertThat(read(in, everything)).isEqualTo(everything);
            done.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_caller_that_never_reads_is_given_up() throws Exception {
        int port = serve(OptionalLong.empty(), 200L * MIB, Duration.ofMillis(200));
        try (Socket client = client(port)) {
            assertThatThrownBy(() -> done.orTimeout(30, TimeUnit.SECONDS).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("does not read");
        }
    }

    @Test
    void a_caller_that_leaves_ends_the_writing() throws Exception {
        int port = serve(OptionalLong.empty(), 200L * MIB, Duration.ofMinutes(1));
        try (Socket client = client(port)) {
            stream.get(30, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> done.orTimeout(30, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void an_answer_shorter_than_promised_is_not_ended() throws Exception {
        int port = serve(OptionalLong.of(10), 9, Duration.ofMinutes(1));
        try (Socket client = client(port)) {
            assertThatThrownBy(() -> done.orTimeout(30, TimeUnit.SECONDS).join())
                    .hasMessageContaining("9 bytes of 10");
        }
    }

    @Test
    void a_small_answer_has_its_length() throws Exception {
        int port = serve(OptionalLong.empty(), 9, Duration.ofMinutes(1));
        try (Socket client = client(port)) {
            InputStream in = client.getInputStream();
            assertThat(header(in)).contains("content-length: 9");
            assertThat(read(in, 9)).isEqualTo(9);
        }
    }

    /** A server that answers every request with this many bytes, written by a thread of its own. */
    private int serve(OptionalLong length, long count, Duration maxWait) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> Thread.ofPlatform().start(() -> {
                    ResponseStream out = new ResponseStream(request.response(), length, maxWait);
                    try {
                        byte[] chunk = new byte[10_000];
                        thread.complete(Thread.currentThread());
                        stream.complete(out);
                        for (long remaining = count; remaining > 0; remaining -= Math.min(remaining, chunk.length)) {
                            out.write(chunk, 0, (int) Math.min(remaining, chunk.length));
                            written.addAndGet(Math.min(remaining, chunk.length));
                        }
                        out.close();
                        done.complete(null);
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                }));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Socket client(int port) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(64 * 1024);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String header(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n")) {
            header.append((char) in.read());
        }
        return header.toString().toLowerCase(Locale.ROOT);
    }

    private static long read(InputStream in, long count) throws IOException {
        byte[] chunk = new byte[MIB];
        long loaded = 0;
        while (loaded < count) {
            int n = in.read(chunk, 0, (int) Math.min(chunk.length, count - loaded));
            if (n < 0) {
                return loaded;
            }
            loaded += n;
        }
        return loaded;
    }
}
