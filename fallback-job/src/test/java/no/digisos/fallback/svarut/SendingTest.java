package no.digisos.fallback.svarut;

import static no.digisos.fallback.testkit.TestServer.answer;
import static no.digisos.fallback.testkit.TestServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import no.digisos.fallback.maskinporten.MaskinportenException;
import no.digisos.fallback.maskinporten.MaskinportenException.Reason;
import no.digisos.fallback.svarut.SendOutcome.Avvist;
import no.digisos.fallback.svarut.SendOutcome.Sent;
import no.digisos.fallback.svarut.SendOutcome.TryAgain;
import no.digisos.fallback.svarut.SendOutcome.Unknown;
import no.digisos.fallback.testkit.TestKeys;
import no.digisos.fallback.testkit.TestServer;
import no.digisos.fallback.testkit.TestServer.Behaviour;
import no.digisos.fallback.testkit.TestServer.Connection;
import no.digisos.fallback.testkit.TestServer.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SendingTest {
    private static final OutputStream AWAY = OutputStream.nullOutputStream();
    private static final int MEGABYTE = 1024 * 1024;
    private static final Map<String, String> SHORT_LIMIT =
            Map.of("tidsgrense-totalt", "PT0.4S", "tilkobling", "PT0.3S");

    /** Whatever the server does, one connection and at most one request head reaches it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void oneAttemptIsOneAttempt(
            String name, Behaviour behaviour, Class<? extends SendOutcome> expected, int expectedHeads)
            throws Exception {
        try (TestServer server = new TestServer(behaviour)) {
            SendOutcome answer = new Fixture(server.url("/api")).send();

            assertThat(answer).isInstanceOf(expected);
            assertThat(server.finish()).as("connections").isEqualTo(1);
            assertThat(server.heads()).hasSize(expectedHeads);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("200 with an id", answers(answer(200, Fixture.RECEIPT)), Sent.class, 1),
                arguments("200 without id", answers(answer(200, "{}")), Unknown.class, 1),
                arguments("200 with HTML", answers(answer(200, "<html/>")), Unknown.class, 1),
                arguments("201 with an id", answers(answer(201, Fixture.RECEIPT)), Unknown.class, 1),
                arguments("400", answers(answer(400, "{}")), Avvist.class, 1),
                arguments("413", answers(answer(413, "")), Avvist.class, 1),
                arguments("415", answers(answer(415, "")), Avvist.class, 1),
                arguments("401", answers(answer(401, "{}")), TryAgain.class, 1),
                arguments("403", answers(answer(403, "{}")), TryAgain.class, 1),
                arguments("404", answers(answer(404, "<html/>")), TryAgain.class, 1),
                arguments("409", answers(answer(409, "{}")), Unknown.class, 1),
                arguments("429", answers(answer(429, "")), Unknown.class, 1),
                arguments("500", answers(answer(500, "{}")), Unknown.class, 1),
                arguments("503", answers(answer(503, "")), Unknown.class, 1),
                arguments(
                        "redirect to itself",
                        answers("HTTP/1.1 307 Flyttet\r\nLocation: /api\r\nContent-Length: 0\r\n\r\n"),
                        Unknown.class,
                        1),
                arguments("closes at once", (Behaviour) f -> {}, Unknown.class, 0),
                arguments("closes after the head", (Behaviour) Connection::readHead, Unknown.class, 1),
                arguments(
                        "resets after the head",
                        (Behaviour) f -> {
                            f.readHead();
                            f.reset();
                        },
                        Unknown.class,
                        1),
                arguments(
                        "closes in the middle of the body",
                        (Behaviour) f -> {
                            f.readHead();
                            f.copy(50_000, AWAY);
                        },
                        Unknown.class,
                        1),
                arguments("accepts, then closes", afterReading(""), Unknown.class, 1),
                arguments(
                        "accepts, then resets",
                        (Behaviour) f -> {
                            f.readHead();
                            f.readBody(AWAY);
                            f.reset();
                        },
                        Unknown.class,
                        1),
                arguments("cuts the status line", afterReading("HTTP/1.1 2"), Unknown.class, 1),
                arguments("cuts the headers", afterReading("HTTP/1.1 200 OK\r\nContent-Le"), Unknown.class, 1),
                arguments("is no HTTP server", afterReading("220 smtp.example.com ESMTP\r\n\r\n"), Unknown.class, 1),
                arguments(
                        "cuts the receipt",
                        afterReading("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Fixture.RECEIPT),
                        Unknown.class,
                        1),
                arguments(
                        "cuts the chunked receipt",
                        afterReading("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2d\r\n{\"id\":"),
                        Unknown.class,
                        1),
                arguments(
                        "sends a receipt without end",
                        (Behaviour) f -> {
                            f.readHead();
                            f.readBody(AWAY);
                            f.write("HTTP/1.1 200 OK\r\n\r\n" + " ".repeat(2 * MEGABYTE));
                        },
                        Unknown.class,
                        1),
                arguments(
                        "cuts the text of a refusal",
                        afterReading("HTTP/1.1 400 Nei\r\nContent-Length: 500\r\n\r\n{\"errorId\":"),
                        Avvist.class,
                        1));
    }

    private static Behaviour afterReading(String answer) {
        return connection -> {
            connection.readHead();
            connection.readBody(AWAY);
            connection.write(answer);
        };
    }

    /** The reset can arrive before our end knows that it is connected, which then is certainty, or after it, which is not. */
    @Test
    void aConnectionThatIsResetAtOnceGetsNoForsendelse() throws Exception {
        try (TestServer server = new TestServer(Connection::reset)) {
            SendOutcome answer = new Fixture(server.url("/api")).send();

            assertThat(answer).isInstanceOfAny(Unknown.class, TryAgain.class);
            server.finish();
            assertThat(server.heads()).isEmpty();
        }
    }

    @Test
    void theReceiptsIdIsTheForsendelses() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            assertThat(new Fixture(server.url("/api/")).send()).isEqualTo(new Sent(Fixture.FORSENDELSE));

            Head head = server.heads().getFirst();
            assertThat(head.method()).isEqualTo("POST");
            assertThat(head.path()).isEqualTo("/api/v2/kontoer/" + Fixture.KONTO + "/forsendelser");
            assertThat(head.field("Authorization")).isEqualTo("Bearer token-1");
            assertThat(head.field("IntegrasjonId")).isEqualTo(Fixture.INTEGRASJON.toString());
            assertThat(head.field("IntegrasjonPassord")).isEqualTo("hemmelig");
            assertThat(head.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(head.fields()).doesNotContainKeys("content-length", "expect", "upgrade");
        }
    }

    /** A pooled connection that the server has closed meanwhile is how a client comes to send a POST twice. */
    @Test
    void everySendingHasItsOwnConnection() throws Exception {
        Behaviour closesAfterAnswer = afterReading(answer(200, Fixture.RECEIPT));
        try (TestServer server = new TestServer(closesAfterAnswer)) {
            Fixture fixture = new Fixture(server.url("/api"));

            for (int number = 1; number <= 5; number++) {
                assertThat(fixture.send()).isInstanceOf(Sent.class);
                assertThat(server.heads()).hasSize(number);
            }
            assertThat(server.finish()).isEqualTo(5);
        }
    }

    /** Neither keeps the connection for later: a time-out must leave nothing that can still arrive. */
    @Test
    void theConnectionIsGoneAfterTheTimeLimit() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.awaitClientClose();
            gone.countDown();
        })) {
            assertThat(new Fixture(server.url("/api"), SHORT_LIMIT).send())
                    .isEqualTo(new Unknown("No answer within the time limit"));
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.finish()).isEqualTo(1);
        }
    }

    @Test
    void theTimeLimitCoversTheBodyOfTheAnswer() throws Exception {
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.readBody(AWAY);
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 47\r\n\r\n{\"id\":\"");
            connection.awaitClientClose();
        })) {
            assertThat(new Fixture(server.url("/api"), SHORT_LIMIT).send())
                    .isEqualTo(new Unknown("HTTP 200, answer broken off (TimeoutException)"));
        }
    }

    @Test
    void theTimeLimitHoldsWhenTheServerDoesNotRead() throws Exception {
        CountDownLatch complete = new CountDownLatch(1);
        Source source = new Source(500L * MEGABYTE);
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            complete.await();
        })) {
            assertThat(new Fixture(server.url("/api"), SHORT_LIMIT).send(List.of(source.document())))
                    .isEqualTo(new Unknown("No answer within the time limit"));
            assertThat(source.closed.await(20, TimeUnit.SECONDS)).isTrue();
            complete.countDown();
        }
    }

    @Test
    void theTimeLimitHoldsWhenADocumentHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        InputStream hanging = new InputStream() {
            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            // Does not heed interrupts, like many a driver.
            @Override
            public int read(byte[] target, int from, int length) {
                boolean interrupted = false;
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return 1;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            SendOutcome answer = new Fixture(server.url("/api"), SHORT_LIMIT)
                    .send(List.of(new ForsendelseDokument(Fixture.metadata("Soknad.pdf"), -1, () -> hanging)));

            assertThat(answer).isEqualTo(new Unknown("No answer within the time limit"));
            release.countDown();
            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("closed by its reader")
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sourceFailures")
    void aFailingSourceNeverMakesAWholeForsendelse(String name, ForsendelseDokument document) throws Exception {
        AtomicBoolean whole = new AtomicBoolean();
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.readBody(AWAY);
            whole.set(true);
            connection.write(answer(200, Fixture.RECEIPT));
        })) {
            Fixture fixture = new Fixture(server.url("/api"), Map.of("bryter.vindu", "1", "bryter.feilandel", "1"));
            SendOutcome answer = fixture.send(List.of(
                    Fixture.document("soknad.json", new byte[10]),
                    document,
                    Fixture.document("Brukerkvittering.pdf", new byte[10])));

            assertThat(answer).isEqualTo(new Unknown("A document could not be read while it was being sent"));
            assertThat(server.finish()).isEqualTo(1);
            assertThat(whole).as("the body had a regular end").isFalse();
            assertThat(fixture.circuit.open()).as("blamed on SvarUt").isFalse();
        }
    }

    static Stream<Arguments> sourceFailures() {
        SvarUtDokument metadata = Fixture.metadata("Soknad.pdf");
        return Stream.of(
                arguments("cannot be opened", new ForsendelseDokument(metadata, 10, () -> {
                    throw new IOException("database away");
                })),
                arguments("cannot be opened, unchecked", new ForsendelseDokument(metadata, 10, () -> {
                    throw new IllegalStateException("database away");
                })),
                arguments(
                        "breaks in the middle",
                        new ForsendelseDokument(
                                metadata, -1, () -> new Failing(new IOException("database away"), 70_000))),
                arguments(
                        "breaks in the middle, unchecked",
                        new ForsendelseDokument(
                                metadata, -1, () -> new Failing(new IllegalStateException("bug"), 70_000))),
                arguments(
                        "is too short",
                        new ForsendelseDokument(metadata, 100, () -> new ByteArrayInputStream(new byte[99]))),
                arguments(
                        "is too long",
                        new ForsendelseDokument(metadata, 100, () -> new ByteArrayInputStream(new byte[101]))),
                arguments(
                        "is empty, and should not be",
                        new ForsendelseDokument(metadata, 1, () -> new ByteArrayInputStream(new byte[0]))));
    }

    @Test
    void nothingIsSentAfterTheWindow() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"));
            Source source = new Source(10);
            PostWindow window = fixture.openWindow();
            fixture.nano.addAndGet(Duration.ofSeconds(60).toNanos());

            SendOutcome answer = fixture.client.send(
                    fixture.forsendelse(List.of(source.document())), List.of(source.document()), window);

            assertThat(answer)
                    .isEqualTo(
                            new TryAgain(Duration.ofMinutes(1), "The post window had passed, nothing was sent", false));
            assertThat(server.finish()).isZero();
            assertThat(source.opened).isFalse();
        }
    }

    @Test
    void theWindowIsOpenToItsLastNanosecond() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"));
            PostWindow window = fixture.openWindow();
            fixture.nano.addAndGet(Duration.ofSeconds(60).toNanos() - 1);

            assertThat(fixture.client.send(fixture.forsendelse(List.of()), List.of(), window))
                    .isInstanceOf(Sent.class);
        }
    }

    @Test
    void theTimeThatTheTokenTookCounts() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"));
            fixture.tokens.onFetch =
                    () -> fixture.nano.addAndGet(Duration.ofSeconds(61).toNanos());

            assertThat(fixture.send()).isInstanceOf(TryAgain.class);
            assertThat(server.finish()).isZero();
        }
    }

    @Test
    void nobodyListeningLeavesNoDoubt() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        Source source = new Source(10);

        SendOutcome answer =
                new Fixture(URI.create("http://127.0.0.1:" + port + "/api")).send(List.of(source.document()));

        assertThat(answer).isEqualTo(new TryAgain(Duration.ofMinutes(1), "No connection (ConnectException)", false));
        assertThat(source.opened).isFalse();
    }

    @Test
    void anUntrustedCertificateLeavesNoDoubt() throws Exception {
        AtomicReference<Head> seen = new AtomicReference<>();
        try (TestServer server = new TestServer(TestKeys.serverTls(), connection -> {
            seen.set(connection.readHead());
        })) {
            SendOutcome answer = new Fixture(server.url("/api")).send();

            assertThat(answer)
                    .isEqualTo(new TryAgain(Duration.ofHours(1), "SvarUt's TLS certificate is not trusted", true));
            server.close();
            assertThat(seen).hasNullValue();
        }
    }

    @Test
    void anEarlyRefusalIsUnderstoodWhenTheServerReadsOn() throws Exception {
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.write(answer(413, ""));
            connection.readBody(AWAY);
        })) {
            assertThat(new Fixture(server.url("/api")).send(List.of(new Source(5L * MEGABYTE).document())))
                    .isEqualTo(new Avvist(413, "HTTP 413"));
            assertThat(server.finish()).isEqualTo(1);
        }
    }

    /** A server that refuses without reading does so in the middle of our sending; then it is either understood or unknown. */
    @Test
    void anEarlyRefusalIsNeverMoreThanOneAttempt() throws Exception {
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.write(answer(413, ""));
        })) {
            SendOutcome answer = new Fixture(server.url("/api")).send(List.of(new Source(50L * MEGABYTE).document()));

            assertThat(answer).isInstanceOfAny(Avvist.class, Unknown.class);
            assertThat(server.finish()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptIsUnknownAndStaysSet() throws Exception {
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.awaitClientClose();
        })) {
            Fixture fixture = new Fixture(server.url("/api"));
            Thread.currentThread().interrupt();
            SendOutcome answer = fixture.send();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer).isEqualTo(new Unknown("Connection lost (InterruptedException)"));
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,PT1H,true", "UNAVAILABLE,PT1M,false", "INVALID_ANSWER,PT1M,false"})
    void withoutATokenNothingIsSent(Reason cause, Duration after, boolean alarm) throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"));
            fixture.tokens.failure = new MaskinportenException(cause, "Maskinporten answered HTTP 400", null);

            assertThat(fixture.send()).isEqualTo(new TryAgain(after, "Maskinporten answered HTTP 400", alarm));
            assertThat(fixture.client.findByEksternRef("r"))
                    .isEqualTo(new LookupOutcome.Feilet("Maskinporten answered HTTP 400"));
            assertThat(server.finish()).isZero();
        }
    }

    @Test
    void aRefusedTokenIsFetchedAnew() throws Exception {
        try (TestServer server = new TestServer(answers(answer(401, "{}")))) {
            Fixture fixture = new Fixture(server.url("/api"));
            fixture.send();
            fixture.send();

            assertThat(server.heads())
                    .extracting(head -> head.field("Authorization"))
                    .containsExactly("Bearer token-1", "Bearer token-2");
        }
    }

    @Test
    void otherDocumentsThanTheForsendelsesAreNotSent() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, Fixture.RECEIPT)))) {
            Fixture fixture = new Fixture(server.url("/api"));
            ForsendelseDokument single = Fixture.document("a.pdf", new byte[1]);
            ForsendelseDokument to = Fixture.document("b.pdf", new byte[1]);
            Forsendelse forsendelse = fixture.forsendelse(List.of(single, to));

            for (List<ForsendelseDokument> failure :
                    List.of(List.of(single), List.of(to, single), List.of(single, to, to))) {
                assertThatThrownBy(() -> fixture.client.send(forsendelse, failure, fixture.openWindow()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(server.finish()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", ""})
    void aJvmThatRepeatsPostsIsRefused(String value) {
        String property = "jdk.httpclient.enableAllMethodRetry";
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try {
            assertThatThrownBy(() -> new Fixture(URI.create("http://127.0.0.1:1/api")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(property);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    @Test
    void theClientTurnsRepetitionOff() {
        System.clearProperty("jdk.httpclient.disableRetryConnect");
        new Fixture(URI.create("http://127.0.0.1:1/api"));

        assertThat(System.getProperty("jdk.httpclient.disableRetryConnect")).isEqualTo("true");
        assertThat(System.getProperty("jdk.httpclient.enableAllMethodRetry")).isEqualTo("false");
    }

    /** Gives so many bytes and then fails. */
    private static final class Failing extends InputStream {
        private final Exception failure;
        private int left;

        Failing(Exception failure, int left) {
            this.failure = failure;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left-- > 0) {
                return 1;
            }
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left <= 0) {
                return read();
            }
            int count = Math.min(length, left);
            left -= count;
            return count;
        }
    }

    /** A document of any length that takes no room. */
    private static final class Source {
        private final long length;
        private final AtomicBoolean opened = new AtomicBoolean();
        private final CountDownLatch closed = new CountDownLatch(1);

        Source(long length) {
            this.length = length;
        }

        ForsendelseDokument document() {
            return new ForsendelseDokument(Fixture.metadata("Soknad.pdf"), length, () -> {
                opened.set(true);
                return new InputStream() {
                    private long left = length;

                    @Override
                    public int read() {
                        return left-- > 0 ? 1 : -1;
                    }

                    @Override
                    public int read(byte[] target, int from, int count) {
                        if (left <= 0) {
                            return -1;
                        }
                        int given = (int) Math.min(count, left);
                        left -= given;
                        return given;
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
            });
        }
    }
}
