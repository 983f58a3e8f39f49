package no.digisos.common.fileformat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The places in a document, and what can be done to one of them in a copy. */
final class Places {
    private Places() {}

    /** Pointers to every value below the root. */
    static List<JsonPointer> all(JsonNode document) {
        List<JsonPointer> found = new ArrayList<>();
        collect(document, JsonPointer.empty(), found);
        return found;
    }

    private static void collect(JsonNode node, JsonPointer here, List<JsonPointer> found) {
        if (!here.matches()) {
            found.add(here);
        }
        node.properties().forEach(field -> collect(field.getValue(), here.appendProperty(field.getKey()), found));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.path(i), here.appendIndex(i), found);
            }
        }
    }

    static <T extends JsonNode> T without(T document, JsonPointer place) {
        T copy = document.<T>deepCopy();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.remove(place.last().getMatchingProperty());
            case ArrayNode list -> list.remove(place.last().getMatchingIndex());
            default -> throw new IllegalArgumentException(place.toString());
        }
        return copy;
    }

    static <T extends JsonNode> T with(T document, JsonPointer place, JsonNode value) {
        T copy = document.<T>deepCopy();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
            case ArrayNode list -> list.set(place.last().getMatchingIndex(), value);
            default -> throw new IllegalArgumentException(place.toString());
        }
        return copy;
    }

    static <T extends JsonNode> T with(T document, String pointer, JsonNode value) {
        return with(document, JsonPointer.compile(pointer), value);
    }

    static <T extends JsonNode> T without(T document, String pointer) {
        return without(document, JsonPointer.compile(pointer));
    }
}
