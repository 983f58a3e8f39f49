package no.digisos.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that repeats itself: the same seed and number give the same throws. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed, long number) {
        // Two neighbours must have nothing in common.
        this.random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ (number * 0x9E3779B97F4A7C15L));
    }

    /** From 0 up to, and without, this. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Once in so many throws. */
    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    UUID uuid() {
        // Version 4, as clients make them.
        return new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
