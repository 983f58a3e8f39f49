package no.digisos.common.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of every error body (contract.md 0.3). The order of the keys matters: nav.no takes the last UUID after
 * {@code message} for a digisosId, so {@code errorId} stands before it and nothing with a UUID after it.
 *
 * @param timestamp epoch milliseconds
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
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
public record ErrorMessage(
        long timestamp,
        int status,
        String error,
        UUID errorId,
        String path,
        @Nullable String originalPath,
        String message,
        @Nullable String errorCode,
        @Nullable Object errorJson) {}
