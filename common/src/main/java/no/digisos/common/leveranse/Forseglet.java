package no.digisos.common.leveranse;

import java.util.Arrays;

/** Bytes sealed by the caller (AES-GCM under the store key); opaque here, and never printed. */
public final class Forseglet {
    private final byte[] bytes;

    private Forseglet(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Forseglet av(byte[] bytes) {
        return new Forseglet(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Forseglet annen && Arrays.equals(bytes, annen.bytes);
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
