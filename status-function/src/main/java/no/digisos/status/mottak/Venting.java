package no.digisos.status.mottak;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Looks again and again until there is something. Between two looks neither a thread nor a connection is held: a timer starts
 * the next look on a worker. It is no virtual thread that waits, since one that reads from a socket in a native executable may
 * miss that its answer has come, and then waits for ever with its connection.
 */
@ApplicationScoped
class Venting {
    private final Vertx vertx;
    private final MottakConfig config;

    Venting(Vertx vertx, MottakConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Looks at once on the caller's thread, and at intervals after that.
     *
     * @param lengst how long; with nothing found then, what was found is nothing
     * @param se may block
     */
    <T> CompletionStage<List<T>> tilNoeKommer(Duration lengst, Supplier<List<T>> se) {
        CompletableFuture<List<T>> svar = new CompletableFuture<>();
        long slutt = System.nanoTime() + lengst.toNanos();
        se(vertx.getOrCreateContext(), slutt, se, svar);
        return svar;
    }

    private <T> void se(Context kontekst, long slutt, Supplier<List<T>> se, CompletableFuture<List<T>> svar) {
        try {
            List<T> funnet = se.get();
            if (!funnet.isEmpty() || System.nanoTime() - slutt >= 0) {
                svar.complete(funnet);
                return;
            }
            vertx.setTimer(
                    config.ventMellomrom().toMillis(),
                    _ -> kontekst.executeBlocking(
                                    () -> {
                                        se(kontekst, slutt, se, svar);
                                        return null;
                                    },
                                    false)
                            .onFailure(svar::completeExceptionally));
        } catch (RuntimeException | Error e) {
            svar.completeExceptionally(e);
        }
    }
}
