package no.digisos.common.filformat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Words for the sender, made from the schema's side of an error alone. The library's own texts quote
 * the document, which holds personal data.
 */
final class Melding {
    private Melding() {}

    /**
     * @param form name of the form that the value should have had, or empty
     */
    static Avvik avvik(Error feil, String form) {
        String peker = feil.getInstanceLocation().toString();
        String regel = feil.getKeyword();
        String sted = peker.isEmpty() ? "dokumentet" : peker;
        return new Avvik(peker, regel, sted + ": " + tekst(regel, feil, form));
    }

    private static String tekst(String regel, Error feil, String form) {
        JsonNode krav = feil.getSchemaNode();
        return switch (regel) {
            case "required" -> "feltet " + feil.getProperty() + " mangler";
            case "type" -> "feil type, skal være " + type(krav.asText());
            case "enum" -> "verdien er ikke blant de tillatte (" + verdier(krav) + ")";
            case "pattern" -> form.isEmpty() ? "verdien har feil form" : "verdien har feil form, skal være " + form;
            case "minItems" -> "listen må ha minst " + krav.asInt() + " element";
            case "minimum" -> "tallet må være minst " + krav.asText();
            default -> "bryter regelen " + regel;
        };
    }

    private static String type(String type) {
        return switch (type) {
            case "object" -> "et objekt";
            case "array" -> "en liste";
            case "string" -> "en tekst";
            case "number" -> "et tall";
            case "integer" -> "et heltall";
            case "boolean" -> "true eller false";
            default -> type;
        };
    }

    private static String verdier(JsonNode tillatte) {
        return StreamSupport.stream(tillatte.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
