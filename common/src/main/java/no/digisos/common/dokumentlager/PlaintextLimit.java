package no.digisos.common.dokumentlager;

import java.io.IOException;
import no.digisos.common.crypto.CiphertextSink;
import no.digisos.common.upload.ByteSize;

/**
 * Ends a file as soon as its encrypted octets say that the plain file is too big. They are the plain ones and padding of 1 to 16, so
 * up to 15 plain octets too many pass here, and show at the end.
 */
final class PlaintextLimit implements CiphertextSink {
    private static final int BLOCK = 16;

    private final CiphertextSink downstream;
    private final long max;
    private long received;

    PlaintextLimit(CiphertextSink downstream, long max) {
        this.downstream = downstream;
        this.max = max;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        received += length;
        if (received - BLOCK > max) {
            throw ByteSize.tooLarge("En fil", max);
        }
        downstream.write(buffer, offset, length);
    }
}
