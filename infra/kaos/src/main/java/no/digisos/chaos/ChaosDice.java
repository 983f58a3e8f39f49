package no.digisos.chaos;

import java.util.SplittableRandom;

/**
 * Chance that can be had again: what falls depends on the seed and on the name of the throw, and not on who throws first.
 *
 * @param seed of the whole run
 */
record ChaosDice(long seed) {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A number from 0 to below 1. */
    double chance(String name) {
        return of(name).nextDouble();
    }

    /** A source of further numbers. */
    SplittableRandom of(String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = (mixed ^ name.charAt(i)) * SPREAD;
            mixed ^= mixed >>> 29;
        }
        return new SplittableRandom(mixed);
    }
}
