package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a body strictly, and tells of every fault at once, each with the field's JSON pointer. The messages never
 * quote what stood there.
 */
final class FieldReader {
    private static final int MAX_FAILURES_IN_ANSWER = 20;

    private final JsonNode object;
    private final String pointer;
    private final List<String> failure;

    FieldReader(JsonNode object) {
        this(object, "", new ArrayList<>());
    }

    private FieldReader(JsonNode object, String pointer, List<String> failure) {
        this.object = object;
        this.pointer = pointer;
        this.failure = failure;
    }

    /** Refuses fields with other names than these: a misspelt one would otherwise be a wish that nobody hears. */
    void knowsOnly(Set<String> name) {
        object.fieldNames().forEachRemaining(field -> {
            if (!name.contains(field)) {
                // A name is the caller's text too; what is no plain name is not repeated.
                failure(field.matches("[0-9A-Za-z_]{1,40}") ? field : "?", "er ikke et kjent felt");
            }
        });
    }

    void failure(String field, String melding) {
        failure.add(pointer + "/" + field + " " + melding);
    }

    boolean has(String field) {
        return !value(field).isMissingNode() && !value(field).isNull();
    }

    JsonNode value(String field) {
        return object.path(field);
    }

    boolean bool(String field, boolean otherwise) {
        return has(field) ? requireBool(field) : otherwise;
    }

    boolean requireBool(String field) {
        if (!value(field).isBoolean()) {
            failure(field, "skal være true eller false");
        }
        return value(field).asBoolean();
    }

    /** A text, or null when it is not there. */
    @Nullable
    String text(String field, int maxChars) {
        return has(field) ? requireText(field, maxChars) : null;
    }

    String requireText(String field, int maxChars) {
        String text = value(field).isTextual() ? value(field).textValue().strip() : "";
        if (text.isEmpty() || text.length() > maxChars || text.chars().anyMatch(Character::isISOControl)) {
            failure(field, "skal være en tekst på 1 til " + maxChars + " tegn");
            return "";
        }
        return text;
    }

    /** A text of this form, or null when it is not there. */
    @Nullable
    String text(String field, Pattern form, String what) {
        return has(field) ? requireText(field, form, what) : null;
    }

    String requireText(String field, Pattern form, String what) {
        String text = value(field).isTextual() ? value(field).textValue() : "";
        if (!form.matcher(text).matches()) {
            failure(field, "skal være " + what);
        }
        return text;
    }

    @Nullable
    UUID uuid(String field) {
        String text = text(field, Ids.FORM, "en UUID");
        return text == null || !Ids.isId(text) ? null : UUID.fromString(text);
    }

    long integer(String field, long least, long most, long otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (!value(field).isIntegralNumber()
                || !value(field).canConvertToLong()
                || value(field).longValue() < least
                || value(field).longValue() > most) {
            failure(field, "skal være et heltall fra " + least + " til " + most);
            return otherwise;
        }
        return value(field).longValue();
    }

    /** A list of different texts of this form; empty when it is not there. */
    List<String> texts(String field, int maxCount, Pattern form, String what) {
        if (!has(field)) {
            return List.of();
        }
        if (!value(field).isArray() || value(field).size() > maxCount) {
            failure(field, "skal være en liste med høyst " + maxCount + " verdier");
            return List.of();
        }
        Set<String> seen = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value(field).size(); i++) {
            JsonNode value = value(field).get(i);
            if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
                failure(field + "/" + i, "skal være " + what);
            } else if (!seen.add(value.textValue())) {
                failure(field + "/" + i, "står mer enn én gang");
            } else {
                texts.add(value.textValue());
            }
        }
        return texts;
    }

    /** The fields of an object in the body, or null when it is not there. */
    @Nullable
    FieldReader object(String field) {
        if (!has(field)) {
            return null;
        }
        if (!value(field).isObject()) {
            failure(field, "skal være et objekt");
            return null;
        }
        return new FieldReader(value(field), pointer + "/" + field, failure);
    }

    /**
     * Ends the reading.
     *
     * @throws ApiException 400 with all faults
     */
    void requireValid() {
        if (!failure.isEmpty()) {
            List<String> shown = failure.stream().limit(MAX_FAILURES_IN_ANSWER).toList();
            throw new ApiException(
                    ErrorCode.UGYLDIG_KONFIGURASJON, String.join("; ", shown), Map.<String, Object>of("feil", shown));
        }
    }
}
