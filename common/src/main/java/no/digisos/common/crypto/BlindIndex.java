package no.digisos.common.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;

/**
 * Makes sealed values findable by equality: a keyed hash (HMAC-SHA-256) of the text, stored beside the id of the key
 * that made it. Texts such as a fødselsnummer are few enough to be tried out, so the key must be kept from whoever has
 * the database. Thread-safe.
 */
public final class BlindIndex {

    /**
     * A text's place in the index.
     *
     * @param version the key's id
     * @param value 32 octets
     */
    @SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below go by the array's contents
    public record Value(String version, byte[] value) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Value that
                    && version.equals(that.version)
                    && MessageDigest.isEqual(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        /** The version only. */
        @Override
        public String toString() {
            return "BlindIndex.Value[" + version + "]";
        }
    }

    private final KeyRing ring;

    /** @param ring new rows get a value of its active key; look-ups take all of its keys */
    public BlindIndex(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * The value to store.
     *
     * @param kind separates the kinds of text from one another, such as {@code fnr}
     */
    public Value active(String kind, String text) {
        return value(ring.activeId(), kind, text);
    }

    /** The values to look for: one for each live key, the active one first. */
    public List<Value> all(String kind, String text) {
        return ring.ids().stream().map(id -> value(id, kind, text)).toList();
    }

    private Value value(String keyId, String kind, String text) {
        Mac mac = ring.hmac(keyId);
        byte[] kindOctets = kind.getBytes(StandardCharsets.UTF_8);
        // With its length, so that no kind and text run together into another kind and text.
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(kindOctets.length).flip());
        mac.update(kindOctets);
        mac.update(text.getBytes(StandardCharsets.UTF_8));
        return new Value(keyId, mac.doFinal());
    }
}
