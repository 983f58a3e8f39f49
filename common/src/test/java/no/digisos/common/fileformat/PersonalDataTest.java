package no.digisos.common.fileformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a document says never comes out in what we say about it. */
class PersonalDataTest {
    private static final String CANARY = "KANARIFUGL";
    private static final long NUMBER_CANARY = 7319082465L;
    private static final FileFormatValidator VALIDATOR = new FileFormatValidator();

    @ParameterizedTest
    @EnumSource
    void noValueOfTheDocumentIsInAnyMessage(FileFormat format) {
        ObjectNode valid = Examples.valid(format);
        List<Deviation> deviation = new ArrayList<>();
        for (JsonPointer place : Places.all(valid)) {
            for (JsonNode value : canaries()) {
                deviation.addAll(VALIDATOR.validate(format, Places.with(valid, place, value)));
            }
        }

        assertThat(deviation)
                .hasSizeGreaterThan(20)
                .allSatisfy(a ->
                        assertThat(a.toString()).doesNotContain(CANARY).doesNotContain(String.valueOf(NUMBER_CANARY)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfADocumentThatIsWrongThroughoutIsInAnyMessage(FileFormat format) {
        JsonNode wrong = withCanaries(Examples.valid(format));

        assertThat(VALIDATOR.validate(format, wrong))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.toString()).doesNotContain(CANARY));
    }

    private static List<JsonNode> canaries() {
        JsonNodeFactory f = JsonNodeFactory.instance;
        return List.of(
                f.textNode(CANARY),
                f.numberNode(NUMBER_CANARY),
                f.objectNode().put(CANARY, CANARY),
                f.arrayNode().add(CANARY),
                f.arrayNode().add(f.objectNode().put(CANARY, CANARY)));
    }

    /** Every text becomes the canary, and every object gets a field of its name. */
    private static JsonNode withCanaries(JsonNode node) {
        JsonNodeFactory f = JsonNodeFactory.instance;
        if (node instanceof ObjectNode object) {
            ObjectNode copy = f.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), withCanaries(field.getValue())));
            // The kind decides which rules apply; left right, so that those rules are reached.
            if (object.path("type").isTextual()) {
                copy.set("type", object.path("type"));
            }
            return copy.put(CANARY, CANARY);
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = f.arrayNode();
            list.forEach(element -> copy.add(withCanaries(element)));
            return copy;
        }
        // Neither a text nor a number nor a truth value is right in every place.
        return node.isTextual() ? f.objectNode().put(CANARY, CANARY) : f.textNode(CANARY);
    }
}
