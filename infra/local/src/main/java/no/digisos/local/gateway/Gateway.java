package no.digisos.local.gateway;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The reverse proxy in front of the functions: one http and one https port. Bodies pass in both directions as they
 * come, under back-pressure, so a body of any size takes constant memory. A request is sent once, whatever happens to
 * it. The gateway's own answers have the error body of contract.md 0.3:
 *
 * <ul>
 *   <li>404: no rule of the {@link Routes} takes the path
 *   <li>503 with {@code Retry-After: 5}: the function could not be reached, or hung up before it answered
 *   <li>400, 414, 431: not HTTP, a body in a transfer coding other than chunked, or a request line or headers above the limits
 * </ul>
 */
public final class Gateway implements AutoCloseable {

    private static final int MAX_HEADERS_BYTES = 32 * 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 16 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int CONNECTIONS_PER_FUNCTION = 2_000;

    private final Vertx vertx;
    private final Routes routes;
    private final Clock clock;
    private final int httpPort;
    private final int httpsPort;

    private Gateway(Vertx vertx, GatewayConfig config, Routes routes, Clock clock) throws IOException {
        this.vertx = vertx;
        this.routes = routes;
        this.clock = clock;
        HttpProxy proxy = proxy(config);
        this.httpPort = listen(options(config).setPort(config.httpPort()), proxy);
        GatewayConfig.Https https = config.https();
        this.httpsPort = https == null ? -1 : listen(secured(options(config), https), proxy);
    }

    /**
     * Starts a gateway.
     *
     * @throws IOException when a port is taken or the certificate cannot be read
     */
    public static Gateway start(GatewayConfig config, Routes routes) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
        try {
            return new Gateway(vertx, config, routes, Clock.systemUTC());
        } catch (IOException | RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    /** The http port. */
    public int httpPort() {
        return httpPort;
    }

    /** The https port, or -1 without one. */
    public int httpsPort() {
        return httpsPort;
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the gateway did not close", e);
        }
    }

    private static HttpServerOptions options(GatewayConfig config) {
        return new HttpServerOptions()
                .setHost(config.host())
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setMaxHeaderSize(MAX_HEADERS_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)
                // HTTP/2 has a flow-control window per stream that would slow one big upload, and gains nothing here.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false);
    }

    /** A client certificate is asked for, never demanded: that is for the function to do, which knows whose calls need one. */
    private static HttpServerOptions secured(HttpServerOptions options, GatewayConfig.Https https) {
        options.setPort(https.port())
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(https.certificate().toString())
                        .setKeyPath(https.privateKey().toString()));
        Path authorities = https.clientAuthorities();
        return authorities == null
                ? options
                : options.setClientAuth(ClientAuth.REQUEST)
                        .setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
    }

    private static HttpClientOptions secured(HttpClientOptions options, GatewayConfig.@Nullable UpstreamTls tls) {
        return tls == null
                ? options
                : options.setTrustOptions(
                                new PemTrustOptions().addCertPath(tls.trusted().toString()))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.privateKey().toString()));
    }

    private HttpProxy proxy(GatewayConfig config) {
        HttpClient client = vertx.createHttpClient(
                secured(
                        new HttpClientOptions()
                                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                                .setIdleTimeout(
                                        Math.toIntExact(config.idleTimeout().toSeconds()))
                                .setKeepAlive(true)
                                .setKeepAliveTimeout(
                                        Math.toIntExact(config.pooledFor().toSeconds()))
                                .setPipelining(false)
                                .setMaxHeaderSize(MAX_HEADERS_BYTES)
                                .setMaxChunkSize(CHUNK_BYTES),
                        config.upstreamTls()),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_FUNCTION));
        // An upgrade would be answered by the proxy itself, and bare; no function takes one.
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> Upstream.connect(context, routes))
                .addInterceptor(new Upstream(clock));
    }

    private int listen(HttpServerOptions options, HttpProxy proxy) throws IOException {
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> handle(request, proxy))
                .invalidRequestHandler(this::refuseMalformed);
        try {
            return server.listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .actualPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the gateway started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the gateway cannot listen on port " + options.getPort(), e);
        }
    }

    private void handle(HttpServerRequest request, HttpProxy proxy) {
        String path = request.path();
        if (path == null || routes.find(request.method().name(), path).isEmpty()) {
            answer(request, 404);
            return;
        }
        if (!isChunkedAtMost(request)) {
            answer(request, 400);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            // The proxy sends the head to the function together with the first bytes of the body, so nobody else would
            // ever ask the client to go on.
            request.response().writeContinue();
        }
        proxy.handle(request);
    }

    private void refuseMalformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = switch (cause) {
            case TooLongHttpLineException _ -> 414;
            case TooLongHttpHeaderException _ -> 431;
            case TooLongFrameException _ -> 431;
            default -> 400;
        };
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer(request, status);
    }

    /** How long a body in any other coding is, the proxy cannot know; it would refuse it itself, without a body of the one shape. */
    private static boolean isChunkedAtMost(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equals);
    }

    private void answer(HttpServerRequest request, int status) {
        String path = request.path() == null ? "" : request.path();
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(FunctionError.of(clock, status, path).toJson()))
                .onComplete(sent -> request.resume());
    }
}
