package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the domain's JSON documents against our own schemas, {@code filformat/*.json} on the class
 * path. They give the same verdicts as the schemas that NAV publishes ({@code messages.md} 1–5), but
 * for three places where those let through what no reader can use: a time needs a real decimal point
 * before its fraction, the times and dates of an update exist in the calendar, and {@code nr} of a
 * SvarUt reference counts from 1.
 *
 * <p>Fields that the schemas do not know are allowed everywhere, so that senders may run ahead of us;
 * unknown kinds of hendelse are not.
 *
 * <p>Make one and keep it: the schemas are compiled in the constructor (hundreds of milliseconds), a
 * check costs a millisecond or less. Safe for use by many threads.
 *
 * <p>Native: the schemas are read with {@code getResourceAsStream}, so each function's {@code
 * application.properties} must list {@code filformat/*.json} in {@code
 * quarkus.native.resources.includes}. The library's message bundles are not used.
 */
@Singleton
public final class FileFormatValidator {
    /** The most departures that one check reports; a document can hold any number of them. */
    public static final int MAX_DEVIATIONS = 50;

    private final SchemaSet collection;
    private final Map<FileFormat, Schema> schemas = new EnumMap<>(FileFormat.class);

    /**
     * Reads and compiles all schemas.
     *
     * @throws IllegalStateException when a schema is missing on the class path
     */
    public FileFormatValidator() {
        collection = SchemaSet.fromClasspath();
        for (FileFormat format : FileFormat.values()) {
            schemas.put(format, collection.compile(SchemaSet.ROOT + format.schemaFile()));
        }
    }

    /**
     * Checks a whole document.
     *
     * @return the departures, at most {@value #MAX_DEVIATIONS}; empty when the document is valid
     */
    public List<Deviation> validate(FileFormat format, JsonNode document) {
        Schema schema = schemas.get(format);
        if (schema == null) {
            throw new IllegalStateException("Ikke noe skjema for " + format);
        }
        return check(collection, schema, document);
    }

    /**
     * A copy without the fields that are explicitly null, at any depth. NAV's upload sends {@code
     * "hendelseType":null,"hendelseReferanse":null} in vedlegg.json, which the format does not allow
     * ({@code contract.md} 1.4, {@code messages.md} 4): check the copy, keep the original. Nulls in
     * lists stay, or the positions would no longer be the sender's.
     */
    public static JsonNode withoutNulls(JsonNode document) {
        if (document instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    copy.set(field.getKey(), withoutNulls(field.getValue()));
                }
            });
            return copy;
        }
        if (document instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
            list.forEach(element -> copy.add(withoutNulls(element)));
            return copy;
        }
        return document;
    }

    static List<Deviation> check(SchemaSet collection, Schema schema, JsonNode document) {
        return schema.validate(document).stream()
                .map(failure -> ErrorWording.deviation(failure, collection.form(failure)))
                .distinct()
                .limit(MAX_DEVIATIONS)
                .toList();
    }
}
