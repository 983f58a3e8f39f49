package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** Sizes in bytes: as the messages of a refusal write them, and as they bound what is read into memory. */
public final class ByteSize {
    private static final long KIB = 1024;
    private static final long MIB = KIB * KIB;

    private ByteSize() {}

    /** The size in the largest unit that writes it without a fraction, e.g. {@code 50 MiB}. */
    static String text(long bytes) {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " byte";
    }

    /**
     * The refusal of what is above a limit.
     *
     * @param what what is too big, the subject of a Norwegian sentence
     * @param max bytes
     */
    public static ApiException tooLarge(String what, long max) {
        return new ApiException(ErrorCode.FOR_STOR, what + " overskrider grensen på " + text(max));
    }

    /**
     * Reads to the end, into memory.
     *
     * @throws ApiException {@link ErrorCode#FOR_STOR} as soon as there is more than {@code maks} bytes
     */
    static byte[] read(InputStream body, int max, String what) throws IOException {
        byte[] loaded = body.readNBytes(max + 1);
        if (loaded.length > max) {
            throw tooLarge(what, max);
        }
        return loaded;
    }
}
