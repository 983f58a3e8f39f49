package no.digisos.common.testkit;

import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/** Damages what a parser is given: bits, bytes that mean something to one, and pieces that are gone, doubled, or elsewhere. */
public final class Skader {
    private final RandomGenerator random;

    public Skader(RandomGenerator random) {
        this.random = random;
    }

    /** A copy with one to four damages. */
    public byte[] av(byte[] original) {
        byte[] body = original.clone();
        int skader = 1 + random.nextInt(4);
        for (int i = 0; i < skader && body.length > 1; i++) {
            int fra = random.nextInt(body.length);
            int til = Math.min(body.length, fra + 1 + random.nextInt(random.nextBoolean() ? 8 : 800));
            body = switch (random.nextInt(6)) {
                case 0 -> bitFlipped(body, fra);
                case 1 -> joined(body, 0, fra, body, til, body.length);
                case 2 -> joined(body, 0, til, body, fra, body.length);
                case 3 -> joined(body, 0, til, body, 0, 0);
                case 4 -> joined(body, 0, fra, original, random.nextInt(original.length), original.length);
                default -> replaced(body, fra);
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

    private static byte[] joined(byte[] a, int aFra, int aTil, byte[] b, int bFra, int bTil) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(a, aFra, aTil - aFra);
        out.write(b, bFra, bTil - bFra);
        return out.toByteArray();
    }
}
