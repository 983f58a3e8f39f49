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
import no.digisos.common.upload.Grenser;
import no.digisos.common.upload.JsonLeser;

/**
 * Reads JSON bodies whatever their content type, since some clients say {@code text/plain} (contract.md 6), and never more of
 * them than the limit for one JSON document. What a field says is what was sent: no number or boolean is made of a text, and no
 * whole number of a fraction.
 */
@ApplicationScoped
public class JsonKropp {
    private final ObjectMapper mapper;
    private final JsonLeser leser;
    private final long maks;

    public JsonKropp(ObjectMapper mapper, JsonLeser leser, Grenser grenser) {
        this.mapper = streng(mapper);
        this.leser = leser;
        this.maks = grenser.maksJson();
    }

    /**
     * A body that is kept as it came.
     *
     * @param json the same, parsed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Dokument(byte[] innhold, JsonNode json) {}

    private static ObjectMapper streng(ObjectMapper mapper) {
        ObjectMapper streng = mapper.copy();
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            streng.coercionConfigFor(type)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        streng.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        streng.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        // A reference in digits alone is one all the same; of a fraction or a boolean the text would not be what was
        // sent.
        streng.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return streng;
    }

    /**
     * The body as an object, with its bytes.
     *
     * @throws ApiException 400 when it is not one, 413 when it is too big
     */
    public Dokument dokument(InputStream body) throws IOException {
        return dokument(leser.lesBegrenset(body, maks));
    }

    private Dokument dokument(byte[] innhold) {
        return new Dokument(innhold, leser.objekt(innhold, "Innholdet"));
    }

    /**
     * One object of such a body, byte for byte as it was sent.
     *
     * @param sti names of the fields that lead to it, from the root
     * @throws ApiException 400 when there is no object there
     */
    public byte[] utsnitt(Dokument dokument, String... sti) {
        return leser.utsnitt(dokument.innhold(), "Innholdet", sti);
    }

    /**
     * The body as an object.
     *
     * @throws ApiException 400 when it is not one, 413 when it is too big
     */
    public JsonNode objekt(InputStream body) throws IOException {
        return leser.objekt(leser.lesBegrenset(body, maks), "Innholdet");
    }

    /**
     * The body as an object, with its bytes; empty when there is no body, or nothing but blanks.
     *
     * @throws ApiException 400 when there is something else, 413 when it is too big
     */
    public Optional<Dokument> valgfrittDokument(InputStream body) throws IOException {
        byte[] innhold = leser.lesBegrenset(body, maks);
        return new String(innhold, StandardCharsets.UTF_8).isBlank()
                ? Optional.empty()
                : Optional.of(dokument(innhold));
    }

    /**
     * The body as this type; an empty body is an empty object. Unknown keys are ignored.
     *
     * @throws ApiException 400 when it does not fit, 413 when it is too big
     */
    public <T> T les(InputStream body, Class<T> type) throws IOException {
        byte[] innhold = leser.lesBegrenset(body, maks);
        boolean tom = new String(innhold, StandardCharsets.UTF_8).isBlank();
        try {
            return mapper.treeToValue(tom ? mapper.createObjectNode() : leser.objekt(innhold, "Innholdet"), type);
        } catch (JsonProcessingException e) {
            throw new ApiException(ErrorCode.UGYLDIG_JSON, "Innholdet har et felt av feil type: " + peker(e), e);
        }
    }

    /** Where the fault is; never what stood there. */
    private static String peker(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return "/";
        }
        StringBuilder peker = new StringBuilder();
        mapping.getPath()
                .forEach(ledd ->
                        peker.append('/').append(ledd.getFieldName() == null ? ledd.getIndex() : ledd.getFieldName()));
        return peker.toString();
    }
}
