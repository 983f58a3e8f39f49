package no.digisos.testkit.error;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The error body that every client of the exchange parses (contract.md 0.3): always JSON, always on one line, keys in
 * this order. {@code errorId} stands before {@code message} because NAV's client takes the last UUID after the word
 * "message" for a digisosId.
 *
 * @param timestamp milliseconds since the epoch
 * @param status the HTTP status, also in the response line
 * @param error the reason phrase
 * @param errorId a handle for support, random
 * @param path the requested path
 * @param originalPath always null
 * @param message for a human, in Norwegian, without personal data
 * @param errorCode for a machine; null where there is none
 * @param errorJson always null
 */
@JsonPropertyOrder({
    "timestamp",
    "status",
    "error",
    "errorId",
    "path",
    "originalPath",
    "message",
    "errorCode",
    "errorJson"
})
public record ErrorBody(
        long timestamp,
        int status,
        String error,
        UUID errorId,
        String path,
        @Nullable String originalPath,
        String message,
        @Nullable String errorCode,
        @Nullable String errorJson) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the body for a failing request. */
    public static ErrorBody of(Clock clock, int status, String path, String message) {
        return of(clock, status, path, message, null);
    }

    /** The same with a code for machines, where there is one. */
    public static ErrorBody of(Clock clock, int status, String path, String message, @Nullable String errorCode) {
        return new ErrorBody(
                clock.millis(), status, reasonPhrase(status), UUID.randomUUID(), path, null, message, errorCode, null);
    }

    /** The body as one line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always JSON", e);
        }
    }

    private static String reasonPhrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 414 -> "Request-URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "HTTP " + status;
        };
    }
}
