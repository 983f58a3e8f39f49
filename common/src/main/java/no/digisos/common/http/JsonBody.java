package no.digisos.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.JsonReader;
import no.digisos.common.upload.UploadLimits;

/**
 * Reads JSON bodies whatever their content type, since some clients say {@code text/plain} (contract.md 6), and never more of
 * them than the limit for one JSON document. What a field says is what was sent: no number or boolean is made of a text, and no
 * whole number of a fraction.
 */
@ApplicationScoped
public class JsonBody {
    private final ObjectMapper mapper;
    private final JsonReader reader;
    private final long max;

    public JsonBody(ObjectMapper mapper, JsonReader reader, UploadLimits limits) {
        this.mapper = string(mapper);
        this.reader = reader;
        this.max = limits.maksJson();
    }

    /**
     * A body that is kept as it came.
     *
     * @param json the same, parsed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Dokument(byte[] innhold, JsonNode json) {}

    private static ObjectMapper string(ObjectMapper mapper) {
        ObjectMapper string = mapper.copy();
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            string.coercionConfigFor(type)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        string.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        string.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        // A reference in digits alone is one all the same; of a fraction or a boolean the text would not be what was
        // sent.
        string.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return string;
    }

    /**
     * The body as an object, with its bytes.
     *
     * @throws ApiException 400 when it is not one, 413 when it is too big
     */
    public Dokument dokument(InputStream body) throws IOException {
        return dokument(reader.readLimited(body, max));
    }

    private Dokument dokument(byte[] content) {
        return new Dokument(content, reader.object(content, "Innholdet"));
    }

    /**
     * One object of such a body, byte for byte as it was sent.
     *
     * @param path names of the fields that lead to it, from the root
     * @throws ApiException 400 when there is no object there
     */
    public byte[] slice(Dokument dokument, String... path) {
        return reader.slice(dokument.innhold(), "Innholdet", path);
    }

    /**
     * The body as an object.
     *
     * @throws ApiException 400 when it is not one, 413 when it is too big
     */
    public JsonNode object(InputStream body) throws IOException {
        return reader.object(reader.readLimited(body, max), "Innholdet");
    }

    /**
     * The body as an object, with its bytes; empty when there is no body, or nothing but blanks.
     *
     * @throws ApiException 400 when there is something else, 413 when it is too big
     */
    public Optional<Dokument> optionalDokument(InputStream body) throws IOException {
        byte[] content = reader.readLimited(body, max);
        return new String(content, StandardCharsets.UTF_8).isBlank()
                ? Optional.empty()
                : Optional.of(dokument(content));
    }

    /**
     * The body as this type; an empty body is an empty object. Unknown keys are ignored.
     *
     * @throws ApiException 400 when it does not fit, 413 when it is too big
     */
    public <T> T read(InputStream body, Class<T> type) throws IOException {
        byte[] content = reader.readLimited(body, max);
        boolean empty = new String(content, StandardCharsets.UTF_8).isBlank();
        try {
            return mapper.treeToValue(empty ? mapper.createObjectNode() : reader.object(content, "Innholdet"), type);
        } catch (JsonProcessingException e) {
            throw new ApiException(ErrorCode.UGYLDIG_JSON, "Innholdet har et felt av feil type: " + pointer(e), e);
        }
    }

    /** Where the fault is; never what stood there. */
    private static String pointer(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "/";
        }
        StringBuilder pointer = new StringBuilder();
        mapping.getPath()
                .forEach(items -> pointer.append('/')
                        .append(items.getFieldName() == null ? items.getIndex() : items.getFieldName()));
        return pointer.toString();
    }
}
