package no.digisos.common.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** How a connection is ended whose caller must see that it did not get all. */
final class ConnectionReset {
    private ConnectionReset() {}

    /** Resets the connection now: an answer that is cut short must not look whole, nor wait to be taken before it is cut. */
    static void breakOff(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            breakOff(base.channel());
        } else {
            connection.close();
        }
    }

    /** Resets the connection now. Closed as a channel is, it would wait in Vert.x until what is written has left, and it never does. */
    static void breakOff(Channel channel) {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext outermost = channel.pipeline().firstContext();
            if (channel.isOpen() && outermost != null) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                ChannelFuture _ = outermost.close();
            }
        });
    }
}
