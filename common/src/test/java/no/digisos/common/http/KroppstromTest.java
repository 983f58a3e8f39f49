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
import no.digisos.common.error.LesetidUte;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of any size and at any pace, over a real connection. */
class KroppstromTest {
    private static final Duration LENGE = Duration.ofHours(1);
    private static final Tempo ROLIG = new Tempo(1, LENGE, LENGE);
    private static final Tempo STRENG = new Tempo(1L << 40, Duration.ofMillis(200), LENGE);
    private static final int MAKS = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Boolean> begynt = new CompletableFuture<>();
    private final CompletableFuture<byte[]> lest = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_small_body_is_there_as_a_whole_before_it_is_read() throws Exception {
        for (int storrelse : new int[] {1, 700, MAKS}) {
            assertThat(send(storrelse, ROLIG)).isTrue();
        }
    }

    @Test
    void a_bigger_one_is_held_back_until_it_is_read() throws Exception {
        for (int storrelse : new int[] {MAKS + 1, 3_000_000}) {
            assertThat(send(storrelse, ROLIG)).isFalse();
        }
    }

    @Test
    void a_body_of_single_bytes_below_the_least_rate_is_given_up_though_none_takes_long() throws Exception {
        int port = serve(STRENG, LENGE);
        try (Socket klient = klient(port, Integer.MAX_VALUE)) {
            for (int i = 0; !lest.isDone() && i < Integer.MAX_VALUE; i++) {
                klient.getOutputStream().write('x');
                // Between two bytes there is time for the server to see each by itself.
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> lest.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(LesetidUte.class);
        }
    }

    @Test
    void a_body_that_stalls_is_given_up_before_and_after_it_is_read() throws Exception {
        for (int sendt : new int[] {10, 5000}) {
            KroppstromTest ny = new KroppstromTest();
            int port = ny.serve(ROLIG, Duration.ofMillis(200));
            try (Socket klient = klient(port, 1_000_000)) {
                klient.getOutputStream().write(new byte[sendt]);
                assertThatThrownBy(() -> ny.lest.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(LesetidUte.class);
                assertThat(ny.begynt.join()).isEqualTo(sendt < MAKS);
            } finally {
                ny.stop();
            }
        }
    }

    private static boolean send(int storrelse, Tempo tempo) throws Exception {
        KroppstromTest ny = new KroppstromTest();
        int port = ny.serve(tempo, LENGE);
        byte[] kropp = new byte[storrelse];
        for (int i = 0; i < storrelse; i++) {
            kropp[i] = (byte) (i * 31);
        }
        try (Socket klient = klient(port, storrelse)) {
            klient.getOutputStream().write(kropp);
            assertThat(ny.lest.get(60, TimeUnit.SECONDS)).isEqualTo(kropp);
            return ny.begynt.join();
        } finally {
            ny.stop();
        }
    }

    /** A server that takes in the beginning of a body, and reads it from a thread of its own after that. */
    private int serve(Tempo tempo, Duration lesetid) {
        return vertx.createHttpServer()
                .requestHandler(foresporsel -> {
                    Kroppstrom strom = new Kroppstrom(foresporsel, lesetid, tempo);
                    foresporsel.pause();
                    strom.hentForst(vertx, MAKS, hel -> {
                        begynt.complete(hel);
                        Thread.ofPlatform().start(() -> les(strom));
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void les(Kroppstrom strom) {
        try {
            lest.complete(strom.readAllBytes());
        } catch (IOException e) {
            lest.completeExceptionally(e);
        }
    }

    private static Socket klient(int port, int lengde) throws IOException {
        Socket klient = new Socket(InetAddress.getLoopbackAddress(), port);
        klient.setTcpNoDelay(true);
        klient.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + lengde + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return klient;
    }
}
