package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Words for the sender, made from the schema's side of an error alone. The library's own texts quote
 * the document, which holds personal data.
 */
final class ErrorWording {
    private ErrorWording() {}

    /**
     * @param form name of the form that the value should have had, or empty
     */
    static Deviation deviation(Error failure, String form) {
        String pointer = failure.getInstanceLocation().toString();
        String rule = failure.getKeyword();
        String place = pointer.isEmpty() ? "dokumentet" : pointer;
        return new Deviation(pointer, rule, place + ": " + text(rule, failure, form));
    }

    private static String text(String rule, Error failure, String form) {
        JsonNode requirement = failure.getSchemaNode();
        return switch (rule) {
            case "required" -> "feltet " + failure.getProperty() + " mangler";
            case "type" -> "feil type, skal være " + type(requirement.asText());
            case "enum" -> "verdien er ikke blant de tillatte (" + values(requirement) + ")";
            case "pattern" -> form.isEmpty() ? "verdien har feil form" : "verdien har feil form, skal være " + form;
            case "minItems" -> "listen må ha minst " + requirement.asInt() + " element";
            case "minimum" -> "tallet må være minst " + requirement.asText();
            default -> "bryter regelen " + rule;
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

    private static String values(JsonNode allowedValues) {
        return StreamSupport.stream(allowedValues.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
