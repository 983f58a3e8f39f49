package no.digisos.common.dokumentlager;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import no.digisos.common.crypto.CiphertextSource;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.stream.BlockStream;

/** A rebuilt CMS to be read instead of written: filled window by window, so memory stays flat. */
public final class EnvelopeStream extends BlockStream {
    private final CmsEnvelope envelope;
    private final CiphertextSource source;
    private byte[] window = new byte[0];
    private int loaded;
    private long next;

    /** Reads the envelope from this source of encrypted octets. */
    public EnvelopeStream(CmsEnvelope envelope, CiphertextSource source) {
        this.envelope = envelope;
        this.source = source;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (loaded == window.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, window.length - loaded);
        System.arraycopy(window, loaded, buffer, offset, count);
        loaded += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (next >= envelope.size()) {
            return false;
        }
        long to = Math.min(envelope.size(), next + ChunkStore.CHUNK_STORRELSE);
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) (to - next));
        envelope.writeRange(next, to, source, out);
        window = out.toByteArray();
        loaded = 0;
        next = to;
        return true;
    }
}
