package no.digisos.common.dokumentlager;

import static no.digisos.common.crypto.Sealer.sealContext;

import java.util.Arrays;
import java.util.UUID;
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.crypto.Sealer;

/**
 * The hashes of a plain file. In the database they lie sealed: whoever has that alone could try out short documents by an open hash, and
 * see that two people sent the same.
 *
 * @param sha256 32 octets
 * @param sha512 64 octets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlaintextHashes(byte[] sha256, byte[] sha512) {
    private static final int SHA256_BYTES = 32;
    private static final int SHA512_BYTES = 64;

    /** Sealed for this document's row alone. */
    byte[] seal(Sealer sealer, UUID dokumentId) {
        byte[] both = Arrays.copyOf(sha256, SHA256_BYTES + SHA512_BYTES);
        System.arraycopy(sha512, 0, both, SHA256_BYTES, SHA512_BYTES);
        return sealer.seal(both, context(dokumentId));
    }

    /** @throws SealBrokenException when it was altered, is another row's, or its key is not there */
    static PlaintextHashes open(Sealer sealer, UUID dokumentId, byte[] sealed) {
        byte[] both = sealer.open(sealed, context(dokumentId));
        return new PlaintextHashes(
                Arrays.copyOf(both, SHA256_BYTES), Arrays.copyOfRange(both, SHA256_BYTES, SHA256_BYTES + SHA512_BYTES));
    }

    /** Tells neither. */
    @Override
    public String toString() {
        return "Klarteksthasher[***]";
    }

    private static String context(UUID dokumentId) {
        return sealContext("dokument", "hasher", dokumentId.toString());
    }
}
