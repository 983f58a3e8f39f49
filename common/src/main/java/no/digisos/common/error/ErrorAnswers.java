package no.digisos.common.error;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import no.digisos.common.observability.SystemClock;
import org.jspecify.annotations.Nullable;

/** The one place where a refusal gets its answer and its line in the log. */
@ApplicationScoped
public class ErrorAnswers {
    private final ErrorMessages messages;
    private final RefusalLog refusal;

    public ErrorAnswers(ErrorMessages messages, RefusalLog refusal) {
        this.messages = messages;
        this.refusal = refusal;
    }

    /**
     * Makes the answer, and writes the line.
     *
     * @param path of the request, as the caller is told it, or null
     * @param details machine-readable facts for {@code errorJson}
     * @param cause why, when it is an exception
     */
    public ErrorAnswer of(
            FrameworkFailure failure,
            HttpServerRequest request,
            @Nullable String path,
            Map<String, Object> details,
            @Nullable Throwable cause) {
        ErrorMessage message = messages.of(failure, path, details);
        refusal.note(message, request.method().name(), request.path(), cause);
        return ErrorAnswer.of(message.status(), messages.json(message));
    }

    /** The answer of a connection, which may outlive the application and so has no bean of it. */
    public static ErrorAnswer ofConnection(int status, String method, String path) {
        ErrorMessages messages = new ErrorMessages(new ObjectMapper(), SystemClock.system());
        FrameworkFailure failure = FrameworkFailure.of(status);
        ErrorMessage message =
                messages.of(new FrameworkFailure(status, failure.code(), failure.tekst()), path, Map.of());
        RefusalLog.write(message, method, "-", null);
        return ErrorAnswer.of(status, messages.json(message));
    }
}
