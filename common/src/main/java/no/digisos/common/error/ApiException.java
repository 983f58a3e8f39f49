package no.digisos.common.error;

import java.util.Map;

/** A request that is refused for a known reason. The message goes to the caller: Norwegian, and without personal data. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;
    private final transient Map<String, String> header;

    /** A refusal that the code and the message say everything of. */
    public ApiException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /**
     * @param details machine-readable facts for {@code errorJson}; only for answers to fagsystems, since nav.no takes the last
     *     UUID of an error body for a digisosId (contract.md 0.3)
     */
    public ApiException(ErrorCode code, String message, Map<String, Object> details) {
        this(code, message, details, Map.of());
    }

    /** @param header header fields of the answer, as {@code Content-Range} of a 416 */
    public ApiException(ErrorCode code, String message, Map<String, Object> details, Map<String, String> header) {
        super(message);
        this.code = code;
        this.details = details;
        this.header = header;
    }

    /** A refusal that something else brought about; the cause is for the log alone. */
    public ApiException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = Map.of();
        this.header = Map.of();
    }

    /** Which refusal it is; it decides the status. */
    public ErrorCode code() {
        return code;
    }

    /** Machine-readable facts for {@code errorJson}; empty when there are none. */
    public Map<String, Object> details() {
        return details;
    }

    /** Header fields that the answer has beside those of every error. */
    public Map<String, String> header() {
        return header;
    }
}
