package no.digisos.common.error;

import java.util.Map;

/**
 * A refusal as it goes out, from whichever layer.
 *
 * @param headers what this status has beside its body: how to log in, or when to come again
 * @param closes whether the connection ends with it, since the rest of the request is not wanted
 * @param body JSON, one line
 */
public record ErrorAnswer(int status, Map<String, String> headers, boolean closes, String body) {
    /** Seconds a client should wait before it tries again when the database or the token issuer is away. */
    private static final String RETRY_AFTER_SECONDS = "5";

    static ErrorAnswer of(int status, String body) {
        Map<String, String> headers = switch (status) {
            case 401 -> Map.of("WWW-Authenticate", "Bearer");
            case 503 -> Map.of("Retry-After", RETRY_AFTER_SECONDS);
            default -> Map.of();
        };
        return new ErrorAnswer(status, headers, status == 408 || status == 413, body);
    }
}
