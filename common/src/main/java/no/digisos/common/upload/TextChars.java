package no.digisos.common.upload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what is valid in a JSON text and cannot be kept as it came: NUL, which PostgreSQL takes in no text, and half a surrogate
 * pair, which has no UTF-8 and would come out as a question mark.
 */
final class TextChars {
    /** A name is the caller's text too; what is no plain name is not repeated. */
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,40}");

    private TextChars() {}

    /**
     * The first such text of a document, a field's name or a value.
     *
     * @return what it has and the JSON pointer of the place, for a Norwegian message; empty when all can be kept
     */
    static Optional<String> inJson(JsonNode dokument) {
        return inNode(dokument, "");
    }

    private static Optional<String> inNode(JsonNode node, String pointer) {
        if (node.isTextual()) {
            return iText(node.textValue(), pointer);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> failure = inNode(node.path(i), pointer + "/" + i);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String place = pointer + "/" + (NAME.matcher(field.getKey()).matches() ? field.getKey() : "?");
            Optional<String> failure = iText(field.getKey(), place).or(() -> inNode(field.getValue(), place));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> iText(String text, String place) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                return Optional.of("tegnet NUL i " + place);
            }
            if (Character.isSurrogate(character)) {
                boolean pair = Character.isHighSurrogate(character)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return Optional.of("et halvt tegn (en enslig surrogat) i " + place);
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
