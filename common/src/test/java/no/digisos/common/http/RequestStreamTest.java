package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import no.digisos.common.error.ReadTimeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of any size and at any pace, over a real connection. */
class RequestStreamTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Pace CALM = new Pace(1, LONG, LONG);
    private static final Pace STRING = new Pace(1L << 40, Duration.ofMillis(200), LONG);
    private static final int MAX = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final CompletableFuture<byte[]> loaded = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_small_body_is_there_as_a_whole_before_it_is_read() throws Exception {
        for (int storrelse : new int[] {1, 700, MAX}) {
            assertThat(send(storrelse, CALM)).isTrue();
        }
    }

    @Test
    void a_bigger_one_is_held_back_until_it_is_read() throws Exception {
        for (int storrelse : new int[] {MAX + 1, 3_000_000}) {
            assertThat(send(storrelse, CALM)).isFalse();
        }
    }

    @Test
    void a_body_of_single_bytes_below_the_least_rate_is_given_up_though_none_takes_long() throws Exception {
        int port = serve(STRING, LONG);
        try (Socket client = client(port, Integer.MAX_VALUE)) {
            for (int i = 0; !loaded.isDone() && i < Integer.MAX_VALUE; i++) {
                client.getOutputStream().write('x');
                // Between two bytes there is time for the server to see each by itself.
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> loaded.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ReadTimeout.class);
        }
    }

    @Test
    void a_body_that_stalls_is_given_up_before_and_after_it_is_read() throws Exception {
        for (int sent : new int[] {10, 5000}) {
            RequestStreamTest fresh = new RequestStreamTest();
            int port = fresh.serve(CALM, Duration.ofMillis(200));
            try (Socket client = client(port, 1_000_000)) {
                client.getOutputStream().write(new byte[sent]);
                assertThatThrownBy(() -> fresh.loaded.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(ReadTimeout.class);
                assertThat(fresh.begun.join()).isEqualTo(sent < MAX);
            } finally {
                fresh.stop();
            }
        }
    }

    private static boolean send(int storrelse, Pace pace) throws Exception {
        RequestStreamTest fresh = new RequestStreamTest();
        int port = fresh.serve(pace, LONG);
        byte[] body = new byte[storrelse];
        for (int i = 0; i < storrelse; i++) {
            body[i] = (byte) (i * 31);
        }
        try (Socket client = client(port, storrelse)) {
            client.getOutputStream().write(body);
            assertThat(fresh.loaded.get(60, TimeUnit.SECONDS)).isEqualTo(body);
            return fresh.begun.join();
        } finally {
            fresh.stop();
        }
    }

    /** A server that takes in the beginning of a body, and reads it from a thread of its own after that. */
    private int serve(Pace pace, Duration readTime) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    RequestStream stream = new RequestStream(request, readTime, pace);
                    request.pause();
                    stream.fetchFirst(vertx, MAX, whole -> {
                        begun.complete(whole);
                        Thread.ofPlatform().start(() -> read(stream));
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void read(RequestStream stream) {
        try {
            loaded.complete(stream.readAllBytes());
        } catch (IOException e) {
            loaded.completeExceptionally(e);
        }
    }

    private static Socket client(int port, int length) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        client.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
