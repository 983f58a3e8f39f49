package no.digisos.common.upload;

import com.fasterxml.jackson.databind.JsonNode;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata JSON of one file (contract.md 0.6): {@code filnavn} and {@code storrelse} are required, {@code mimetype} may
 * be null or absent, and other fields mean nothing to us. Refusals say which metadata and which field, never its value.
 */
final class MetadataReader {
    private final JsonReader json;

    MetadataReader(JsonReader json) {
        this.json = json;
    }

    /**
     * @param nr place among the metadata of the request, from 1
     * @throws ApiException {@link ErrorCode#UGYLDIG_METADATA}, or what {@link JsonMemory} says
     */
    FileMetadata read(byte[] part, int nr) {
        JsonNode object = object(part, nr);
        return new FileMetadata(filnavn(object, nr), mimetype(object, nr), storrelse(object, nr));
    }

    private JsonNode object(byte[] part, int nr) {
        try {
            return json.object(part, "Metadata nr. " + nr);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.UGYLDIG_JSON) {
                throw e;
            }
            throw new ApiException(ErrorCode.UGYLDIG_METADATA, String.valueOf(e.getMessage()), e);
        }
    }

    private static String filnavn(JsonNode object, int nr) {
        JsonNode filnavn = object.path("filnavn");
        if (!filnavn.isTextual() || filnavn.textValue().isBlank()) {
            throw invalid(nr, "filnavn", "skal være en tekst som ikke er tom");
        }
        return filnavn.textValue();
    }

    private static @Nullable String mimetype(JsonNode object, int nr) {
        JsonNode mimetype = object.path("mimetype");
        if (mimetype.isMissingNode() || mimetype.isNull()) {
            return null;
        }
        if (!mimetype.isTextual()) {
            throw invalid(nr, "mimetype", "skal være en tekst eller null");
        }
        return mimetype.textValue();
    }

    private static long storrelse(JsonNode object, int nr) {
        JsonNode storrelse = object.path("storrelse");
        if (!storrelse.isIntegralNumber() || !storrelse.canConvertToLong() || storrelse.longValue() < 0) {
            throw invalid(nr, "storrelse", "skal være et helt antall byte, 0 eller mer");
        }
        return storrelse.longValue();
    }

    private static ApiException invalid(int nr, String field, String rule) {
        return new ApiException(
                ErrorCode.UGYLDIG_METADATA, "Metadata nr. " + nr + " er ugyldig: feltet " + field + " " + rule);
    }
}
