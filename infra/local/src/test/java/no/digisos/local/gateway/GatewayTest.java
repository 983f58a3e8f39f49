package no.digisos.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import no.digisos.testkit.tls.TestAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final int MIB = 1024 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        for (AutoCloseable each : started.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodiesPassByteForByteInBothDirections(boolean chunked) throws Exception {
        Gateway gateway = gatewayTo(echo());
        byte[] sent = random(8 * MIB + 17);
        BodyPublisher body = chunked
                ? BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(sent))
                : BodyPublishers.ofByteArray(sent);

        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/eko?fil=s%C3%B8knad"))
                        .POST(body)
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(sent);
        assertThat(answer.headers().firstValue("seen-uri")).contains("/eko?fil=s%C3%B8knad");
        assertThat(answer.headers().firstValue("seen-transfer-encoding")).contains(chunked ? "chunked" : "none");
        assertThat(answer.headers().firstValue("seen-content-length"))
                .contains(chunked ? "none" : Integer.toString(sent.length));
    }

    @Test
    void anEmptyBodyStaysEmpty() throws Exception {
        Gateway gateway = gatewayTo(echo());

        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/eko"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theFunctionSeesTheHostThatTheClientAskedForAndNoCertificateFromTheClient() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        Gateway gateway = gatewayTo(raw((in, out) -> {
            head.complete(RawUpstream.readHead(in));
            RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }));

        client.send(
                HttpRequest.newBuilder(uri(gateway, "/x"))
                        .header("Client-Cert", ":MIIB:")
                        .header("client-cert-chain", ":MIIC:")
                        .header("Authorization", "Bearer abc")
                        .header("IntegrasjonId", "17")
                        .build(),
                BodyHandlers.discarding());

        assertThat(head.get(10, TimeUnit.SECONDS).toLowerCase(java.util.Locale.ROOT))
                .contains("host: 127.0.0.1:" + gateway.httpPort() + "\r\n")
                .contains("authorization: bearer abc\r\n", "integrasjonid: 17\r\n", "x-forwarded-proto: http\r\n")
                .doesNotContain("client-cert");
    }

    @Test
    void aFunctionThatDoesNotReadStopsTheClientSoNothingPilesUpInTheGateway() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        long total = 1024L * MIB;
        CompletableFuture<Long> arrived = new CompletableFuture<>();
        Gateway gateway = gatewayTo(raw((in, out) -> {
            RawUpstream.readHead(in);
            mayRead.await();
            arrived.complete(count(in, total));
            RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }));

        try (SocketChannel channel = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.httpPort()));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            channel.write(ByteBuffer.wrap(("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + total + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1)));
            ByteBuffer piece = ByteBuffer.allocateDirect(MIB);
            long written = 0;
            while (written < total && selector.select(2_000) > 0) {
                selector.selectedKeys().clear();
                written += write(channel, piece, total - written);
            }
            assertThat(written).as("bytes the client could send").isLessThan(64L * MIB);

            mayRead.countDown();
            while (written < total && selector.select(20_000) > 0) {
                selector.selectedKeys().clear();
                written += write(channel, piece, total - written);
            }
            assertThat(written).isEqualTo(total);
            assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo(total);
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws Exception {
        Gateway gateway = gatewayTo(echo());
        byte[] sent = random(100_000);

        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/eko"))
                        .expectContinue(true)
                        .POST(BodyPublishers.ofByteArray(sent))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(sent);
        assertThat(answer.headers().firstValue("seen-expect")).contains("none");
    }

    @Test
    void aClientThatAsksFirstForAnUnknownPathIsNotToldToGoOn() throws Exception {
        Gateway gateway = gatewayTo(echo(), new Routes(List.of()));
        try (Socket socket = connect(gateway)) {
            RawUpstream.write(
                    socket.getOutputStream(),
                    "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");

            assertThat(RawUpstream.readHead(socket.getInputStream())).startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatComesBeforeTheBodyIsSentReachesTheClient(boolean functionHangsUp) throws Exception {
        CountDownLatch clientDone = new CountDownLatch(1);
        started.add(clientDone::countDown);
        Gateway gateway = gatewayTo(raw((in, out) -> {
            RawUpstream.readHead(in);
            RawUpstream.write(
                    out, "HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"a\": 1}");
            if (!functionHangsUp) {
                clientDone.await();
            }
        }));
        int length = 32 * MIB;

        try (Socket socket = connect(gateway)) {
            OutputStream out = socket.getOutputStream();
            RawUpstream.write(out, "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n");
            byte[] piece = new byte[MIB];
            for (int sent = 0; sent < length; sent += piece.length) {
                out.write(piece);
            }
            out.flush();

            String head = RawUpstream.readHead(socket.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 413 ").doesNotContainIgnoringCase("connection: close");
            assertThat(socket.getInputStream().readNBytes(8)).asString().isEqualTo("{\"a\": 1}");
        }
        clientDone.countDown();
    }

    @Test
    void aFunctionThatIsDownIsA503InTheOneErrorShape() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Gateway gateway = gatewayTo(nobody);

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/digisos/api?fnr=1"))
                        .POST(BodyPublishers.ofByteArray(random(3 * MIB)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertErrorBody(answer, 503, "Service Unavailable", "/digisos/api");
    }

    @Test
    void aFunctionThatHangsUpBeforeItAnswersIsA503AndTheRequestIsNotSentAgain() throws Exception {
        RawUpstream upstream = raw((in, out) -> {
            RawUpstream.readHead(in);
            count(in, 4);
        });
        Gateway gateway = gatewayTo(upstream);

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/x"))
                        .POST(BodyPublishers.ofString("abcd"))
                        .build(),
                BodyHandlers.ofString());

        assertErrorBody(answer, 503, "Service Unavailable", "/x");
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void aPooledConnectionThatTheFunctionClosesNeverMakesAPostArriveTwice() throws Exception {
        List<String> posts = new ArrayList<>();
        Gateway gateway = gatewayTo(raw((in, out) -> {
            String head = RawUpstream.readHead(in);
            count(in, 1);
            synchronized (posts) {
                posts.add(head.substring(0, head.indexOf(" HTTP")));
            }
            // Says nothing of closing, and closes.
            RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }));

        for (int i = 0; i < 50; i++) {
            client.send(
                    HttpRequest.newBuilder(uri(gateway, "/" + i))
                            .POST(BodyPublishers.ofString("a"))
                            .build(),
                    BodyHandlers.discarding());
        }

        synchronized (posts) {
            assertThat(posts).doesNotHaveDuplicates().contains("POST /0");
        }
    }

    @Test
    void anUnknownPathIsA404InTheOneErrorShape() throws Exception {
        Gateway gateway = gatewayTo(echo(), new Routes(List.of()));

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/finnes/ikke"))
                        .POST(BodyPublishers.ofByteArray(random(3 * MIB)))
                        .build(),
                BodyHandlers.ofString());

        assertErrorBody(answer, 404, "Not Found", "/finnes/ikke");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, GET /x HTTP/1.1|Host: h|Bad Header\u0001: x||",
        "400, POST /x HTTP/1.1|Host: h|Transfer-Encoding: gzip||",
        "400, POST /x HTTP/1.1|Host: h|Transfer-Encoding: chunked|Transfer-Encoding: identity||",
        "404, GET /../x HTTP/1.1|Host: h||",
        "404, GET /01819010001/%2e%2e HTTP/1.1|Host: h||",
        "414, GET /LONG HTTP/1.1|Host: h||",
        "431, GET /x HTTP/1.1|Host: h|X-Large: LONG||"
    })
    void whatTheGatewayRefusesItselfHasTheOneErrorShape(int status, String request) throws Exception {
        Gateway gateway = gatewayTo(echo());
        try (Socket socket = connect(gateway)) {
            RawUpstream.write(
                    socket.getOutputStream(), request.replace("|", "\r\n").replace("LONG", "x".repeat(40_000)));
            InputStream in = socket.getInputStream();
            String head = RawUpstream.readHead(in);
            assertThat(head).matches("(?s)HTTP/1\\.[01] " + status + " .*").contains("application/json");
            int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            assertThat(body)
                    .doesNotContain("\n")
                    .doesNotContain("01819010001")
                    .matches("\\{\"timestamp\":\\d{13},\"status\":" + status
                            + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]*\",\"originalPath\":null,"
                            + "\"message\":\"[^\"]+\",\"errorCode\":" + code(status) + ",\"errorJson\":null}");
        }
    }

    @Test
    void anUpgradeIsAnOrdinaryRequestToTheFunction() throws Exception {
        Gateway gateway = gatewayTo(echo());
        try (Socket socket = connect(gateway)) {
            RawUpstream.write(
                    socket.getOutputStream(),
                    "GET /x HTTP/1.1|Host: h|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13||"
                            .replace("|", "\r\n"));
            assertThat(RawUpstream.readHead(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aTokenOfManyKilobytesPasses() throws Exception {
        Gateway gateway = gatewayTo(echo());

        HttpResponse<Void> answer = client.send(
                HttpRequest.newBuilder(uri(gateway, "/x"))
                        .header("Authorization", "Bearer " + "x".repeat(16_000))
                        .build(),
                BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatHangsUpBreaksTheBodyForTheFunctionToo() throws Exception {
        CompletableFuture<Long> arrived = new CompletableFuture<>();
        CountDownLatch hasHead = new CountDownLatch(1);
        Gateway gateway = gatewayTo(raw((in, out) -> {
            RawUpstream.readHead(in);
            hasHead.countDown();
            try {
                arrived.complete(count(in, 1000));
            } catch (IOException e) {
                arrived.complete(-1L);
            }
        }));

        try (Socket socket = connect(gateway)) {
            RawUpstream.write(
                    socket.getOutputStream(), "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nhalf of it");
            assertThat(hasHead.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(arrived.get(10, TimeUnit.SECONDS)).isLessThan(1000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 1000\r\n\r\nhalf of it", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"})
    void anAnswerThatBreaksOffIsNotMadeWhole(String brokenAnswer) throws Exception {
        Gateway gateway = gatewayTo(raw((in, out) -> {
            RawUpstream.readHead(in);
            RawUpstream.write(out, "HTTP/1.1 200 OK\r\n" + brokenAnswer);
        }));

        assertThatThrownBy(() ->
                        client.send(HttpRequest.newBuilder(uri(gateway, "/x")).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerWithoutABodyGetsNone() throws Exception {
        Gateway gateway = gatewayTo(raw((in, out) -> {
            while (!RawUpstream.readHead(in).isEmpty()) {
                RawUpstream.write(out, "HTTP/1.1 204 No Content\r\nETag: \"1\"\r\n\r\n");
            }
        }));
        try (Socket socket = connect(gateway)) {
            for (int i = 0; i < 3; i++) {
                RawUpstream.write(socket.getOutputStream(), "DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(RawUpstream.readHead(socket.getInputStream()))
                        .startsWith("HTTP/1.1 204 ")
                        .contains("\"1\"")
                        .doesNotContainIgnoringCase("transfer-encoding");
            }
        }
    }

    @Test
    void theHttpsPortShowsTheGivenCertificate(@TempDir Path dir) throws Exception {
        TestAuthority authority = TestAuthority.create("Test CA");
        authority.server("localhost", "127.0.0.1").write(dir.resolve("cert.pem"), dir.resolve("key.pem"));
        RawUpstream upstream = raw((in, out) -> {
            String head = RawUpstream.readHead(in);
            boolean https = head.toLowerCase(java.util.Locale.ROOT).contains("x-forwarded-proto: https\r\n");
            RawUpstream.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + https + (https ? " " : ""));
        });
        Gateway gateway = start(
                GatewayConfig.onLoopback(
                        0, new GatewayConfig.Https(0, dir.resolve("cert.pem"), dir.resolve("key.pem"))),
                all(upstream.port()));
        try (HttpClient trusting =
                HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            HttpResponse<String> answer = trusting.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.httpsPort() + "/x"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("true ");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void aTakenPortIsSaidAtOnce() throws Exception {
        Gateway first = gatewayTo(echo());

        assertThatThrownBy(() -> Gateway.start(GatewayConfig.onLoopback(first.httpPort(), null), new Routes(List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(first.httpPort()));
    }

    private static void assertErrorBody(HttpResponse<String> answer, int status, String reason, String path)
            throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .doesNotContain("\n")
                .matches(Pattern.compile("\\{\"timestamp\":\\d{13},\"status\":" + status
                        + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]+\","
                        + "\"originalPath\":null,\"message\":\"[^\"]+\",\"errorCode\":" + code(status)
                        + ",\"errorJson\":null}"));
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(body.get("error").asText()).isEqualTo(reason);
        assertThat(body.get("path").asText()).isEqualTo(path);
    }

    /** As the functions have it. */
    private static String code(int status) {
        return switch (status) {
            case 400 -> "\"UGYLDIG_FORESPORSEL\"";
            case 404 -> "\"FINNES_IKKE\"";
            case 431 -> "\"FOR_MANGE_HODEFELT\"";
            case 503 -> "\"UTILGJENGELIG\"";
            default -> "null";
        };
    }

    private int echo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", GatewayTest::echo);
        server.start();
        started.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Seen-Uri", exchange.getRequestURI().toString());
        for (String name : List.of("Transfer-Encoding", "Content-Length", "Expect")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            exchange.getResponseHeaders().add("Seen-" + name, value == null ? "none" : value);
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private RawUpstream raw(RawUpstream.Conversation conversation) throws IOException {
        RawUpstream upstream = new RawUpstream(conversation);
        started.add(upstream);
        return upstream;
    }

    private Gateway gatewayTo(RawUpstream upstream) throws IOException {
        return gatewayTo(upstream.port());
    }

    private Gateway gatewayTo(int port) throws IOException {
        return gatewayTo(port, all(port));
    }

    private Gateway gatewayTo(int port, Routes routes) throws IOException {
        assertThat(port).isPositive();
        return start(GatewayConfig.onLoopback(0, null), routes);
    }

    private Gateway start(GatewayConfig config, Routes routes) throws IOException {
        Gateway gateway = Gateway.start(config, routes);
        started.add(gateway);
        return gateway;
    }

    private static Routes all(int port) {
        return new Routes(List.of(Route.below("", "127.0.0.1", port)));
    }

    private static URI uri(Gateway gateway, String path) {
        return URI.create("http://127.0.0.1:" + gateway.httpPort() + path);
    }

    private static Socket connect(Gateway gateway) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static SSLContext trusting(TestAuthority authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", authority.root().certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static long write(SocketChannel channel, ByteBuffer piece, long left) throws IOException {
        piece.clear().limit((int) Math.min(piece.capacity(), left));
        return channel.write(piece);
    }

    private static long count(InputStream in, long atMost) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while (total < atMost && (read = in.read(buffer, 0, (int) Math.min(buffer.length, atMost - total))) > 0) {
            total += read;
        }
        return total;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(17).nextBytes(bytes);
        return bytes;
    }
}
