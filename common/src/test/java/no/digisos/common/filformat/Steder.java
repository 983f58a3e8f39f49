package no.digisos.common.filformat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The places in a document, and what can be done to one of them in a copy. */
final class Steder {
    private Steder() {}

    /** Pointers to every value below the root. */
    static List<JsonPointer> alle(JsonNode document) {
        List<JsonPointer> funnet = new ArrayList<>();
        samle(document, JsonPointer.empty(), funnet);
        return funnet;
    }

    private static void samle(JsonNode node, JsonPointer her, List<JsonPointer> funnet) {
        if (!her.matches()) {
            funnet.add(her);
        }
        node.properties().forEach(felt -> samle(felt.getValue(), her.appendProperty(felt.getKey()), funnet));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                samle(node.path(i), her.appendIndex(i), funnet);
            }
        }
    }

    static <T extends JsonNode> T uten(T document, JsonPointer sted) {
        T kopi = document.<T>deepCopy();
        switch (kopi.at(sted.head())) {
            case ObjectNode objekt -> objekt.remove(sted.last().getMatchingProperty());
            case ArrayNode liste -> liste.remove(sted.last().getMatchingIndex());
            default -> throw new IllegalArgumentException(sted.toString());
        }
        return kopi;
    }

    static <T extends JsonNode> T med(T document, JsonPointer sted, JsonNode verdi) {
        T kopi = document.<T>deepCopy();
        switch (kopi.at(sted.head())) {
            case ObjectNode objekt -> objekt.set(sted.last().getMatchingProperty(), verdi);
            case ArrayNode liste -> liste.set(sted.last().getMatchingIndex(), verdi);
            default -> throw new IllegalArgumentException(sted.toString());
        }
        return kopi;
    }

    static <T extends JsonNode> T med(T document, String peker, JsonNode verdi) {
        return med(document, JsonPointer.compile(peker), verdi);
    }

    static <T extends JsonNode> T uten(T document, String peker) {
        return uten(document, JsonPointer.compile(peker));
    }
}
