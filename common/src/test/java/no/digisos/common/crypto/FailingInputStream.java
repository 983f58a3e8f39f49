package no.digisos.common.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives some octets and then fails, as a connection does. */
final class FailingInputStream extends InputStream {

    private final ByteArrayInputStream octets;
    private final IOException failure;

    FailingInputStream(byte[] octets, IOException failure) {
        this.octets = new ByteArrayInputStream(octets);
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        int octet = octets.read();
        if (octet < 0) {
            throw failure;
        }
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = octets.read(buffer, offset, length);
        if (read < 0) {
            throw failure;
        }
        return read;
    }
}
