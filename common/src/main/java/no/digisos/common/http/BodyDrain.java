package no.digisos.common.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The end of an exchange whose answer went out before the request had ended. Most clients read the answer only when they have sent
 * everything; closed at once, the connection is reset under them and the answer is lost. So the rest is read away within limits, and
 * the connection is closed after that, if the answer says so, or used again.
 */
final class BodyDrain {
    private BodyDrain() {}

    /**
     * Sees to the rest of this request once it is answered.
     *
     * @param max bytes that are read away
     * @param time how long that may take
     */
    static void after(RoutingContext routing, long max, Duration time) {
        Context context = routing.vertx().getOrCreateContext();
        routing.addEndHandler(outcome -> {
            if (outcome.succeeded()) {
                context.runOnContext(v -> finish(routing, max, time));
            }
        });
    }

    private static void finish(RoutingContext routing, long max, Duration time) {
        HttpServerRequest request = routing.request();
        HttpConnection connection = request.connection();
        boolean close = routing.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        if (request.isEnded() || routing.response().getStatusCode() == 408) {
            if (close) {
                connection.close();
            }
            return;
        }
        Vertx vertx = routing.vertx();
        long frist = vertx.setTimer(time.toMillis(), t -> connection.close());
        long[] remaining = {max};
        request.exceptionHandler(e -> vertx.cancelTimer(frist));
        request.handler(chunk -> {
            remaining[0] -= chunk.length();
            if (remaining[0] < 0) {
                vertx.cancelTimer(frist);
                connection.close();
            }
        });
        request.endHandler(v -> {
            vertx.cancelTimer(frist);
            if (close) {
                connection.close();
            }
        });
        request.resume();
    }
}
