package no.digisos.common.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One encoding for all JSON documents that mean the same, to take a fingerprint of: object fields in the order of their
 * names, no white space, one spelling for each number and string. It is meant to be hashed, not to be read again.
 */
public final class CanonicalJson {

    private final boolean dropNulls;
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson(boolean dropNulls) {
        this.dropNulls = dropNulls;
    }

    /**
     * Encodes a document in UTF-8.
     *
     * @param excludedTopLevelFields fields of the outermost object that do not count
     * @param dropNulls whether a field that is null is the same as one that is not there; a null in an array always
     *     counts
     * @throws IllegalArgumentException when the tree holds what JSON cannot
     */
    public static byte[] of(JsonNode node, Set<String> excludedTopLevelFields, boolean dropNulls) {
        CanonicalJson json = new CanonicalJson(dropNulls);
        json.write(node, excludedTopLevelFields);
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode node, Set<String> excluded) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, excluded);
            case ARRAY -> writeArray(node);
            case STRING -> writeString(node.textValue());
            case NUMBER -> writeNumber(node);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("Not a node of a JSON document: " + node.getNodeType());
        }
    }

    private void writeObject(JsonNode object, Set<String> excluded) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!excluded.contains(field.getKey())
                    && !(dropNulls && field.getValue().isNull())) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        char separator = '{';
        for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
            out.append(separator);
            writeString(field.getKey());
            out.append(':');
            write(field.getValue(), Set.of());
            separator = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode array) {
        char separator = '[';
        for (JsonNode element : array) {
            out.append(separator);
            write(element, Set.of());
            separator = ',';
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    /**
     * Digits without trailing zeros, and an exponent when there is one. Never the plain form: 1e999999999 would be a
     * gigabyte of zeros.
     */
    private void writeNumber(JsonNode number) {
        if (number.isFloatingPointNumber() && !number.isBigDecimal() && !Double.isFinite(number.doubleValue())) {
            out.append(number.doubleValue()); // 1e999 as it was parsed
            return;
        }
        BigDecimal value = number.decimalValue();
        String digits = value.unscaledValue().toString();
        if (value.signum() == 0) {
            out.append('0');
            return;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        out.append(digits, 0, end);
        long exponent = digits.length() - end - (long) value.scale();
        if (exponent != 0) {
            out.append('e').append(exponent);
        }
    }

    private void writeString(String text) {
        out.append('"');
        text.codePoints().forEach(character -> {
            boolean loneSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (character == '"' || character == '\\') {
                out.append('\\').append((char) character);
            } else if (character < ' ' || loneSurrogate) {
                // A lone surrogate has no UTF-8; unescaped, all of them would become the same question mark.
                out.append(String.format("\\u%04x", character));
            } else {
                out.appendCodePoint(character);
            }
        });
        out.append('"');
    }
}
