package no.digisos.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Clock;
import java.util.List;
import no.digisos.testkit.error.ErrorBody;

/** What the gateway changes on the way to a function and back, and what it says when the function is away. */
final class Upstream implements ProxyInterceptor {

    static final int RETRY_AFTER_SECONDS = 5;

    /** Who the client is over TLS (RFC 9440) and how it came is the gateway's to say, never the client's. */
    private static final List<String> NEVER_FROM_A_CLIENT =
            List.of("Client-Cert", "Client-Cert-Chain", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host");

    private static final String UPSTREAM = "upstream";

    private final Clock clock;

    Upstream(Clock clock) {
        this.clock = clock;
    }

    /** Opens the request to the function that the routing table names. */
    static Future<HttpClientRequest> connect(ProxyContext context, Routes routes) {
        HttpServerRequest client = context.request().proxiedRequest();
        Route route = routes.find(client.method().name(), client.path()).orElseThrow();
        return context.client()
                .request(new RequestOptions()
                        .setHost(route.host())
                        .setPort(route.port())
                        .setSsl(route.tls()))
                .onSuccess(request -> {
                    context.set(UPSTREAM, request);
                    readOnWhenAWriteFails(request);
                });
    }

    /** Without this, Netty closes the connection on a failed write and drops an answer that it has not read yet. */
    private static void readOnWhenAWriteFails(HttpClientRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().channel().config().setAutoClose(false);
        }
        // Every failure also fails the response, where it is handled; without a handler it would be logged as well.
        request.exceptionHandler(failure -> {});
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        HttpServerRequest client = request.proxiedRequest();
        NEVER_FROM_A_CLIENT.forEach(request.headers()::remove);
        ClientCertificate.of(client).addTo(request.headers());
        request.headers().remove(HttpHeaders.EXPECT);
        request.headers().set("X-Forwarded-Proto", client.isSSL() ? "https" : "http");
        HostAndPort asked = client.authority();
        if (asked != null) {
            request.setAuthority(asked);
        }
        Body body = request.getBody();
        if (body != null) {
            request.setBody(Body.body(new RequestBody(body.stream()), body.length()));
        }
        return context.sendRequest().recover(failure -> Future.succeededFuture(away(request)));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        // These two speak of the connection to the function, not of the client's.
        context.response().headers().remove(HttpHeaders.CONNECTION).remove(HttpHeaders.KEEP_ALIVE);
        return context.sendResponse().onComplete(sent -> finishEarly(context));
    }

    /**
     * A function may answer (413, 401) while the body is still coming. The answer has gone out by now; the connection to
     * the function is given up, and the rest of the body is read and dropped, so that a client which reads only after it
     * has sent everything sees the answer and not a reset.
     */
    private static void finishEarly(ProxyContext context) {
        HttpServerRequest client = context.request().proxiedRequest();
        if (client.isEnded()) {
            return;
        }
        HttpClientRequest upstream = context.get(UPSTREAM, HttpClientRequest.class);
        if (upstream != null) {
            upstream.reset();
        }
        client.handler(null);
        client.resume();
    }

    private ProxyResponse away(ProxyRequest request) {
        String path = request.proxiedRequest().path();
        ErrorBody error = FunctionError.of(clock, 503, path);
        return request.release()
                .response()
                .setStatusCode(503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                .setBody(Body.body(Buffer.buffer(error.toJson())));
    }
}
