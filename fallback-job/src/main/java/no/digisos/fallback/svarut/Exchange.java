package no.digisos.fallback.svarut;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP exchange, bounded as a whole: {@code HttpRequest.timeout} would end at the answer's headers. */
final class Exchange {
    /** SvarUt's answers are small, except a status query over many ids; more than this is no answer of SvarUt's. */
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    /** Status of a {@link Broken} before any answer began. */
    static final int NO_STATUS = 0;

    private Exchange() {}

    sealed interface Result {}

    /** The whole answer. The bytes are handed on and never compared, which an array in a record would get wrong. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body) implements Result {}

    /**
     * No whole answer.
     *
     * @param status of an answer that began, or {@link #NO_STATUS}
     */
    record Broken(int status, Throwable cause) implements Result {}

    /** Remembers the status, which says enough of a refusal whose body never came. */
    private static final class AnswerReader implements BodyHandler<byte[]> {
        private volatile int status = NO_STATUS;

        @Override
        public BodySubscriber<byte[]> apply(ResponseInfo answer) {
            status = answer.statusCode();
            return BodySubscribers.limiting(BodySubscribers.ofByteArray(), MAX_ANSWER_BYTES);
        }
    }

    /** Runs the exchange and never throws, except on an {@link Error}; an interrupt is a {@link Broken} and stays set. */
    static Result run(HttpClient client, HttpRequest request, Duration timeout) {
        AnswerReader reader = new AnswerReader();
        CompletableFuture<HttpResponse<byte[]>> pending;
        try {
            pending = client.sendAsync(request, reader);
        } catch (RuntimeException e) {
            return new Broken(NO_STATUS, e);
        }
        try {
            HttpResponse<byte[]> answer = pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            pending.cancel(true);
            return new Broken(reader.status, e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return new Broken(reader.status, e);
        } catch (ExecutionException e) {
            return new Broken(reader.status, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            return new Broken(reader.status, e);
        }
    }
}
