package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodecErrorsInstallerTest {
    private static final int BODY = 4 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final CompletableFuture<Integer> received = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void no_read_brings_more_than_a_small_body_has() throws Exception {
        int port = serve();
        new CodecErrorsInstaller(vertx, TransferConfigTest.config(Map.of("digisos.overforing.liten-kropp", "4K")))
                .http(new HttpServerStart(new HttpServerOptions()));
        for (EventExecutor thread : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            // Behind what the installer has given it to do.
            thread.submit(() -> {}).get(60, TimeUnit.SECONDS);
        }
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().write(new byte[BODY]);
            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(BODY);
        }
        assertThat(mostAtOnce.get()).isBetween(1, 4 * 1024);
    }

    private int serve() {
        return vertx.createHttpServer()
                .connectionHandler(this::watch)
                .requestHandler(request -> request.body().onSuccess(body -> received.complete(body.length())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void watch(HttpConnection connection) {
        ((ConnectionBase) connection).channel().pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
                if (message instanceof ByteBuf read) {
                    mostAtOnce.accumulateAndGet(read.readableBytes(), Math::max);
                }
                super.channelRead(ctx, message);
            }
        });
    }
}
