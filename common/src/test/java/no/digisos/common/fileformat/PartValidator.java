package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Checks a part of a document against an entry in its schema's {@code $defs}; pointers are relative to the part. */
final class PartValidator {
    private static final SchemaSet SCHEMAS = SchemaSet.fromClasspath();

    private PartValidator() {}

    /**
     * As {@link FileFormatValidator#validate}.
     *
     * @param defName name of the entry, as {@code hendelse}
     */
    static List<Deviation> validatePart(FileFormat format, String defName, JsonNode part) {
        String id = SchemaSet.ROOT + format.schemaFile() + "#/$defs/" + defName;
        return FileFormatValidator.check(SCHEMAS, SCHEMAS.compile(id), part);
    }
}
