package no.digisos.common.crypto;

import java.io.IOException;
import java.io.InputStream;

/** Gives stored encrypted content octets from any offset on. */
@FunctionalInterface
public interface CiphertextSource {

    /**
     * Opens the octets for reading; the reader closes the stream and may leave the rest of it unread.
     *
     * @param offset octets to leave out at the beginning
     * @throws IOException when the octets cannot be read
     */
    InputStream open(long offset) throws IOException;
}
