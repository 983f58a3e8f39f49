package no.digisos.status.mottak;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.digisos.common.crypto.CiphertextSource;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.StreamedBody;
import org.jspecify.annotations.Nullable;

/** The whole of a CMS, or the one range of it that was asked for (RFC 9110, 14). */
final class RangeAnswer {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)", Pattern.CASE_INSENSITIVE);

    private static final int MAX_DIGITS = 18;

    private RangeAnswer() {}

    static Response of(
            CmsEnvelope envelope,
            CiphertextSource source,
            String etag,
            @Nullable String range,
            @Nullable String ifRange) {
        long storrelse = envelope.size();
        Matcher byteRange = ONE_RANGE.matcher(range == null ? "" : range.strip());
        boolean applies = byteRange.matches()
                && !(byteRange.group(1).isEmpty() && byteRange.group(2).isEmpty())
                && (ifRange == null || ifRange.strip().equals(etag));
        // Anything else than one well-formed range of the same representation is answered whole, as the RFC allows.
        if (!applies) {
            return answer(Response.Status.OK, envelope, source, etag, 0, storrelse)
                    .build();
        }
        long from;
        long to;
        if (byteRange.group(1).isEmpty()) {
            from = Math.max(0, storrelse - number(byteRange.group(2)));
            to = storrelse;
        } else {
            from = number(byteRange.group(1));
            to = byteRange.group(2).isEmpty() ? storrelse : Math.min(storrelse - 1, number(byteRange.group(2))) + 1;
        }
        if (from >= storrelse || from >= to) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OMRADE,
                    "Området finnes ikke: dokumentet har " + storrelse + " byte",
                    Map.of(),
                    // RFC 9110, 15.5.17: from this a caller learns where to go on.
                    Map.of("Content-Range", "bytes */" + storrelse));
        }
        return answer(Response.Status.PARTIAL_CONTENT, envelope, source, etag, from, to)
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + storrelse)
                .build();
    }

    /** A position; one with more digits than any document has bytes is beyond them all. */
    private static long number(String digits) {
        String without = digits.replaceFirst("^0+(?=.)", "");
        return without.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(without);
    }

    private static Response.ResponseBuilder answer(
            Response.Status status, CmsEnvelope envelope, CiphertextSource source, String etag, long from, long to) {
        StreamedBody streamedBody = StreamedBody.of(to - from, out -> envelope.writeRange(from, to, source, out));
        return Response.status(status)
                .entity(streamedBody)
                .header("Content-Type", "application/pkcs7-mime")
                .header("Content-Length", to - from)
                .header("ETag", etag)
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "no-store");
    }
}
