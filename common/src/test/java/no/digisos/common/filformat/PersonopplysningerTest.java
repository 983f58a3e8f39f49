package no.digisos.common.filformat;

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
class PersonopplysningerTest {
    private static final String KANARI = "KANARIFUGL";
    private static final long TALLKANARI = 7319082465L;
    private static final FilformatValidator VALIDATOR = new FilformatValidator();

    @ParameterizedTest
    @EnumSource
    void noValueOfTheDocumentIsInAnyMessage(Filformat format) {
        ObjectNode gyldig = Eksempler.gyldig(format);
        List<Avvik> avvik = new ArrayList<>();
        for (JsonPointer sted : Steder.alle(gyldig)) {
            for (JsonNode verdi : kanarier()) {
                avvik.addAll(VALIDATOR.validate(format, Steder.med(gyldig, sted, verdi)));
            }
        }

        assertThat(avvik)
                .hasSizeGreaterThan(20)
                .allSatisfy(a ->
                        assertThat(a.toString()).doesNotContain(KANARI).doesNotContain(String.valueOf(TALLKANARI)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfADocumentThatIsWrongThroughoutIsInAnyMessage(Filformat format) {
        JsonNode galt = medKanarier(Eksempler.gyldig(format));

        assertThat(VALIDATOR.validate(format, galt))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.toString()).doesNotContain(KANARI));
    }

    private static List<JsonNode> kanarier() {
        JsonNodeFactory f = JsonNodeFactory.instance;
        return List.of(
                f.textNode(KANARI),
                f.numberNode(TALLKANARI),
                f.objectNode().put(KANARI, KANARI),
                f.arrayNode().add(KANARI),
                f.arrayNode().add(f.objectNode().put(KANARI, KANARI)));
    }

    /** Every text becomes the canary, and every object gets a field of its name. */
    private static JsonNode medKanarier(JsonNode node) {
        JsonNodeFactory f = JsonNodeFactory.instance;
        if (node instanceof ObjectNode objekt) {
            ObjectNode kopi = f.objectNode();
            objekt.properties().forEach(felt -> kopi.set(felt.getKey(), medKanarier(felt.getValue())));
            // The kind decides which rules apply; left right, so that those rules are reached.
            if (objekt.path("type").isTextual()) {
                kopi.set("type", objekt.path("type"));
            }
            return kopi.put(KANARI, KANARI);
        }
        if (node instanceof ArrayNode liste) {
            ArrayNode kopi = f.arrayNode();
            liste.forEach(element -> kopi.add(medKanarier(element)));
            return kopi;
        }
        // Neither a text nor a number nor a truth value is right in every place.
        return node.isTextual() ? f.objectNode().put(KANARI, KANARI) : f.textNode(KANARI);
    }
}
