package no.digisos.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.observability.SafePath;
import org.jspecify.annotations.Nullable;

/** Makes error bodies: one line, fixed order of keys, no personal data (contract.md 0.3). */
@ApplicationScoped
public class ErrorMessages {
    /** Eleven digits that stand alone; those inside an id or a reference are no fødselsnummer, and clients parse such texts. */
    private static final Pattern ELEVEN_DIGITS = Pattern.compile("(?<![0-9A-Za-z_-])\\d{11}(?![0-9A-Za-z_-])");

    private final ObjectWriter writer;
    private final Clock clock;

    public ErrorMessages(ObjectMapper mapper, Clock clock) {
        this.writer = mapper.writerFor(ErrorMessage.class)
                .without(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT);
        this.clock = clock;
    }

    /** The body of a refusal that has a code; personal data in the message and the path are masked. */
    public ErrorMessage of(ErrorCode code, String message, @Nullable String path, Map<String, Object> details) {
        return of(code.status(), code.name(), message, path, details);
    }

    /** For the statuses that the framework gives of itself and that have no code of ours. */
    public ErrorMessage of(
            int status,
            @Nullable String errorCode,
            String message,
            @Nullable String path,
            Map<String, Object> details) {
        return new ErrorMessage(
                clock.millis(),
                status,
                HttpResponseStatus.valueOf(status).reasonPhrase(),
                UUID.randomUUID(),
                SafePath.withoutFnr(path == null ? "" : path),
                null,
                mask(message),
                errorCode,
                details.isEmpty() ? null : details);
    }

    /** The body as it is sent. */
    public String json(ErrorMessage message) {
        try {
            return writer.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String mask(String text) {
        return ELEVEN_DIGITS.matcher(text).replaceAll("***********");
    }
}
