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
class SvarstromTest {
    private static final int MIB = 1024 * 1024;
    /** What the two sockets of a connection may hold between them, as Linux lets them grow, and then some. */
    private static final long I_SOKLENE = 16L * MIB;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Svarstrom> strom = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ferdig = new CompletableFuture<>();
    private final CompletableFuture<Thread> trad = new CompletableFuture<>();
    private final AtomicLong skrevet = new AtomicLong();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_caller_that_does_not_read_holds_the_writer_back() throws Exception {
        long alt = 200L * MIB;
        int port = serve(OptionalLong.of(alt), alt, Duration.ofMinutes(1));
        try (Socket klient = klient(port)) {
            assertThat(strom.get(30, TimeUnit.SECONDS)).isNotNull();
            // The writer has come as far as it can when it waits for room and no piece leaves for a while.
            Thread skriver = trad.get(30, TimeUnit.SECONDS);
            long forrige = -1;
            while (skrevet.get() < (long) Svarstrom.MAKS_I_FLUKT * Svarstrom.BIT_BYTES
                    || skriver.getState() != Thread.State.TIMED_WAITING
                    || skrevet.get() != forrige) {
                forrige = skrevet.get();
                assertThat(forrige).isLessThan(I_SOKLENE);
                skriver.join(Duration.ofMillis(100));
            }

            InputStream inn = new BufferedInputStream(klient.getInputStream(), MIB);
            assertThat(hode(inn)).contains("content-length: " + alt);
            assertThat(les(inn, alt)).isEqualTo(alt);
            ferdig.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_caller_that_never_reads_is_given_up() throws Exception {
        int port = serve(OptionalLong.empty(), 200L * MIB, Duration.ofMillis(200));
        try (Socket klient = klient(port)) {
            assertThatThrownBy(() -> ferdig.orTimeout(30, TimeUnit.SECONDS).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("does not read");
        }
    }

    @Test
    void a_caller_that_leaves_ends_the_writing() throws Exception {
        int port = serve(OptionalLong.empty(), 200L * MIB, Duration.ofMinutes(1));
        try (Socket klient = klient(port)) {
            strom.get(30, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> ferdig.orTimeout(30, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void an_answer_shorter_than_promised_is_not_ended() throws Exception {
        int port = serve(OptionalLong.of(10), 9, Duration.ofMinutes(1));
        try (Socket klient = klient(port)) {
            assertThatThrownBy(() -> ferdig.orTimeout(30, TimeUnit.SECONDS).join())
                    .hasMessageContaining("9 bytes of 10");
        }
    }

    @Test
    void a_small_answer_has_its_length() throws Exception {
        int port = serve(OptionalLong.empty(), 9, Duration.ofMinutes(1));
        try (Socket klient = klient(port)) {
            InputStream inn = klient.getInputStream();
            assertThat(hode(inn)).contains("content-length: 9");
            assertThat(les(inn, 9)).isEqualTo(9);
        }
    }

    /** A server that answers every request with this many bytes, written by a thread of its own. */
    private int serve(OptionalLong lengde, long antall, Duration maksVent) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(foresporsel -> Thread.ofPlatform().start(() -> {
                    Svarstrom ut = new Svarstrom(foresporsel.response(), lengde, maksVent);
                    try {
                        byte[] bit = new byte[10_000];
                        trad.complete(Thread.currentThread());
                        strom.complete(ut);
                        for (long igjen = antall; igjen > 0; igjen -= Math.min(igjen, bit.length)) {
                            ut.write(bit, 0, (int) Math.min(igjen, bit.length));
                            skrevet.addAndGet(Math.min(igjen, bit.length));
                        }
                        ut.close();
                        ferdig.complete(null);
                    } catch (IOException | RuntimeException e) {
                        ferdig.completeExceptionally(e);
                    }
                }));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static Socket klient(int port) throws IOException {
        Socket klient = new Socket();
        klient.setReceiveBufferSize(64 * 1024);
        klient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        klient.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return klient;
    }

    private static String hode(InputStream inn) throws IOException {
        StringBuilder hode = new StringBuilder();
        while (!hode.toString().endsWith("\r\n\r\n")) {
            hode.append((char) inn.read());
        }
        return hode.toString().toLowerCase(Locale.ROOT);
    }

    private static long les(InputStream inn, long antall) throws IOException {
        byte[] bit = new byte[MIB];
        long lest = 0;
        while (lest < antall) {
            int n = inn.read(bit, 0, (int) Math.min(bit.length, antall - lest));
            if (n < 0) {
                return lest;
            }
            lest += n;
        }
        return lest;
    }
}
