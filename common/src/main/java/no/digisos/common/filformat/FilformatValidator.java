package no.digisos.common.filformat;

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
public final class FilformatValidator {
    /** The most departures that one check reports; a document can hold any number of them. */
    public static final int MAKS_AVVIK = 50;

    private final Skjemasamling samling;
    private final Map<Filformat, Schema> skjemaer = new EnumMap<>(Filformat.class);

    /**
     * Reads and compiles all schemas.
     *
     * @throws IllegalStateException when a schema is missing on the class path
     */
    public FilformatValidator() {
        samling = Skjemasamling.fraKlassesti();
        for (Filformat format : Filformat.values()) {
            skjemaer.put(format, samling.kompiler(Skjemasamling.ROT + format.skjemafil()));
        }
    }

    /**
     * Checks a whole document.
     *
     * @return the departures, at most {@value #MAKS_AVVIK}; empty when the document is valid
     */
    public List<Avvik> validate(Filformat format, JsonNode document) {
        Schema skjema = skjemaer.get(format);
        if (skjema == null) {
            throw new IllegalStateException("Ikke noe skjema for " + format);
        }
        return sjekk(samling, skjema, document);
    }

    /**
     * A copy without the fields that are explicitly null, at any depth. NAV's upload sends {@code
     * "hendelseType":null,"hendelseReferanse":null} in vedlegg.json, which the format does not allow
     * ({@code contract.md} 1.4, {@code messages.md} 4): check the copy, keep the original. Nulls in
     * lists stay, or the positions would no longer be the sender's.
     */
    public static JsonNode withoutNulls(JsonNode document) {
        if (document instanceof ObjectNode objekt) {
            ObjectNode kopi = JsonNodeFactory.instance.objectNode();
            objekt.properties().forEach(felt -> {
                if (!felt.getValue().isNull()) {
                    kopi.set(felt.getKey(), withoutNulls(felt.getValue()));
                }
            });
            return kopi;
        }
        if (document instanceof ArrayNode liste) {
            ArrayNode kopi = JsonNodeFactory.instance.arrayNode(liste.size());
            liste.forEach(element -> kopi.add(withoutNulls(element)));
            return kopi;
        }
        return document;
    }

    static List<Avvik> sjekk(Skjemasamling samling, Schema skjema, JsonNode document) {
        return skjema.validate(document).stream()
                .map(feil -> Melding.avvik(feil, samling.form(feil)))
                .distinct()
                .limit(MAKS_AVVIK)
                .toList();
    }
}
