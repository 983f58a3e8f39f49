package no.digisos.common.crypto;

import java.io.IOException;

/** Takes encrypted content octets, in order, as they come. */
@FunctionalInterface
public interface CiphertextSink {

    /**
     * Takes the next octets. The buffer belongs to the caller and is overwritten afterwards, so what is to be kept must
     * be copied.
     *
     * @param length octets to take, at least 1 and a little over 64 KiB at most; not aligned to cipher blocks
     * @throws IOException when the octets cannot be stored; it reaches the caller of the reading or encrypting method
     *     as it is
     */
    void write(byte[] buffer, int offset, int length) throws IOException;
}
