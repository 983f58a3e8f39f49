package no.digisos.common.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.Iterator;

/**
 * Puts {@link CodecErrors} and {@link ResponseGuard} into every connection that the server accepts. Neither Quarkus nor Vert.x lets an application say what an
 * unreadable request is answered with, so this goes to Netty: the open ports are found on the event loop that accepts connections,
 * and each accepted connection gets the handlers behind its HTTP codec, and the size of its reads.
 */
@ApplicationScoped
public class CodecErrorsInstaller {
    private static final String NAME = "digisos-protokollfeil";
    private static final String HEADER_GUARD = "digisos-hodevakt";
    private static final String GUARD = "digisos-svarvakt";
    private static final int LEAST_READ = 64;
    private static final int FIRST_READ = 2048;

    private final Vertx vertx;
    private final Pace pace;
    private final Duration maxHeaderTime;
    private final Outstanding outstanding;
    /**
     * What one read may bring. Netty would let it grow to 64 KiB, which lie in the heap while a body waits for a place. One read a
     * turn of the event loop, not Netty's 16, so that what is read can be held back before the next.
     */
    private final RecvByteBufAllocator readSizes;

    public CodecErrorsInstaller(Vertx vertx, TransferConfig config) {
        this.vertx = vertx;
        this.pace = Pace.of(config);
        this.maxHeaderTime = config.maksHodetid();
        this.outstanding = new Outstanding(config.maksUtestaende().asLongValue());
        this.readSizes = new AdaptiveRecvByteBufAllocator(
                LEAST_READ,
                FIRST_READ,
                Math.max(FIRST_READ, Math.toIntExact(config.litenKropp().asLongValue())));
    }

    void http(@ObservesAsync HttpServerStart start) {
        extend();
    }

    void https(@ObservesAsync HttpsServerStart start) {
        extend();
    }

    private void extend() {
        for (EventExecutor thread : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (thread instanceof SingleThreadEventLoop loop) {
                // Channels may be looked at by their own loop only.
                loop.execute(() -> extend(loop.registeredChannelsIterator()));
            }
        }
    }

    private void extend(Iterator<Channel> channels) {
        while (channels.hasNext()) {
            if (channels.next() instanceof ServerChannel port && port.pipeline().get(NAME) == null) {
                port.pipeline().addFirst(NAME, new Port());
            }
        }
    }

    /** Sees each accepted connection before the server does. */
    private final class Port extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            if (message instanceof Channel connection) {
                // Before it is registered: afterwards it has chosen.
                connection.config().setRecvByteBufAllocator(readSizes);
                connection.pipeline().addLast(new Inserter());
            }
            super.channelRead(ctx, message);
        }
    }

    /** Waits for the HTTP codec, which with TLS comes late, puts the handler behind it, and is gone. */
    private final class Inserter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            ChannelHandlerContext codes = ctx.pipeline().context(HttpResponseEncoder.class);
            if (codes != null) {
                ResponseGuard guard = new ResponseGuard(pace, maxHeaderTime, outstanding);
                ctx.pipeline().addAfter(codes.name(), NAME, new CodecErrors());
                ctx.pipeline().addAfter(codes.name(), GUARD, guard);
                ctx.pipeline().addAfter(ctx.name(), HEADER_GUARD, guard.headerGuard());
                ctx.pipeline().remove(this);
            }
            // Taken out or not, it hands on what it was given.
            super.channelRead(ctx, message);
        }
    }
}
