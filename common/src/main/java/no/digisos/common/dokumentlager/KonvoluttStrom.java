package no.digisos.common.dokumentlager;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import no.digisos.common.krypto.CiphertextSource;
import no.digisos.common.krypto.CmsEnvelope;

/** A rebuilt CMS to be read instead of written: filled window by window, so memory stays flat. */
public final class KonvoluttStrom extends InputStream {
    private final CmsEnvelope konvolutt;
    private final CiphertextSource kilde;
    private byte[] vindu = new byte[0];
    private int lest;
    private long neste;

    public KonvoluttStrom(CmsEnvelope konvolutt, CiphertextSource kilde) {
        this.konvolutt = konvolutt;
        this.kilde = kilde;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (lest == vindu.length && !fyll()) {
            return -1;
        }
        int antall = Math.min(length, vindu.length - lest);
        System.arraycopy(vindu, lest, buffer, offset, antall);
        lest += antall;
        return antall;
    }

    private boolean fyll() throws IOException {
        if (neste >= konvolutt.size()) {
            return false;
        }
        long til = Math.min(konvolutt.size(), neste + Bitlager.BIT_STORRELSE);
        ByteArrayOutputStream ut = new ByteArrayOutputStream((int) (til - neste));
        konvolutt.writeRange(neste, til, kilde, ut);
        vindu = ut.toByteArray();
        lest = 0;
        neste = til;
        return true;
    }
}
