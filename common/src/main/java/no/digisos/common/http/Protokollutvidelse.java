package no.digisos.common.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
 * Puts {@link Protokollfeil} and {@link Svarvakt} into every connection that the server accepts. Neither Quarkus nor Vert.x lets an application say what an
 * unreadable request is answered with, so this goes to Netty: the open ports are found on the event loop that accepts connections,
 * and each accepted connection gets the handlers behind its HTTP codec.
 */
@ApplicationScoped
public class Protokollutvidelse {
    private static final String NAVN = "digisos-protokollfeil";
    private static final String HODEVAKT = "digisos-hodevakt";
    private static final String VAKT = "digisos-svarvakt";

    private final Vertx vertx;
    private final Tempo tempo;
    private final Duration maksHodetid;
    private final Utestaende utestaende;

    public Protokollutvidelse(Vertx vertx, OverforingConfig config) {
        this.vertx = vertx;
        this.tempo = Tempo.av(config);
        this.maksHodetid = config.maksHodetid();
        this.utestaende = new Utestaende(config.maksUtestaende().asLongValue());
    }

    void http(@ObservesAsync HttpServerStart start) {
        utvid();
    }

    void https(@ObservesAsync HttpsServerStart start) {
        utvid();
    }

    private void utvid() {
        for (EventExecutor trad : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (trad instanceof SingleThreadEventLoop lokke) {
                // Channels may be looked at by their own loop only.
                lokke.execute(() -> utvid(lokke.registeredChannelsIterator()));
            }
        }
    }

    private void utvid(Iterator<Channel> kanaler) {
        while (kanaler.hasNext()) {
            if (kanaler.next() instanceof ServerChannel port && port.pipeline().get(NAVN) == null) {
                port.pipeline().addFirst(NAVN, new Port());
            }
        }
    }

    /** Sees each accepted connection before the server does. */
    private final class Port extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            if (message instanceof Channel forbindelse) {
                forbindelse.pipeline().addLast(new Innsetting());
            }
            super.channelRead(ctx, message);
        }
    }

    /** Waits for the HTTP codec, which with TLS comes late, puts the handler behind it, and is gone. */
    private final class Innsetting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            ChannelHandlerContext koder = ctx.pipeline().context(HttpResponseEncoder.class);
            if (koder != null) {
                Svarvakt vakt = new Svarvakt(tempo, maksHodetid, utestaende);
                ctx.pipeline().addAfter(koder.name(), NAVN, new Protokollfeil());
                ctx.pipeline().addAfter(koder.name(), VAKT, vakt);
                ctx.pipeline().addAfter(ctx.name(), HODEVAKT, vakt.hodevakt());
                ctx.pipeline().remove(this);
            }
            // Taken out or not, it hands on what it was given.
            super.channelRead(ctx, message);
        }
    }
}
