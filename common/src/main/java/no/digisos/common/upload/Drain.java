package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads away the rest of a request that is refused. Most clients read the answer only when they have sent everything; without
 * this they see a reset connection in place of the message (see {@link UploadConfig#maksTomming()}).
 */
public final class Drain {
    private static final int BUFFER_SIZE_BYTES = 16 * 1024;

    private Drain() {}

    /**
     * Reads until the body ends, {@code maks} bytes are read, or {@code tid} is over; the last is looked at between two reads.
     *
     * @param max bytes
     * @return true when the body ended, so that the connection can be used again; otherwise the answer should close it. Also false
     *     when the body failed: the caller is gone, and there is nobody to tell.
     */
    public static boolean drained(InputStream body, long max, Duration time) {
        return drained(body, max, time, System::nanoTime);
    }

    static boolean drained(InputStream body, long max, Duration time, LongSupplier nanoTime) {
        byte[] rest = new byte[BUFFER_SIZE_BYTES];
        long start = nanoTime.getAsLong();
        long remaining = max;
        try {
            while (remaining > 0 && time.compareTo(Duration.ofNanos(nanoTime.getAsLong() - start)) > 0) {
                int n = body.read(rest, 0, (int) Math.min(rest.length, remaining));
                if (n < 0) {
                    return true;
                }
                remaining -= n;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
