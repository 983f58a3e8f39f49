package no.digisos.common.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import no.digisos.common.error.ErrorAnswer;
import no.digisos.common.error.ErrorAnswers;
import org.jspecify.annotations.Nullable;

/**
 * The last resort for the one error shape, between the HTTP codec and Vert.x. What the codec cannot read — a request line or header
 * that is malformed or too long, a bad chunk — is answered here, since Vert.x answers the first kind with an empty body and the second
 * not at all. And a refusal that somebody above sends without a body, as Quarkus does before its router, gets one.
 */
final class CodecErrors extends ChannelDuplexHandler {
    /** The requests whose answer has not begun, the oldest first. */
    private final Deque<Unanswered> unanswered = new ArrayDeque<>();

    private boolean closed;

    private record Unanswered(HttpMethod metode, String sti) {
        static Unanswered of(HttpRequest request) {
            String uri = request.decoderResult().isFailure() ? "" : request.uri();
            int query = uri.indexOf('?');
            return new Unanswered(request.method(), query < 0 ? uri : uri.substring(0, query));
        }

        boolean head() {
            return HttpMethod.HEAD.equals(metode);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (closed) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered.add(Unanswered.of(request));
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            reject(ctx, part.decoderResult().cause());
            return;
        }
        if (message instanceof HttpRequest request && !isHttp1(request)) {
            // Somebody above answers 501 to this, or nobody, by what is built into the program.
            ReferenceCountUtil.release(message);
            reject(ctx, null);
            return;
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (closed) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            return;
        }
        if (message instanceof HttpResponse answer && answer.status().code() >= 200) {
            Unanswered answered = unanswered.poll();
            if (answered != null && !answered.head() && message instanceof FullHttpResponse whole && isBare(whole)) {
                super.write(ctx, withBody(whole, answered), promise);
                return;
            }
        }
        super.write(ctx, message, promise);
    }

    /** Answers what cannot be read, if it is this request's turn, and closes either way: where the next one begins is not known. */
    private void reject(ChannelHandlerContext ctx, @Nullable Throwable failure) {
        closed = true;
        if (unanswered.size() != 1) {
            ChannelFuture _ = ctx.close();
            return;
        }
        FullHttpResponse bare = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status(failure)), Unpooled.EMPTY_BUFFER);
        bare.headers().set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(withBody(bare, unanswered.remove())).addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean isHttp1(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isBare(FullHttpResponse answer) {
        return answer.status().code() >= 400 && !answer.content().isReadable();
    }

    private static FullHttpResponse withBody(FullHttpResponse bare, Unanswered answered) {
        ErrorAnswer answer = ErrorAnswers.ofConnection(
                bare.status().code(), answered.metode().name(), answered.sti());
        ByteBuf body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
        FullHttpResponse whole = new DefaultFullHttpResponse(bare.protocolVersion(), bare.status(), body);
        bare.headers().forEach(field -> whole.headers().add(field.getKey(), field.getValue()));
        whole.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        whole.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        bare.release();
        return whole;
    }

    private static int status(@Nullable Throwable failure) {
        return switch (failure) {
            case TooLongHttpLineException e -> 414;
            case TooLongHttpHeaderException e -> 431;
            case null, default -> 400;
        };
    }
}
