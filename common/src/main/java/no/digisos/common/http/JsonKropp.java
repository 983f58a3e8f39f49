package no.digisos.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.Grenser;
import no.digisos.common.upload.JsonLeser;

/**
 * Reads JSON bodies whatever their content type, since some clients say {@code text/plain} (contract.md 6), and never more of
 * them than the limit for one JSON document.
 */
@ApplicationScoped
public class JsonKropp {
    private final ObjectMapper mapper;
    private final JsonLeser leser;
    private final long maks;

    public JsonKropp(ObjectMapper mapper, JsonLeser leser, Grenser grenser) {
        this.mapper = mapper;
        this.leser = leser;
        this.maks = grenser.maksJson();
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
     * The body as an object; empty when there is no body, or nothing but blanks.
     *
     * @throws ApiException 400 when there is something else, 413 when it is too big
     */
    public Optional<JsonNode> valgfrittObjekt(InputStream body) throws IOException {
        byte[] innhold = leser.lesBegrenset(body, maks);
        return new String(innhold, StandardCharsets.UTF_8).isBlank()
                ? Optional.empty()
                : Optional.of(leser.objekt(innhold, "Innholdet"));
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
