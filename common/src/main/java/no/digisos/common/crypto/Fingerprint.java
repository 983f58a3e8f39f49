package no.digisos.common.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;

/**
 * Tells whether a repeated submission has the same content as the first one, without the first one's content being
 * readable from the fingerprint: HMAC-SHA-256 over the parts.
 *
 * <p>A fingerprint is the key id's length in one octet, the key id, and 32 octets of HMAC, so that it is still
 * comparable after the active key has changed. Thread-safe.
 */
public final class Fingerprint {

    private static final int MAC_BYTES = 32;

    private final KeyRing ring;

    /** @param ring new fingerprints are made with its active key */
    public Fingerprint(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * The fingerprint of parts in this order. Parts count with their lengths, so content cannot move from one to the
     * next unnoticed.
     */
    public byte[] of(List<byte[]> parts) {
        return of(ring.activeId(), parts);
    }

    /**
     * Whether a stored fingerprint is one of these parts; takes the same time wherever they differ.
     *
     * @throws IllegalStateException when the fingerprint's key is no longer in the ring, or it is not a fingerprint:
     *     then the answer is not known, and must not be taken for a no
     */
    public boolean matches(byte[] stored, List<byte[]> parts) {
        int idLength = stored.length == 0 ? 0 : stored[0];
        if (idLength <= 0 || stored.length != 1 + idLength + MAC_BYTES) {
            throw new IllegalStateException("A stored value has not the form of a fingerprint");
        }
        String keyId = new String(stored, 1, idLength, StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(stored, of(keyId, parts));
    }

    private byte[] of(String keyId, List<byte[]> parts) {
        Mac mac = ring.hmac(keyId);
        for (byte[] part : parts) {
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            mac.update(part);
        }
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] fingerprint = Arrays.copyOf(new byte[] {(byte) id.length}, 1 + id.length + MAC_BYTES);
        System.arraycopy(id, 0, fingerprint, 1, id.length);
        System.arraycopy(mac.doFinal(), 0, fingerprint, 1 + id.length, MAC_BYTES);
        return fingerprint;
    }
}
