package no.digisos.common.dokumentlager;

import java.util.Arrays;
import java.util.UUID;
import no.digisos.common.krypto.CiphertextSink;

/** Cuts arriving octets into pieces and hands each full one to the store. What it holds grows with what has come. */
final class BitSkriver implements CiphertextSink {
    private static final int FORSTE_BYTES = 16 * 1024;

    private final Bitlager lager;
    private final UUID dokumentId;
    private byte[] bit = new byte[FORSTE_BYTES];
    private int fylt;
    private int nr;

    BitSkriver(Bitlager lager, UUID dokumentId) {
        this.lager = lager;
        this.dokumentId = dokumentId;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int fra = offset;
        int igjen = length;
        while (igjen > 0) {
            if (fylt == bit.length) {
                bit = Arrays.copyOf(bit, Math.min(Bitlager.BIT_STORRELSE, 2 * bit.length));
            }
            int plass = Math.min(igjen, bit.length - fylt);
            System.arraycopy(buffer, fra, bit, fylt, plass);
            fylt += plass;
            fra += plass;
            igjen -= plass;
            if (fylt == Bitlager.BIT_STORRELSE) {
                tom();
            }
        }
    }

    /** Writes what is left. */
    void avslutt() {
        if (fylt > 0) {
            tom();
        }
    }

    private void tom() {
        // A full one goes as it is: nobody keeps it, and a copy would double what a body takes.
        lager.skriv(dokumentId, nr++, fylt == bit.length ? bit : Arrays.copyOf(bit, fylt));
        fylt = 0;
    }
}
