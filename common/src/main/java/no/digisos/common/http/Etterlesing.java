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
final class Etterlesing {
    private Etterlesing() {}

    /**
     * Sees to the rest of this request once it is answered.
     *
     * @param maks bytes that are read away
     * @param tid how long that may take
     */
    static void etter(RoutingContext ruting, long maks, Duration tid) {
        Context kontekst = ruting.vertx().getOrCreateContext();
        ruting.addEndHandler(utfall -> {
            if (utfall.succeeded()) {
                kontekst.runOnContext(v -> avslutt(ruting, maks, tid));
            }
        });
    }

    private static void avslutt(RoutingContext ruting, long maks, Duration tid) {
        HttpServerRequest foresporsel = ruting.request();
        HttpConnection forbindelse = foresporsel.connection();
        boolean lukk = ruting.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        if (foresporsel.isEnded() || ruting.response().getStatusCode() == 408) {
            if (lukk) {
                forbindelse.close();
            }
            return;
        }
        Vertx vertx = ruting.vertx();
        long frist = vertx.setTimer(tid.toMillis(), t -> forbindelse.close());
        long[] igjen = {maks};
        foresporsel.exceptionHandler(e -> vertx.cancelTimer(frist));
        foresporsel.handler(bit -> {
            igjen[0] -= bit.length();
            if (igjen[0] < 0) {
                vertx.cancelTimer(frist);
                forbindelse.close();
            }
        });
        foresporsel.endHandler(v -> {
            vertx.cancelTimer(frist);
            if (lukk) {
                forbindelse.close();
            }
        });
        foresporsel.resume();
    }
}
