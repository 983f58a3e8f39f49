package no.digisos.common.dokumentlager;

import java.util.Arrays;
import java.util.UUID;
import no.digisos.common.crypto.CiphertextSink;

/** Cuts arriving octets into pieces and hands each full one to the store. What it holds grows with what has come. */
final class ChunkWriter implements CiphertextSink {
    private static final int FIRST_BYTES = 16 * 1024;

    private final ChunkStore store;
    private final UUID dokumentId;
    private byte[] chunk = new byte[FIRST_BYTES];
    private int filled;
    private int nr;

    ChunkWriter(ChunkStore store, UUID dokumentId) {
        this.store = store;
        this.dokumentId = dokumentId;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int from = offset;
        int remaining = length;
        while (remaining > 0) {
            if (filled == chunk.length) {
                chunk = Arrays.copyOf(chunk, Math.min(ChunkStore.CHUNK_STORRELSE, 2 * chunk.length));
            }
            int place = Math.min(remaining, chunk.length - filled);
            System.arraycopy(buffer, from, chunk, filled, place);
            filled += place;
            from += place;
            remaining -= place;
            if (filled == ChunkStore.CHUNK_STORRELSE) {
                empty();
            }
        }
    }

    /** Writes what is left. */
    void finish() {
        if (filled > 0) {
            empty();
        }
    }

    private void empty() {
        // A full one goes as it is: nobody keeps it, and a copy would double what a body takes.
        store.write(dokumentId, nr++, filled == chunk.length ? chunk : Arrays.copyOf(chunk, filled));
        filled = 0;
    }
}
