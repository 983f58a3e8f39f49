package no.digisos.common.filformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Checks a part of a document against an entry in its schema's {@code $defs}; pointers are relative to the part. */
final class PartValidator {
    private static final Skjemasamling SCHEMAS = Skjemasamling.fraKlassesti();

    private PartValidator() {}

    /**
     * As {@link FilformatValidator#validate}.
     *
     * @param defName name of the entry, as {@code hendelse}
     */
    static List<Avvik> validatePart(Filformat format, String defName, JsonNode part) {
        String id = Skjemasamling.ROT + format.skjemafil() + "#/$defs/" + defName;
        return FilformatValidator.sjekk(SCHEMAS, SCHEMAS.kompiler(id), part);
    }
}
