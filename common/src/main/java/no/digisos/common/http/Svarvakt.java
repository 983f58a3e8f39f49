package no.digisos.common.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the caller of one connection to a least rate in what it does without a thread of ours: taking its answers, and sending the
 * heads of its requests. It sits behind the HTTP codec, where every answer passes, whoever wrote it; an answer counts until the
 * socket has it. All of it runs on the connection's own event loop.
 */
final class Svarvakt extends ChannelDuplexHandler {
    private final Tempo tempo;
    private final Duration maksHodetid;
    private final Utestaende alle;
    private long utestaende;
    /** Bytes that were written since there was nothing outstanding. */
    private long lagt;

    private long begynte;
    private int ubesvarte;
    private @Nullable Future<?> tempofrist;
    private @Nullable Future<?> hodefrist;

    Svarvakt(Tempo tempo, Duration maksHodetid, Utestaende alle) {
        this.tempo = tempo;
        this.maksHodetid = maksHodetid;
        this.alle = alle;
    }

    /** What lies before the codec and sees when the first byte of a head comes. */
    ChannelInboundHandlerAdapter hodevakt() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
                if (ubesvarte == 0 && hodefrist == null && !tomLinje(message)) {
                    hodefrist = ctx.executor().schedule(() -> lukk(ctx), maksHodetid.toMillis(), TimeUnit.MILLISECONDS);
                }
                super.channelRead(ctx, message);
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            ubesvarte++;
            avlysHodefrist();
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent) {
            ubesvarte--;
        }
        long bytes = bytes(message);
        if (bytes == 0) {
            super.write(ctx, message, promise);
            return;
        }
        if (utestaende == 0) {
            begynte = System.nanoTime();
            lagt = 0;
            alle.begynner(ctx.channel());
        }
        utestaende += bytes;
        lagt += bytes;
        alle.legg(bytes);
        ChannelPromise skrevet = promise.unvoid();
        skrevet.addListener(utfall -> {
            utestaende -= bytes;
            alle.trekk(bytes);
            if (utestaende == 0) {
                alle.slutter(ctx.channel());
            }
        });
        super.write(ctx, message, skrevet);
        if (utestaende > 0 && tempofrist == null) {
            seEtter(ctx);
        }
        alle.begrens();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        avlysHodefrist();
        if (tempofrist != null) {
            tempofrist.cancel(false);
        }
        super.channelInactive(ctx);
    }

    private static void lukk(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }

    private void avlysHodefrist() {
        if (hodefrist != null) {
            hodefrist.cancel(false);
            hodefrist = null;
        }
    }

    /** Looks whether the caller is too slow, now and then when it could be for the first time. */
    private void seEtter(ChannelHandlerContext ctx) {
        tempofrist = null;
        if (utestaende == 0) {
            return;
        }
        long igjen = tempo.fristNanos(tatt(ctx.channel())) - (System.nanoTime() - begynte);
        if (igjen <= 0) {
            Log.info("En forbindelse er brutt: svaret tas imot for langsomt");
            bryt(ctx.channel());
            return;
        }
        tempofrist = ctx.executor().schedule(() -> seEtter(ctx), igjen, TimeUnit.NANOSECONDS);
    }

    /** What the caller has of it, also of an answer that was written in one piece and is outstanding until its last byte is gone. */
    private long tatt(Channel kanal) {
        ChannelOutboundBuffer iKanalen = kanal.unsafe().outboundBuffer();
        long igjen = iKanalen == null ? 0 : iKanalen.totalPendingWriteBytes() - iKanalen.currentProgress();
        return Math.max(lagt - utestaende, lagt - Math.max(0, igjen));
    }

    /** What some clients send after a body, and a request may begin with (RFC 9112, 2.2). */
    private static boolean tomLinje(Object message) {
        return message instanceof ByteBuf bytes && bytes.forEachByte(b -> b == '\r' || b == '\n') < 0;
    }

    private static long bytes(Object message) {
        return switch (message) {
            case ByteBuf buffer -> buffer.readableBytes();
            case ByteBufHolder del -> del.content().readableBytes();
            default -> 0;
        };
    }

    /** Resets the connection now: an answer that is cut short must not look whole, nor wait to be taken before it is cut. */
    static void bryt(HttpConnection forbindelse) {
        if (forbindelse instanceof ConnectionBase base) {
            bryt(base.channel());
        } else {
            forbindelse.close();
        }
    }

    /** Resets the connection now. Closed as a channel is, it would wait in Vert.x until what is written has left, and it never does. */
    static void bryt(Channel kanal) {
        kanal.eventLoop().execute(() -> {
            ChannelHandlerContext ytterst = kanal.pipeline().firstContext();
            if (kanal.isOpen() && ytterst != null) {
                kanal.config().setOption(ChannelOption.SO_LINGER, 0);
                ChannelFuture _ = ytterst.close();
            }
        });
    }
}
