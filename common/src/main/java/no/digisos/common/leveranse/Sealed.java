package no.digisos.common.leveranse;

import java.util.Arrays;
import no.digisos.common.database.SqlValue;

/** Bytes sealed by the caller (AES-GCM under the store key); opaque here, and never printed. */
public final class Sealed implements SqlValue {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These octets, which are sealed already. */
    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    /** The sealed octets. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public Object sqlValue() {
        return bytes();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Sealed another && Arrays.equals(bytes, another.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Forseglet[" + bytes.length + " byte]";
    }
}
