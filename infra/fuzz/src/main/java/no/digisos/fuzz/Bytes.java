package no.digisos.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What can happen to bytes whose meaning is not known. */
final class Bytes {
    private static final List<byte[]> INTERESTING = List.of(
            new byte[] {0},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0x84, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            text("\r\n"),
            text("\r\n\r\n"),
            text("--"),
            text("\""),
            text("%00"),
            text("\u202e\u0000"),
            text("{\"a\":[".repeat(200)),
            text("9".repeat(400)),
            text("1e999999999"));

    private Bytes() {}

    /** The same bytes, spoilt in one to three places between the bounds. */
    static byte[] spoil(byte[] bytes, int from, int to, Dice dice) {
        byte[] spoilt = bytes;
        int end = to;
        for (int i = 0; i <= dice.below(3); i++) {
            int before = spoilt.length;
            spoilt = once(spoilt, from, Math.clamp(end, from, spoilt.length), dice);
            end += spoilt.length - before;
        }
        return spoilt;
    }

    static byte[] spoil(byte[] bytes, Dice dice) {
        return spoil(bytes, 0, bytes.length, dice);
    }

    private static byte[] once(byte[] bytes, int from, int to, Dice dice) {
        if (to <= from) {
            return splice(bytes, from, from, dice.of(INTERESTING));
        }
        int at = from + dice.below(to - from);
        int length = 1 + dice.below(Math.min(64, to - at));
        return switch (dice.below(7)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << dice.below(8));
                yield flipped;
            }
            case 1 -> splice(bytes, at, at + length, new byte[0]);
            case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            case 3 -> splice(bytes, at, at, dice.of(INTERESTING));
            case 4 -> splice(bytes, at, Math.min(to, at + 1), dice.of(INTERESTING));
            case 5 -> splice(bytes, at, at + length, dice.bytes(length));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    /** With other bytes in the place of those from here to there, as far as there are any. */
    static byte[] splice(byte[] bytes, int from, int to, byte[] other) {
        int end = Math.min(to, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + other.length);
        out.write(bytes, 0, Math.min(from, end));
        out.writeBytes(other);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }

    /** Where these bytes begin, from here on; -1 where they do not. */
    static int find(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
