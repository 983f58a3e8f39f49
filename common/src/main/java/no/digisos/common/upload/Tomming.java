package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads away the rest of a request that is refused. Most clients read the answer only when they have sent everything; without
 * this they see a reset connection in place of the message (see {@link OpplastingConfig#maksTomming()}).
 */
public final class Tomming {
    private static final int BUFFER_SIZE_BYTES = 16 * 1024;

    private Tomming() {}

    /**
     * Reads until the body ends, {@code maks} bytes are read, or {@code tid} is over; the last is looked at between two reads.
     *
     * @param maks bytes
     * @return true when the body ended, so that the connection can be used again; otherwise the answer should close it. Also false
     *     when the body failed: the caller is gone, and there is nobody to tell.
     */
    public static boolean tomFor(InputStream body, long maks, Duration tid) {
        return tomFor(body, maks, tid, System::nanoTime);
    }

    static boolean tomFor(InputStream body, long maks, Duration tid, LongSupplier nanoTime) {
        byte[] rest = new byte[BUFFER_SIZE_BYTES];
        long start = nanoTime.getAsLong();
        long igjen = maks;
        try {
            while (igjen > 0 && tid.compareTo(Duration.ofNanos(nanoTime.getAsLong() - start)) > 0) {
                int n = body.read(rest, 0, (int) Math.min(rest.length, igjen));
                if (n < 0) {
                    return true;
                }
                igjen -= n;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
