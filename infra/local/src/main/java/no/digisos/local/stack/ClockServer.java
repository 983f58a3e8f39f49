package no.digisos.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import no.digisos.testkit.error.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The clock over HTTP, on the loopback address, without login:
 *
 * <ul>
 *   <li>{@code GET /klokke}: {@code {"na":"2026-03-01T08:00:00Z","forskyvning":"PT0S"}}
 *   <li>{@code POST /klokke?forskyv=PT25H}: sets the clock this far from real time, whatever it was before, and answers
 *       as GET does. {@code PT0S} sets it back to real time
 * </ul>
 */
final class ClockServer implements AutoCloseable {

    private static final String PATH = "/klokke";
    private static final String PARAMETER = "forskyv=";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final StackClock clock;

    private ClockServer(HttpServer server, StackClock clock) {
        this.server = server;
        this.clock = clock;
    }

    static ClockServer start(StackClock clock) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ClockServer server = new ClockServer(http, clock);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /** The clock's address. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String method, URI uri) throws IOException {
        if (!uri.getPath().equals(PATH)) {
            return refusal(404, uri, "Bare " + PATH + " finnes her");
        }
        try {
            return switch (method) {
                case "GET" -> shown(clock.read());
                case "POST" -> shown(clock.set(offset(uri.getQuery())));
                default -> refusal(405, uri, "Bare GET og POST er tillatt");
            };
        } catch (IllegalArgumentException e) {
            return refusal(400, uri, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return refusal(503, uri, "Databasen svarer ikke");
        }
    }

    private static Duration offset(@Nullable String query) {
        if (query == null || !query.startsWith(PARAMETER)) {
            throw new IllegalArgumentException("forskyv mangler: POST " + PATH + "?forskyv=PT25H");
        }
        try {
            return Duration.parse(query.substring(PARAMETER.length()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("forskyv skal være en varighet etter ISO 8601, som PT25H", e);
        }
    }

    private static Answer shown(StackClock.Reading reading) throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("na", reading.now().toString());
        shown.put("forskyvning", reading.offset().toString());
        return new Answer(200, JSON.writeValueAsString(shown));
    }

    private static Answer refusal(int status, URI uri, String message) {
        return new Answer(
                status,
                ErrorBody.of(Clock.systemUTC(), status, uri.getPath(), message).toJson());
    }
}
