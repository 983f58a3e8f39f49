package no.digisos.testkit.cms;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes BER elements by hand, in every encoding that the standard allows. */
public enum Ber {
    /** The shortest length octets, as DER has them. */
    DEFINITE {
        @Override
        public byte[] element(int tag, byte[]... contents) {
            byte[] inside = concat(contents);
            return concat(header(tag, inside.length), inside);
        }
    },
    /** Four length octets, whatever the length. */
    LONG_DEFINITE {
        @Override
        public byte[] element(int tag, byte[]... contents) {
            byte[] inside = concat(contents);
            int length = inside.length;
            return concat(
                    new byte[] {
                        (byte) tag,
                        (byte) 0x84,
                        (byte) (length >> 24),
                        (byte) (length >> 16),
                        (byte) (length >> 8),
                        (byte) length
                    },
                    inside);
        }
    },
    /** No length, and an end mark. */
    INDEFINITE {
        @Override
        public byte[] element(int tag, byte[]... contents) {
            return concat(new byte[] {(byte) tag, (byte) 0x80}, concat(contents), new byte[2]);
        }
    };

    /** An element of this tag, around these contents. */
    public abstract byte[] element(int tag, byte[]... contents);

    /** Tag and shortest definite length, up to 4 GiB. */
    public static byte[] header(int tag, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write((int) length);
        } else {
            int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write((int) (length >> (8 * i)));
            }
        }
        return out.toByteArray();
    }

    /** OCTET STRINGs, primitive, with the given number of octets in each but the last. */
    public static byte[][] segments(byte[] octets, int size) {
        List<byte[]> segments = new ArrayList<>();
        for (int from = 0; from < octets.length; from += size) {
            byte[] segment = Arrays.copyOfRange(octets, from, Math.min(octets.length, from + size));
            segments.add(DEFINITE.element(0x04, segment));
        }
        return segments.toArray(byte[][]::new);
    }

    /** The parts, one after another. */
    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
