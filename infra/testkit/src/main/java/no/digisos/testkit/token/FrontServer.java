package no.digisos.testkit.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.jvm.functions.Function1;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.http.Ssl;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP server under mock-oauth2-server. Of the two that it brings, one keeps every request in memory, and the
 * other needs a newer Netty than the rest of the stack has.
 */
public final class FrontServer implements OAuth2HttpServer {

    private static final int MAX_BODY_BYTES = 1024 * 1024;

    /** Takes what is ours; null leaves the request to the mock server. */
    public interface Ours {
        /** What is answered, or null. */
        @Nullable
        OAuth2HttpResponse answer(OAuth2HttpRequest request);
    }

    private final Ours ours;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;

    /** One that asks this first. */
    public FrontServer(Ours ours) {
        this.ours = ours;
    }

    @Override
    public OAuth2HttpServer start(
            InetAddress address, int port, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> mock) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(address, port), 0);
            started.setExecutor(executor);
            started.createContext("/", exchange -> handle(exchange, mock));
            started.start();
            server = started;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the token issuer cannot listen on port " + port, e);
        }
    }

    @Override
    public OAuth2HttpServer stop() {
        started().stop(0);
        executor.close();
        return this;
    }

    @Override
    public OAuth2HttpServer start(Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> mock) {
        return start(0, mock);
    }

    @Override
    public OAuth2HttpServer start(int port, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> mock) {
        return start(InetAddress.getLoopbackAddress(), port, mock);
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public int port() {
        return started().getAddress().getPort();
    }

    @Override
    public HttpUrl url(String path) {
        HttpUrl base = new HttpUrl.Builder()
                .scheme("http")
                .host("localhost")
                .port(port())
                .build();
        HttpUrl url = base.resolve(path);
        if (url == null) {
            throw new IllegalArgumentException("not a path: " + path);
        }
        return url;
    }

    @Override
    public @Nullable Ssl sslConfig() {
        return null;
    }

    private HttpServer started() {
        if (server == null) {
            throw new IllegalStateException("the token issuer has not been started");
        }
        return server;
    }

    private void handle(HttpExchange exchange, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> mock)
            throws IOException {
        try (exchange) {
            OAuth2HttpRequest request = read(exchange);
            OAuth2HttpResponse answer;
            try {
                @Nullable OAuth2HttpResponse own = ours.answer(request);
                answer = own == null ? mock.invoke(request) : own;
            } catch (RuntimeException e) {
                answer = text(500, "text/plain", e.toString());
            }
            write(exchange, answer);
        }
    }

    static OAuth2HttpResponse text(int status, String contentType, String body) {
        return new OAuth2HttpResponse(Headers.of("Content-Type", contentType), status, body, null);
    }

    /** The URL has this server's own name, whatever the client called it, so that the issuer is always the same text. */
    private OAuth2HttpRequest read(HttpExchange exchange) throws IOException {
        Headers.Builder headers = new Headers.Builder();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> {
                    if (!name.equalsIgnoreCase("Host")
                            && !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-")) {
                        headers.addUnsafeNonAscii(name, value);
                    }
                }));
        String body = new String(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
        return new OAuth2HttpRequest(
                headers.build(),
                exchange.getRequestMethod(),
                url(exchange.getRequestURI().toString()),
                body);
    }

    private static void write(HttpExchange exchange, OAuth2HttpResponse answer) throws IOException {
        answer.getHeaders().forEach(header -> exchange.getResponseHeaders().add(header.getFirst(), header.getSecond()));
        byte[] body = new byte[0];
        if (answer.getBody() != null) {
            body = answer.getBody().getBytes(StandardCharsets.UTF_8);
        } else if (answer.getBytesBody() != null) {
            body = answer.getBytesBody();
        }
        exchange.sendResponseHeaders(answer.getStatus(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
