package no.digisos.common.dokumentlager;

import java.io.IOException;
import java.util.UUID;
import no.digisos.common.stream.BlockStream;

/**
 * The encrypted octets of one document from an offset on, read part by part, since what is read lies here for as long as a slow
 * reader lets it. A missing piece is an error, never an end.
 */
final class ChunkStream extends BlockStream {
    /** Bytes that are read at a time; no more than a piece. */
    static final int READ_BYTES = 256 * 1024;

    private final ChunkStore store;
    private final UUID dokumentId;
    private final long storrelse;
    private long position;
    private byte[] chunk = new byte[0];
    private int loaded;

    ChunkStream(ChunkStore store, UUID dokumentId, long storrelse, long from) {
        this.store = store;
        this.dokumentId = dokumentId;
        this.storrelse = storrelse;
        this.position = from;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (position >= storrelse) {
            return -1;
        }
        if (loaded == chunk.length) {
            fetchNext();
        }
        int count = Math.min(length, chunk.length - loaded);
        System.arraycopy(chunk, loaded, buffer, offset, count);
        loaded += count;
        position += count;
        return count;
    }

    private void fetchNext() throws IOException {
        int nr = (int) (position / ChunkStore.CHUNK_STORRELSE);
        int from = (int) (position % ChunkStore.CHUNK_STORRELSE);
        int iChunk = (int) Math.min(ChunkStore.CHUNK_STORRELSE, storrelse - (long) nr * ChunkStore.CHUNK_STORRELSE);
        int count = Math.min(READ_BYTES, iChunk - from);
        ChunkStore.Part part = store.read(dokumentId, nr, from, count)
                .orElseThrow(() -> new IOException("Dokument " + dokumentId + " mangler bit " + nr));
        if (part.bitensLengde() != iChunk || part.data().length != count) {
            throw new IOException("Dokument " + dokumentId + " har feil lengde i bit " + nr);
        }
        chunk = part.data();
        loaded = 0;
    }
}
