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

    /** One piece, or empty when it is not there, which for a stored document is a fault. */
    Optional<byte[]> les(UUID dokumentId, int nr);
}
