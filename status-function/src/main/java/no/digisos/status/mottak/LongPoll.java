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
class LongPoll {
    private final Vertx vertx;
    private final IntakeConfig config;

    LongPoll(Vertx vertx, IntakeConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Looks at once on the caller's thread, and at intervals after that.
     *
     * @param longest how long; with nothing found then, what was found is nothing
     * @param look may block
     */
    <T> CompletionStage<List<T>> untilSomethingComes(Duration longest, Supplier<List<T>> look) {
        CompletableFuture<List<T>> answer = new CompletableFuture<>();
        long end = System.nanoTime() + longest.toNanos();
        look(vertx.getOrCreateContext(), end, look, answer);
        return answer;
    }

    private <T> void look(Context context, long end, Supplier<List<T>> look, CompletableFuture<List<T>> answer) {
        try {
            List<T> found = look.get();
            if (!found.isEmpty() || System.nanoTime() - end >= 0) {
                answer.complete(found);
                return;
            }
            vertx.setTimer(
                    config.ventMellomrom().toMillis(),
                    _ -> context.executeBlocking(
                                    () -> {
                                        look(context, end, look, answer);
                                        return null;
                                    },
                                    false)
                            .onFailure(answer::completeExceptionally));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
