package no.digisos.common.http;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import no.digisos.common.error.Avslagslogg;
import no.digisos.common.error.ErrorMessage;
import no.digisos.common.error.ErrorMessages;
import no.digisos.common.error.Rammeverksfeil;
import no.digisos.common.observability.SystemClock;
import org.jspecify.annotations.Nullable;

/**
 * The last resort for the one error shape, between the HTTP codec and Vert.x. What the codec cannot read — a request line or header
 * that is malformed or too long, a bad chunk — is answered here, since Vert.x answers the first kind with an empty body and the second
 * not at all. And a refusal that somebody above sends without a body, as Quarkus does before its router, gets one.
 */
final class Protokollfeil extends ChannelDuplexHandler {
    /** The requests whose answer has not begun, the oldest first. */
    private final Deque<Ubesvart> ubesvarte = new ArrayDeque<>();

    private boolean lukket;

    private record Ubesvart(HttpMethod metode, String sti) {
        static Ubesvart av(HttpRequest foresporsel) {
            String uri = foresporsel.decoderResult().isFailure() ? "" : foresporsel.uri();
            int sporring = uri.indexOf('?');
            return new Ubesvart(foresporsel.method(), sporring < 0 ? uri : uri.substring(0, sporring));
        }

        boolean head() {
            return HttpMethod.HEAD.equals(metode);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (lukket) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest foresporsel) {
            ubesvarte.add(Ubesvart.av(foresporsel));
        }
        if (message instanceof HttpObject del && del.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            avvis(ctx, del.decoderResult().cause());
            return;
        }
        if (message instanceof HttpRequest foresporsel && !erHttp1(foresporsel)) {
            // Somebody above answers 501 to this, or nobody, by what is built into the program.
            ReferenceCountUtil.release(message);
            avvis(ctx, null);
            return;
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (lukket) {
            ReferenceCountUtil.release(message);
            promise.setSuccess();
            return;
        }
        if (message instanceof HttpResponse svar && svar.status().code() >= 200) {
            Ubesvart besvart = ubesvarte.poll();
            if (besvart != null && !besvart.head() && message instanceof FullHttpResponse helt && erBar(helt)) {
                super.write(ctx, medKropp(helt, besvart), promise);
                return;
            }
        }
        super.write(ctx, message, promise);
    }

    /** Answers what cannot be read, if it is this request's turn, and closes either way: where the next one begins is not known. */
    private void avvis(ChannelHandlerContext ctx, @Nullable Throwable feil) {
        lukket = true;
        if (ubesvarte.size() != 1) {
            ChannelFuture _ = ctx.close();
            return;
        }
        FullHttpResponse bar = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status(feil)), Unpooled.EMPTY_BUFFER);
        bar.headers().set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(medKropp(bar, ubesvarte.remove())).addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean erHttp1(HttpRequest foresporsel) {
        HttpVersion versjon = foresporsel.protocolVersion();
        return versjon.equals(HttpVersion.HTTP_1_1) || versjon.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean erBar(FullHttpResponse svar) {
        return svar.status().code() >= 400 && !svar.content().isReadable();
    }

    private static FullHttpResponse medKropp(FullHttpResponse bar, Ubesvart besvart) {
        Rammeverksfeil feil = Rammeverksfeil.av(bar.status().code());
        // No bean: a connection may outlive the application.
        ErrorMessages messages = new ErrorMessages(new ObjectMapper(), SystemClock.system());
        ErrorMessage melding = messages.of(
                bar.status().code(),
                feil.code() == null ? null : feil.code().name(),
                feil.tekst(),
                besvart.sti(),
                Map.of());
        Avslagslogg.skriv(melding, besvart.metode().name(), "-", null);
        ByteBuf kropp = Unpooled.copiedBuffer(messages.json(melding), StandardCharsets.UTF_8);
        FullHttpResponse helt = new DefaultFullHttpResponse(bar.protocolVersion(), bar.status(), kropp);
        bar.headers().forEach(felt -> helt.headers().add(felt.getKey(), felt.getValue()));
        helt.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        helt.headers().set(HttpHeaderNames.CONTENT_LENGTH, kropp.readableBytes());
        bar.release();
        return helt;
    }

    private static int status(@Nullable Throwable feil) {
        return switch (feil) {
            case TooLongHttpLineException e -> 414;
            case TooLongHttpHeaderException e -> 431;
            case null, default -> 400;
        };
    }
}
