package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that do not take their answers, or do not come to an end with their requests, over real connections. */
class ResponseGuardTest {
    private static final int MIB = 1024 * 1024;
    /** More than two sockets hold between them. */
    private static final int LARGE_ANSWER = 24 * MIB;

    private static final Duration LONG = Duration.ofHours(1);
    private static final int FRIST_MS = 120_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_that_does_not_take_its_answer_is_cut_off_before_its_end() throws IOException {
        int port = serve(new Pace(MIB, Duration.ofMillis(1), Duration.ofMillis(200)), LONG, Long.MAX_VALUE);
        try (Socket slow = client(port)) {
            ask(slow);
            // Until the server has given it up, another one gets its answers.
            try (Socket another = client(port)) {
                readLittle(another);
            }
            assertThatThrownBy(() -> readSlowly(slow)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_caller_that_takes_its_answer_gets_all_of_it() throws IOException {
        int port = serve(new Pace(1024, LONG, LONG), LONG, Long.MAX_VALUE);
        try (Socket client = client(port)) {
            ask(client);
            assertThat(readAll(client)).isGreaterThan(LARGE_ANSWER);
        }
    }

    @Test
    void too_much_that_is_not_taken_cuts_off_the_one_that_has_waited_longest() throws IOException {
        int port = serve(new Pace(1024, LONG, LONG), LONG, 3L * LARGE_ANSWER);
        List<Socket> slowOnes = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket slow = client(port);
                slowOnes.add(slow);
                ask(slow);
                // Its answer has begun, so the next one is younger.
                assertThat(slow.getInputStream().read()).isEqualTo('H');
            }
            assertThatThrownBy(() -> readAll(slowOnes.getFirst())).isInstanceOf(IOException.class);
            assertThat(readAll(slowOnes.getLast())).isGreaterThan(LARGE_ANSWER - 1);
        } finally {
            for (Socket slow : slowOnes) {
                slow.close();
            }
        }
    }

    @Test
    void a_head_that_does_not_come_to_an_end_is_given_up_and_an_idle_connection_is_not() throws IOException {
        int port = serve(new Pace(1024, LONG, LONG), Duration.ofMillis(200), Long.MAX_VALUE);
        try (Socket resting = client(port);
                Socket slow = client(port)) {
            readLittle(resting);
            // An empty line before a request is no request.
            resting.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().write("GET / HTT".getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isNegative();
            readLittle(resting);
        }
    }

    private int serve(Pace pace, Duration maxHeaderTime, long maxOutstanding) {
        Outstanding all = new Outstanding(maxOutstanding);
        return vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connection -> {
                    if (connection instanceof ConnectionBase base) {
                        ResponseGuard guard = new ResponseGuard(pace, maxHeaderTime, all);
                        base.channel().pipeline().addAfter("httpEncoder", "vakt", guard);
                        base.channel().pipeline().addFirst("hodevakt", guard.headerGuard());
                    }
                })
                .requestHandler(request -> request.response()
                        .end(
                                request.path().equals("/stort")
                                        ? Buffer.buffer(new byte[LARGE_ANSWER])
                                        : Buffer.buffer("x")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Socket client(int port) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(64 * 1024);
        client.setSoTimeout(FRIST_MS);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client;
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream()
                .write("GET /stort HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void readLittle(Socket client) throws IOException {
        client.getOutputStream().write("GET /lite HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nx")) {
            int b = client.getInputStream().read();
            assertThat(b).as(answer.toString()).isNotNegative();
            answer.append((char) b);
        }
    }

    /** Reads to the end of the connection. */
    private static long readAll(Socket client) throws IOException {
        return client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Takes a byte now and then, of which the server sees none leave, until the connection is reset. */
    private static void readSlowly(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] chunk = new byte[1];
        client.setSoTimeout(0);
        for (int i = 0; i < LARGE_ANSWER && in.read(chunk) > 0; i++) {
            // Until the server gives it up, at the latest when it has waited for the most.
        }
    }
}
