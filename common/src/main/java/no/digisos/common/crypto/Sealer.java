package no.digisos.common.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals small values for the database with AES-256-GCM, each bound to its place: a value that is moved to another
 * column or row does not open there.
 *
 * <p>A sealed value is a version octet (1), the key id's length in one octet, the key id, a random nonce of 12 octets,
 * and the ciphertext with its tag of 16 octets. Version, key id and context are authenticated too. Thread-safe.
 */
public final class Sealer {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final KeyRing ring;

    /** @param ring seals with its active key and opens with any of its keys */
    public Sealer(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * The context of a value in a table.
     *
     * @return {@code table.column:row}
     */
    public static String sealContext(String table, String column, String row) {
        return table + "." + column + ":" + row;
    }

    /**
     * Seals a value with the active key.
     *
     * @param plain any number of octets that fits into memory
     * @param context the value's place; it must be given again to open it
     * @return the value and 30 octets more than it and the key id have
     */
    public byte[] seal(byte[] plain, String context) {
        byte[] header = header(ring.activeId());
        byte[] nonce = JdkCrypto.random(NONCE_BYTES);
        byte[] sealed = Arrays.copyOf(header, header.length + NONCE_BYTES + plain.length + TAG_BYTES);
        System.arraycopy(nonce, 0, sealed, header.length, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, ring.activeId(), nonce, header, context)
                    .doFinal(plain, 0, plain.length, sealed, header.length + NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not give AES-GCM", e);
        }
        return sealed;
    }

    /**
     * Opens a sealed value.
     *
     * @throws SealBrokenException when it was altered or sealed for another context, or its key is not in the ring
     */
    public byte[] open(byte[] sealed, String context) {
        String keyId = keyId(sealed);
        if (!ring.has(keyId)) {
            throw new SealBrokenException("A sealed value names the key " + keyId + ", which is not in " + ring);
        }
        byte[] header = header(keyId);
        int start = header.length + NONCE_BYTES;
        try {
            return cipher(Cipher.DECRYPT_MODE, keyId, Arrays.copyOfRange(sealed, header.length, start), header, context)
                    .doFinal(sealed, start, sealed.length - start);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("A sealed value was altered or is not the one of its place");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not give AES-GCM", e);
        }
    }

    private static String keyId(byte[] sealed) {
        int idLength = sealed.length < 2 ? 0 : sealed[1];
        if (idLength <= 0 || sealed[0] != VERSION || sealed.length < 2 + idLength + NONCE_BYTES + TAG_BYTES) {
            throw new SealBrokenException("A value has not the form of a sealed one");
        }
        return new String(sealed, 2, idLength, StandardCharsets.ISO_8859_1);
    }

    private static byte[] header(String keyId) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + id.length)
                .put(VERSION)
                .put((byte) id.length)
                .put(id)
                .array();
    }

    /** The header comes first in what is authenticated: its length is its own, so no context can continue it. */
    private Cipher cipher(int mode, String keyId, byte[] nonce, byte[] header, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, ring.aes(keyId), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
