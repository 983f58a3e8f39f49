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
class SvarvaktTest {
    private static final int MIB = 1024 * 1024;
    /** More than two sockets hold between them. */
    private static final int STORT_SVAR = 24 * MIB;

    private static final Duration LENGE = Duration.ofHours(1);
    private static final int FRIST_MS = 120_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_that_does_not_take_its_answer_is_cut_off_before_its_end() throws IOException {
        int port = serve(new Tempo(MIB, Duration.ofMillis(1), Duration.ofMillis(200)), LENGE, Long.MAX_VALUE);
        try (Socket treg = klient(port)) {
            sporr(treg);
            // Until the server has given it up, another one gets its answers.
            try (Socket annen = klient(port)) {
                lesLite(annen);
            }
            assertThatThrownBy(() -> lesTregt(treg)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_caller_that_takes_its_answer_gets_all_of_it() throws IOException {
        int port = serve(new Tempo(1024, LENGE, LENGE), LENGE, Long.MAX_VALUE);
        try (Socket klient = klient(port)) {
            sporr(klient);
            assertThat(lesAlt(klient)).isGreaterThan(STORT_SVAR);
        }
    }

    @Test
    void too_much_that_is_not_taken_cuts_off_the_one_that_has_waited_longest() throws IOException {
        int port = serve(new Tempo(1024, LENGE, LENGE), LENGE, 3L * STORT_SVAR);
        List<Socket> trege = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket treg = klient(port);
                trege.add(treg);
                sporr(treg);
                // Its answer has begun, so the next one is younger.
                assertThat(treg.getInputStream().read()).isEqualTo('H');
            }
            assertThatThrownBy(() -> lesAlt(trege.getFirst())).isInstanceOf(IOException.class);
            assertThat(lesAlt(trege.getLast())).isGreaterThan(STORT_SVAR - 1);
        } finally {
            for (Socket treg : trege) {
                treg.close();
            }
        }
    }

    @Test
    void a_head_that_does_not_come_to_an_end_is_given_up_and_an_idle_connection_is_not() throws IOException {
        int port = serve(new Tempo(1024, LENGE, LENGE), Duration.ofMillis(200), Long.MAX_VALUE);
        try (Socket hvilende = klient(port);
                Socket treg = klient(port)) {
            lesLite(hvilende);
            // An empty line before a request is no request.
            hvilende.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            treg.getOutputStream().write("GET / HTT".getBytes(StandardCharsets.US_ASCII));
            assertThat(treg.getInputStream().read()).isNegative();
            lesLite(hvilende);
        }
    }

    private int serve(Tempo tempo, Duration maksHodetid, long maksUtestaende) {
        Utestaende alle = new Utestaende(maksUtestaende);
        return vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(forbindelse -> {
                    if (forbindelse instanceof ConnectionBase base) {
                        Svarvakt vakt = new Svarvakt(tempo, maksHodetid, alle);
                        base.channel().pipeline().addAfter("httpEncoder", "vakt", vakt);
                        base.channel().pipeline().addFirst("hodevakt", vakt.hodevakt());
                    }
                })
                .requestHandler(foresporsel -> foresporsel
                        .response()
                        .end(
                                foresporsel.path().equals("/stort")
                                        ? Buffer.buffer(new byte[STORT_SVAR])
                                        : Buffer.buffer("x")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Socket klient(int port) throws IOException {
        Socket klient = new Socket();
        klient.setReceiveBufferSize(64 * 1024);
        klient.setSoTimeout(FRIST_MS);
        klient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return klient;
    }

    private static void sporr(Socket klient) throws IOException {
        klient.getOutputStream()
                .write("GET /stort HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void lesLite(Socket klient) throws IOException {
        klient.getOutputStream().write("GET /lite HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder svar = new StringBuilder();
        while (!svar.toString().endsWith("\r\n\r\nx")) {
            int b = klient.getInputStream().read();
            assertThat(b).as(svar.toString()).isNotNegative();
            svar.append((char) b);
        }
    }

    /** Reads to the end of the connection. */
    private static long lesAlt(Socket klient) throws IOException {
        return klient.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Takes a byte now and then, of which the server sees none leave, until the connection is reset. */
    private static void lesTregt(Socket klient) throws IOException {
        InputStream inn = klient.getInputStream();
        byte[] bit = new byte[1];
        klient.setSoTimeout(0);
        for (int i = 0; i < STORT_SVAR && inn.read(bit) > 0; i++) {
            // Until the server gives it up, at the latest when it has waited for the most.
        }
    }
}
