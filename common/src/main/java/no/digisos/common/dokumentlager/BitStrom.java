package no.digisos.common.dokumentlager;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** The encrypted octets of one document from an offset on, read piece by piece. A missing piece is an error, never an end. */
final class BitStrom extends InputStream {
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
        lest = (int) (posisjon % Bitlager.BIT_STORRELSE);
        bit = lager.les(dokumentId, nr)
                .orElseThrow(() -> new IOException("Dokument " + dokumentId + " mangler bit " + nr));
        long ventet = Math.min(Bitlager.BIT_STORRELSE, storrelse - (long) nr * Bitlager.BIT_STORRELSE);
        if (bit.length != ventet) {
            throw new IOException("Dokument " + dokumentId + " har feil lengde i bit " + nr);
        }
    }
}
