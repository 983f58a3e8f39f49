package no.digisos.common.leveranse;

import java.util.Arrays;

/** Bytes sealed by the caller (AES-GCM under the store key); opaque here, and never printed. */
public final class Sealed {
    private final byte[] bytes;

    private Sealed(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Sealed of(byte[] bytes) {
        return new Sealed(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
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
