package no.digisos.common.upload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what is valid in a JSON text and cannot be kept as it came: NUL, which PostgreSQL takes in no text, and half a surrogate
 * pair, which has no UTF-8 and would come out as a question mark.
 */
final class Teksttegn {
    /** A name is the caller's text too; what is no plain name is not repeated. */
    private static final Pattern NAVN = Pattern.compile("[0-9A-Za-z_.-]{1,40}");

    private Teksttegn() {}

    /**
     * The first such text of a document, a field's name or a value.
     *
     * @return what it has and the JSON pointer of the place, for a Norwegian message; empty when all can be kept
     */
    static Optional<String> iJson(JsonNode dokument) {
        return iNode(dokument, "");
    }

    private static Optional<String> iNode(JsonNode node, String peker) {
        if (node.isTextual()) {
            return iTekst(node.textValue(), peker);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> feil = iNode(node.path(i), peker + "/" + i);
                if (feil.isPresent()) {
                    return feil;
                }
            }
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> felt : node.properties()) {
            String sted = peker + "/" + (NAVN.matcher(felt.getKey()).matches() ? felt.getKey() : "?");
            Optional<String> feil = iTekst(felt.getKey(), sted).or(() -> iNode(felt.getValue(), sted));
            if (feil.isPresent()) {
                return feil;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> iTekst(String tekst, String sted) {
        for (int i = 0; i < tekst.length(); i++) {
            char tegn = tekst.charAt(i);
            if (tegn == 0) {
                return Optional.of("tegnet NUL i " + sted);
            }
            if (Character.isSurrogate(tegn)) {
                boolean par = Character.isHighSurrogate(tegn)
                        && i + 1 < tekst.length()
                        && Character.isLowSurrogate(tekst.charAt(i + 1));
                if (!par) {
                    return Optional.of("et halvt tegn (en enslig surrogat) i " + sted);
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
