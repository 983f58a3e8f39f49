package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body is refused before its end: its sender gets to read why, and may send no more than the limits allow. */
class BodyDrainTest {
    private static final int MAX = 70_000;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** More than all buffers on the way hold. */
    private static final int ENDLESS = 512 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.post("/patient").handler(routing -> refuse(routing, MAX, LONG));
        router.post("/hasty").handler(routing -> refuse(routing, ENDLESS, SHORT));
        router.post("/full").handler(routing -> refuse(routing, 0, LONG));
        router.get("/next").handler(routing -> routing.response().end("there"));
        server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void what_is_within_the_limits_is_read_away_and_the_connection_serves_the_next_request() throws IOException {
        try (Socket sender = begin("/patient", MAX)) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 400 ");
            send(sender, new byte[MAX]);
            send(
                    sender,
                    "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(sender.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("there");
        }
    }

    @Test
    void no_more_than_the_limit_is_read_away() throws IOException {
        try (Socket sender = begin("/patient", ENDLESS)) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 400 ");
            assertThat(sentUntilClosed(sender)).isLessThan(ENDLESS);
        }
    }

    @Test
    void a_limit_of_zero_reads_nothing() throws IOException {
        try (Socket sender = begin("/full", ENDLESS)) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 400 ");
            assertThat(sentUntilClosed(sender)).isLessThan(ENDLESS);
        }
    }

    @Test
    void a_slow_body_is_given_up_when_the_time_is_over() throws IOException {
        try (Socket sender = begin("/hasty", ENDLESS)) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 400 ");
            assertThat(sender.getInputStream().read())
                    .as("closed by the server")
                    .isNegative();
        }
    }

    @Test
    void a_caller_that_is_gone_is_no_error() throws IOException {
        try (Socket sender = begin("/patient", ENDLESS)) {
            assertThat(answer(sender)).startsWith("HTTP/1.1 400 ");
        }
        try (Socket next = begin("/patient", 1)) {
            assertThat(answer(next)).as("others are served").startsWith("HTTP/1.1 400 ");
        }
    }

    private static void refuse(RoutingContext routing, long max, Duration time) {
        routing.request().pause();
        BodyDrain.after(routing, max, time);
        routing.response().setStatusCode(400).end("no");
    }

    private Socket begin(String path, int length) throws IOException {
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        send(
                sender,
                ("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return sender;
    }

    private static void send(Socket sender, byte[] bytes) throws IOException {
        sender.getOutputStream().write(bytes);
        sender.getOutputStream().flush();
    }

    /** Head and body of the refusal. */
    private static String answer(Socket sender) throws IOException {
        InputStream in = sender.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            assertThat(octet).as("the sender gets to read the answer").isNotNegative();
            head.append((char) octet);
        }
        assertThat(in.readNBytes(2)).asString(StandardCharsets.US_ASCII).isEqualTo("no");
        return head.toString();
    }

    private static long sentUntilClosed(Socket sender) {
        byte[] some = new byte[64 * 1024];
        long sent = 0;
        try {
            while (sent < ENDLESS) {
                send(sender, some);
                sent += some.length;
            }
        } catch (IOException closed) {
            return sent;
        }
        return sent;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
