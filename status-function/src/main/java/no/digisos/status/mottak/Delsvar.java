package no.digisos.status.mottak;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Utstrom;
import no.digisos.common.krypto.CiphertextSource;
import no.digisos.common.krypto.CmsEnvelope;
import org.jspecify.annotations.Nullable;

/** The whole of a CMS, or the one range of it that was asked for (RFC 9110, 14). */
final class Delsvar {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)", Pattern.CASE_INSENSITIVE);

    private static final int MAKS_SIFFER = 18;

    private Delsvar() {}

    static Response av(
            CmsEnvelope konvolutt,
            CiphertextSource kilde,
            String etag,
            @Nullable String range,
            @Nullable String ifRange) {
        long storrelse = konvolutt.size();
        Matcher omrade = ONE_RANGE.matcher(range == null ? "" : range.strip());
        boolean gjelder = omrade.matches()
                && !(omrade.group(1).isEmpty() && omrade.group(2).isEmpty())
                && (ifRange == null || ifRange.strip().equals(etag));
        // Anything else than one well-formed range of the same representation is answered whole, as the RFC allows.
        if (!gjelder) {
            return svar(Response.Status.OK, konvolutt, kilde, etag, 0, storrelse)
                    .build();
        }
        long fra;
        long til;
        if (omrade.group(1).isEmpty()) {
            fra = Math.max(0, storrelse - tall(omrade.group(2)));
            til = storrelse;
        } else {
            fra = tall(omrade.group(1));
            til = omrade.group(2).isEmpty() ? storrelse : Math.min(storrelse - 1, tall(omrade.group(2))) + 1;
        }
        if (fra >= storrelse || fra >= til) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OMRADE,
                    "Området finnes ikke: dokumentet har " + storrelse + " byte",
                    Map.of(),
                    // RFC 9110, 15.5.17: from this a caller learns where to go on.
                    Map.of("Content-Range", "bytes */" + storrelse));
        }
        return svar(Response.Status.PARTIAL_CONTENT, konvolutt, kilde, etag, fra, til)
                .header("Content-Range", "bytes " + fra + "-" + (til - 1) + "/" + storrelse)
                .build();
    }

    /** A position; one with more digits than any document has bytes is beyond them all. */
    private static long tall(String siffer) {
        String uten = siffer.replaceFirst("^0+(?=.)", "");
        return uten.length() > MAKS_SIFFER ? Long.MAX_VALUE : Long.parseLong(uten);
    }

    private static Response.ResponseBuilder svar(
            Response.Status status, CmsEnvelope konvolutt, CiphertextSource kilde, String etag, long fra, long til) {
        Utstrom utstrom = Utstrom.av(til - fra, ut -> konvolutt.writeRange(fra, til, kilde, ut));
        return Response.status(status)
                .entity(utstrom)
                .header("Content-Type", "application/pkcs7-mime")
                .header("Content-Length", til - fra)
                .header("ETag", etag)
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "no-store");
    }
}
