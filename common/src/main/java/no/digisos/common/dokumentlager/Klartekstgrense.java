package no.digisos.common.dokumentlager;

import java.io.IOException;
import no.digisos.common.krypto.CiphertextSink;
import no.digisos.common.upload.Mengde;

/**
 * Ends a file as soon as its encrypted octets say that the plain file is too big. They are the plain ones and padding of 1 to 16, so
 * up to 15 plain octets too many pass here, and show at the end.
 */
final class Klartekstgrense implements CiphertextSink {
    private static final int BLOKK = 16;

    private final CiphertextSink videre;
    private final long maks;
    private long mottatt;

    Klartekstgrense(CiphertextSink videre, long maks) {
        this.videre = videre;
        this.maks = maks;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        mottatt += length;
        if (mottatt - BLOKK > maks) {
            throw Mengde.forStor("En fil", maks);
        }
        videre.write(buffer, offset, length);
    }
}
