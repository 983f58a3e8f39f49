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

    /**
     * Makes the body.
     *
     * @param path of the request, or null
     * @param details machine-readable facts for {@code errorJson}
     */
    public ErrorMessage of(FrameworkFailure failure, @Nullable String path, Map<String, Object> details) {
        ErrorCode code = failure.code();
        return new ErrorMessage(
                clock.millis(),
                failure.status(),
                HttpResponseStatus.valueOf(failure.status()).reasonPhrase(),
                UUID.randomUUID(),
                SafePath.withoutFnr(path == null ? "" : path),
                null,
                mask(failure.tekst()),
                code == null ? null : code.name(),
                details.isEmpty() ? null : details);
    }

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
