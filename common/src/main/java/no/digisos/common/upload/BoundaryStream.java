package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.stream.BlockStream;

/**
 * A multipart body without the blanks that may stand between a boundary and its line end (RFC 2046, 5.1.1, transport-padding),
 * which the multipart library does not know.
 */
final class BoundaryStream extends BlockStream {
    private final InputStream body;
    private final byte[] boundary;
    /** How much of the delimiter the last bytes were; all of it while blanks are passed over. */
    private int matched;

    private boolean blanks;

    /** @param boundary the boundary, as Content-Type names it */
    BoundaryStream(InputStream body, String boundary) {
        this.body = body;
        this.boundary = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        int kept;
        do {
            int loaded = body.read(b, off, len);
            if (loaded < 0) {
                return -1;
            }
            kept = withoutBlanks(b, off, loaded);
        } while (kept == 0);
        return kept;
    }

    /** Moves together what is kept, and returns how much that is. */
    private int withoutBlanks(byte[] b, int off, int loaded) {
        int to = off;
        for (int from = off; from < off + loaded; from++) {
            byte character = b[from];
            if (matched == boundary.length) {
                if (character == ' ' || character == '\t') {
                    blanks = true;
                    continue;
                }
                if (blanks && character != '\r') {
                    throw new ApiException(
                            ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen er ikke gyldig multipart/form-data");
                }
                blanks = false;
                matched = 0;
            }
            // The delimiter's first byte stands nowhere else in it.
            matched = character == boundary[matched] ? matched + 1 : character == boundary[0] ? 1 : 0;
            b[to++] = character;
        }
        return to - off;
    }
}
