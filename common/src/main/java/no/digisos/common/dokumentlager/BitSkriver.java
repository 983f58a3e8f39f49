package no.digisos.common.dokumentlager;

import java.util.Arrays;
import java.util.UUID;
import no.digisos.common.krypto.CiphertextSink;

/** Cuts arriving octets into pieces and hands each full one to the store. */
final class BitSkriver implements CiphertextSink {
    private final Bitlager lager;
    private final UUID dokumentId;
    private final byte[] bit = new byte[Bitlager.BIT_STORRELSE];
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
            int plass = Math.min(igjen, bit.length - fylt);
            System.arraycopy(buffer, fra, bit, fylt, plass);
            fylt += plass;
            fra += plass;
            igjen -= plass;
            if (fylt == bit.length) {
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
        lager.skriv(dokumentId, nr++, Arrays.copyOf(bit, fylt));
        fylt = 0;
    }
}
