package no.digisos.common.dokumentlager;

import java.util.Optional;
import java.util.UUID;

/**
 * Where the encrypted octets of documents lie, in numbered pieces of at most {@link #BIT_STORRELSE} bytes, all but the last
 * full. Written once, never changed.
 */
public interface Bitlager {
    /** Bytes in a full piece: 1 MiB. */
    int BIT_STORRELSE = 1 << 20;

    void skriv(UUID dokumentId, int nr, byte[] data);

    /**
     * A part of one piece, or empty when the piece is not there, which for a stored document is a fault.
     *
     * @param fra offset in the piece
     * @param antall bytes; fewer come where the piece ends
     */
    Optional<Del> les(UUID dokumentId, int nr, int fra, int antall);

    /**
     * A part of a piece.
     *
     * @param bitensLengde bytes of the whole piece
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Del(int bitensLengde, byte[] data) {}
}
