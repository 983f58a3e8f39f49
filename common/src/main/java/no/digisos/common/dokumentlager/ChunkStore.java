package no.digisos.common.dokumentlager;

import java.util.Optional;
import java.util.UUID;

/**
 * Where the encrypted octets of documents lie, in numbered pieces of at most {@link #CHUNK_STORRELSE} bytes, all but the last
 * full. Written once, never changed.
 */
public interface ChunkStore {
    /** Bytes in a full piece: 1 MiB. */
    int CHUNK_STORRELSE = 1 << 20;

    /** Keeps one piece, for good when it returns. */
    void write(UUID dokumentId, int nr, byte[] data);

    /**
     * A part of one piece, or empty when the piece is not there, which for a stored document is a fault.
     *
     * @param from offset in the piece
     * @param count bytes; fewer come where the piece ends
     */
    Optional<Part> read(UUID dokumentId, int nr, int from, int count);

    /**
     * A part of a piece.
     *
     * @param bitensLengde bytes of the whole piece
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(int bitensLengde, byte[] data) {}
}
