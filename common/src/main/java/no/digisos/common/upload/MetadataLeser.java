package no.digisos.common.upload;

import com.fasterxml.jackson.databind.JsonNode;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata JSON of one file (contract.md 0.6): {@code filnavn} and {@code storrelse} are required, {@code mimetype} may
 * be null or absent, and other fields mean nothing to us. Refusals say which metadata and which field, never its value.
 */
final class MetadataLeser {
    private final JsonLeser json;

    MetadataLeser(JsonLeser json) {
        this.json = json;
    }

    /**
     * @param nr place among the metadata of the request, from 1
     * @throws ApiException {@link ErrorCode#UGYLDIG_METADATA}, or what {@link Jsonminne} says
     */
    Filmetadata les(byte[] del, int nr) {
        JsonNode objekt = objekt(del, nr);
        return new Filmetadata(filnavn(objekt, nr), mimetype(objekt, nr), storrelse(objekt, nr));
    }

    private JsonNode objekt(byte[] del, int nr) {
        try {
            return json.objekt(del, "Metadata nr. " + nr);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.UGYLDIG_JSON) {
                throw e;
            }
            throw new ApiException(ErrorCode.UGYLDIG_METADATA, String.valueOf(e.getMessage()), e);
        }
    }

    private static String filnavn(JsonNode objekt, int nr) {
        JsonNode filnavn = objekt.path("filnavn");
        if (!filnavn.isTextual() || filnavn.textValue().isBlank()) {
            throw ugyldig(nr, "filnavn", "skal være en tekst som ikke er tom");
        }
        return filnavn.textValue();
    }

    private static @Nullable String mimetype(JsonNode objekt, int nr) {
        JsonNode mimetype = objekt.path("mimetype");
        if (mimetype.isMissingNode() || mimetype.isNull()) {
            return null;
        }
        if (!mimetype.isTextual()) {
            throw ugyldig(nr, "mimetype", "skal være en tekst eller null");
        }
        return mimetype.textValue();
    }

    private static long storrelse(JsonNode objekt, int nr) {
        JsonNode storrelse = objekt.path("storrelse");
        if (!storrelse.isIntegralNumber() || !storrelse.canConvertToLong() || storrelse.longValue() < 0) {
            throw ugyldig(nr, "storrelse", "skal være et helt antall byte, 0 eller mer");
        }
        return storrelse.longValue();
    }

    private static ApiException ugyldig(int nr, String felt, String regel) {
        return new ApiException(
                ErrorCode.UGYLDIG_METADATA, "Metadata nr. " + nr + " er ugyldig: feltet " + felt + " " + regel);
    }
}
