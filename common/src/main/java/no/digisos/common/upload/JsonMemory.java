package no.digisos.common.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.error.ApiException;

/** What counts the heap that the JSON of callers takes, while it is read and when it has been parsed. */
@FunctionalInterface
public interface JsonMemory {
    /** Counts nothing: for what is bounded by other means. */
    JsonMemory UNCOUNTED = bytes -> {};

    /**
     * Takes so many bytes more for the call at hand, which gives all of them back when it ends.
     *
     * @throws ApiException when there is not so much for it
     */
    void take(long bytes);

    /** The same bytes, each counted when it is read. */
    default InputStream counted(InputStream source) {
        return new FilterInputStream(source) {
            @Override
            public int read() throws IOException {
                int loaded = super.read();
                if (loaded >= 0) {
                    take(1);
                }
                return loaded;
            }

            @Override
            public int read(byte[] to, int from, int count) throws IOException {
                int loaded = super.read(to, from, count);
                if (loaded > 0) {
                    take(loaded);
                }
                return loaded;
            }
        };
    }
}
