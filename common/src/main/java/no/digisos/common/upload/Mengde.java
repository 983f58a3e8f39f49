package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** Sizes in bytes: as the messages of a refusal write them, and as they bound what is read into memory. */
public final class Mengde {
    private static final long KIB = 1024;
    private static final long MIB = KIB * KIB;

    private Mengde() {}

    /** The size in the largest unit that writes it without a fraction, e.g. {@code 50 MiB}. */
    static String tekst(long bytes) {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " byte";
    }

    /**
     * The refusal of what is above a limit.
     *
     * @param hva what is too big, the subject of a Norwegian sentence
     * @param maks bytes
     */
    public static ApiException forStor(String hva, long maks) {
        return new ApiException(ErrorCode.FOR_STOR, hva + " overskrider grensen på " + tekst(maks));
    }

    /**
     * Reads to the end, into memory.
     *
     * @throws ApiException {@link ErrorCode#FOR_STOR} as soon as there is more than {@code maks} bytes
     */
    static byte[] les(InputStream body, int maks, String hva) throws IOException {
        byte[] lest = body.readNBytes(maks + 1);
        if (lest.length > maks) {
            throw forStor(hva, maks);
        }
        return lest;
    }
}
