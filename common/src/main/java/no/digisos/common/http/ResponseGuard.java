package no.digisos.common.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the caller of one connection to a least rate in what it does without a thread of ours: taking its answers, and sending the
 * heads of its requests. It sits behind the HTTP codec, where every answer passes, whoever wrote it; an answer counts until the
 * socket has it. All of it runs on the connection's own event loop.
 */
final class ResponseGuard extends ChannelDuplexHandler {
    private final Pace pace;
    private final Duration maxHeaderTime;
    private final Outstanding all;
    private long outstanding;
    /** Bytes that were written since there was nothing outstanding. */
    private long added;

    private long began;
    private int unanswered;
    private @Nullable Future<?> paceDeadline;
    private @Nullable Future<?> headerDeadline;

    ResponseGuard(Pace pace, Duration maxHeaderTime, Outstanding all) {
        this.pace = pace;
        this.maxHeaderTime = maxHeaderTime;
        this.all = all;
    }

    /** What lies before the codec and sees when the first byte of a head comes. */
    ChannelInboundHandlerAdapter headerGuard() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
                if (unanswered == 0 && headerDeadline == null && !emptyLine(message)) {
                    headerDeadline =
                            ctx.executor().schedule(() -> close(ctx), maxHeaderTime.toMillis(), TimeUnit.MILLISECONDS);
                }
                super.channelRead(ctx, message);
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            unanswered++;
            cancelHeaderDeadline();
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent) {
            unanswered--;
        }
        long bytes = bytes(message);
        if (bytes == 0) {
            super.write(ctx, message, promise);
            return;
        }
        if (outstanding == 0) {
            began = System.nanoTime();
            added = 0;
            all.begins(ctx.channel());
        }
        outstanding += bytes;
        added += bytes;
        all.add(bytes);
        ChannelPromise written = promise.unvoid();
        written.addListener(outcome -> {
            outstanding -= bytes;
            all.subtract(bytes);
            if (outstanding == 0) {
                all.ends(ctx.channel());
            }
        });
        super.write(ctx, message, written);
        if (outstanding > 0 && paceDeadline == null) {
            check(ctx);
        }
        all.limit();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        cancelHeaderDeadline();
        if (paceDeadline != null) {
            paceDeadline.cancel(false);
        }
        super.channelInactive(ctx);
    }

    private static void close(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }

    private void cancelHeaderDeadline() {
        if (headerDeadline != null) {
            headerDeadline.cancel(false);
            headerDeadline = null;
        }
    }

    /** Looks whether the caller is too slow, now and then when it could be for the first time. */
    private void check(ChannelHandlerContext ctx) {
        paceDeadline = null;
        if (outstanding == 0) {
            return;
        }
        long remaining = pace.fristNanos(taken(ctx.channel())) - (System.nanoTime() - began);
        if (remaining <= 0) {
            Log.info("A connection was broken off: its answer is taken too slowly");
            ConnectionReset.breakOff(ctx.channel());
            return;
        }
        paceDeadline = ctx.executor().schedule(() -> check(ctx), remaining, TimeUnit.NANOSECONDS);
    }

    /** What the caller has of it, also of an answer that was written in one piece and is outstanding until its last byte is gone. */
    private long taken(Channel channel) {
        ChannelOutboundBuffer inChannel = channel.unsafe().outboundBuffer();
        long remaining = inChannel == null ? 0 : inChannel.totalPendingWriteBytes() - inChannel.currentProgress();
        return Math.max(added - outstanding, added - Math.max(0, remaining));
    }

    /** What some clients send after a body, and a request may begin with (RFC 9112, 2.2). */
    private static boolean emptyLine(Object message) {
        return message instanceof ByteBuf bytes && bytes.forEachByte(b -> b == '\r' || b == '\n') < 0;
    }

    private static long bytes(Object message) {
        return switch (message) {
            case ByteBuf buffer -> buffer.readableBytes();
            case ByteBufHolder part -> part.content().readableBytes();
            default -> 0;
        };
    }
}
