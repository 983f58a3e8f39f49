package no.digisos.testkit.parser;

import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/** Damages what a parser is given: bits, bytes that mean something to one, and pieces that are gone, doubled, or elsewhere. */
public final class Damage {
    private final RandomGenerator random;

    /** Damage of these dice. */
    public Damage(RandomGenerator random) {
        this.random = random;
    }

    /** A copy with one to four damages. */
    public byte[] of(byte[] original) {
        byte[] body = original.clone();
        int damage = 1 + random.nextInt(4);
        for (int i = 0; i < damage && body.length > 1; i++) {
            int from = random.nextInt(body.length);
            int to = Math.min(body.length, from + 1 + random.nextInt(random.nextBoolean() ? 8 : 800));
            body = switch (random.nextInt(6)) {
                case 0 -> bitFlipped(body, from);
                case 1 -> joined(body, 0, from, body, to, body.length);
                case 2 -> joined(body, 0, to, body, from, body.length);
                case 3 -> joined(body, 0, to, body, 0, 0);
                case 4 -> joined(body, 0, from, original, random.nextInt(original.length), original.length);
                default -> replaced(body, from);
            };
        }
        return body;
    }

    private byte[] bitFlipped(byte[] body, int pos) {
        byte[] b = body.clone();
        b[pos] ^= (byte) (1 << random.nextInt(8));
        return b;
    }

    /** By a byte that means something to a parser. */
    private byte[] replaced(byte[] body, int pos) {
        byte[] b = body.clone();
        b[pos] = (byte) "\r\n-\"\\;:={}[], 0\0\u00ff".charAt(random.nextInt(17));
        return b;
    }

    private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(a, aFrom, aTo - aFrom);
        out.write(b, bFrom, bTo - bFrom);
        return out.toByteArray();
    }
}
