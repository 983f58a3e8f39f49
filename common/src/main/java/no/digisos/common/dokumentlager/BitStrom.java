package no.digisos.common.dokumentlager;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * The encrypted octets of one document from an offset on, read part by part, since what is read lies here for as long as a slow
 * reader lets it. A missing piece is an error, never an end.
 */
final class BitStrom extends InputStream {
    /** Bytes that are read at a time; no more than a piece. */
    static final int LES_BYTES = 256 * 1024;

    private final Bitlager lager;
    private final UUID dokumentId;
    private final long storrelse;
    private long posisjon;
    private byte[] bit = new byte[0];
    private int lest;

    BitStrom(Bitlager lager, UUID dokumentId, long storrelse, long fra) {
        this.lager = lager;
        this.dokumentId = dokumentId;
        this.storrelse = storrelse;
        this.posisjon = fra;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (posisjon >= storrelse) {
            return -1;
        }
        if (lest == bit.length) {
            hentNeste();
        }
        int antall = Math.min(length, bit.length - lest);
        System.arraycopy(bit, lest, buffer, offset, antall);
        lest += antall;
        posisjon += antall;
        return antall;
    }

    private void hentNeste() throws IOException {
        int nr = (int) (posisjon / Bitlager.BIT_STORRELSE);
        int fra = (int) (posisjon % Bitlager.BIT_STORRELSE);
        int iBiten = (int) Math.min(Bitlager.BIT_STORRELSE, storrelse - (long) nr * Bitlager.BIT_STORRELSE);
        int antall = Math.min(LES_BYTES, iBiten - fra);
        Bitlager.Del del = lager.les(dokumentId, nr, fra, antall)
                .orElseThrow(() -> new IOException("Dokument " + dokumentId + " mangler bit " + nr));
        if (del.bitensLengde() != iBiten || del.data().length != antall) {
            throw new IOException("Dokument " + dokumentId + " har feil lengde i bit " + nr);
        }
        bit = del.data();
        lest = 0;
    }
}
