package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/**
 * A multipart body without the blanks that may stand between a boundary and its line end (RFC 2046, 5.1.1, transport-padding),
 * which the multipart library does not know.
 */
final class Skillestrom extends InputStream {
    private final InputStream body;
    private final byte[] skille;
    /** How much of the delimiter the last bytes were; all of it while blanks are passed over. */
    private int sett;

    private boolean blanke;

    /** @param skille the boundary, as Content-Type names it */
    Skillestrom(InputStream body, String skille) {
        this.body = body;
        this.skille = ("\r\n--" + skille).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int read() throws IOException {
        byte[] en = new byte[1];
        return read(en, 0, 1) < 0 ? -1 : en[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        int beholdt;
        do {
            int lest = body.read(b, off, len);
            if (lest < 0) {
                return -1;
            }
            beholdt = utenBlanke(b, off, lest);
        } while (beholdt == 0);
        return beholdt;
    }

    /** Moves together what is kept, and returns how much that is. */
    private int utenBlanke(byte[] b, int off, int lest) {
        int til = off;
        for (int fra = off; fra < off + lest; fra++) {
            byte tegn = b[fra];
            if (sett == skille.length) {
                if (tegn == ' ' || tegn == '\t') {
                    blanke = true;
                    continue;
                }
                if (blanke && tegn != '\r') {
                    throw new ApiException(
                            ErrorCode.UGYLDIG_FORESPORSEL, "Forespørselen er ikke gyldig multipart/form-data");
                }
                blanke = false;
                sett = 0;
            }
            // The delimiter's first byte stands nowhere else in it.
            sett = tegn == skille[sett] ? sett + 1 : tegn == skille[0] ? 1 : 0;
            b[til++] = tegn;
        }
        return til - off;
    }
}
