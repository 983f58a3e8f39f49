package no.digisos.common.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.error.ApiException;

/** What counts the heap that the JSON of callers takes, while it is read and when it has been parsed. */
@FunctionalInterface
public interface Jsonminne {
    /** Counts nothing: for what is bounded by other means. */
    Jsonminne UTALT = bytes -> {};

    /**
     * Takes so many bytes more for the call at hand, which gives all of them back when it ends.
     *
     * @throws ApiException when there is not so much for it
     */
    void ta(long bytes);

    /** The same bytes, each counted when it is read. */
    default InputStream telt(InputStream kilde) {
        return new FilterInputStream(kilde) {
            @Override
            public int read() throws IOException {
                int lest = super.read();
                if (lest >= 0) {
                    ta(1);
                }
                return lest;
            }

            @Override
            public int read(byte[] til, int fra, int antall) throws IOException {
                int lest = super.read(til, fra, antall);
                if (lest > 0) {
                    ta(lest);
                }
                return lest;
            }
        };
    }
}
