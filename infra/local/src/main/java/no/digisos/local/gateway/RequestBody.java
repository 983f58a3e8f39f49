package no.digisos.local.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * A client's request body on its way to a function, whose pipe is patient: a function that answers while the body is
 * still coming, and hangs up, makes our next write fail, often before its answer has been read. The pipe that Vert.x
 * brings would then reset the request, and the answer would be lost. This one drops the rest of the body and leaves the
 * outcome to the response: it comes, or the connection ends without one.
 */
final class RequestBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> client;

    RequestBody(ReadStream<Buffer> client) {
        this.client = client;
    }

    @Override
    public Pipe<Buffer> pipe() {
        pause();
        return new PatientPipe();
    }

    @Override
    public RequestBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        client.exceptionHandler(handler);
        return this;
    }

    @Override
    public RequestBody handler(@Nullable Handler<Buffer> handler) {
        client.handler(handler);
        return this;
    }

    @Override
    public RequestBody pause() {
        client.pause();
        return this;
    }

    @Override
    public RequestBody resume() {
        client.resume();
        return this;
    }

    @Override
    public RequestBody fetch(long amount) {
        client.fetch(amount);
        return this;
    }

    @Override
    public RequestBody endHandler(@Nullable Handler<Void> handler) {
        client.endHandler(handler);
        return this;
    }

    /** Ends the destination when the body ends, never when it breaks: a broken body must not look whole. */
    private final class PatientPipe implements Pipe<Buffer> {

        @Override
        public Pipe<Buffer> endOnFailure(boolean end) {
            if (end) {
                throw new IllegalArgumentException("a broken body must not look whole");
            }
            return this;
        }

        @Override
        public Pipe<Buffer> endOnSuccess(boolean end) {
            return this;
        }

        @Override
        public Pipe<Buffer> endOnComplete(boolean end) {
            return this;
        }

        @Override
        public Future<Void> to(WriteStream<Buffer> function) {
            Promise<Void> done = Promise.promise();
            to(function, done);
            return done.future();
        }

        @Override
        public void to(WriteStream<Buffer> function, Handler<AsyncResult<Void>> completed) {
            client.handler(piece -> {
                function.write(piece).onFailure(failure -> dropTheRest());
                if (function.writeQueueFull()) {
                    client.pause();
                    function.drainHandler(drained -> client.resume());
                }
            });
            client.exceptionHandler(hungUp -> completed.handle(Future.failedFuture(hungUp)));
            client.endHandler(end -> function.end().onComplete(ended -> completed.handle(Future.succeededFuture())));
            client.resume();
        }

        private void dropTheRest() {
            client.handler(null);
            client.endHandler(null);
            client.resume();
        }

        @Override
        public void close() {
            dropTheRest();
        }
    }
}
