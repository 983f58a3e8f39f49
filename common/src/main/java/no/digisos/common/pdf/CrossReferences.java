package no.digisos.common.pdf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The cross-reference dictionaries that were met in a file: trailers, and the dictionaries of cross-reference streams. */
final class CrossReferences {
    /** A file has one per revision. What has more than this is judged by all that were met. */
    private static final int MAX = 4096;

    private final Map<Long, CrossReference> byPlace = new HashMap<>();
    private boolean anyEncrypted;
    private long last = -1;

    private record CrossReference(boolean kryptert, long forrige) {}

    /**
     * A dictionary.
     *
     * @param place where a {@code startxref} or {@code /Prev} would find its section
     * @param previous its {@code /Prev}, or -1
     */
    void add(long place, boolean encrypted, long previous) {
        anyEncrypted |= encrypted;
        if (byPlace.size() < MAX) {
            byPlace.put(place, new CrossReference(encrypted, previous));
        }
    }

    /** The value of a {@code startxref}; the last one counts. */
    void start(long place) {
        last = place;
    }

    boolean empty() {
        return byPlace.isEmpty();
    }

    /**
     * Whether the file is encrypted.
     *
     * @param header where the header begins, since many count their places from there
     */
    boolean encrypted(long header) {
        if (!anyEncrypted) {
            return false;
        }
        // What the file itself leads to, when it can be followed; else a reader would search, and find whatever there
        // is.
        Set<Long> seen = new HashSet<>();
        long place = last;
        while (place >= 0 && seen.add(place)) {
            CrossReference crossReference = byPlace.getOrDefault(place, byPlace.get(place + header));
            if (crossReference == null) {
                return true;
            }
            if (crossReference.kryptert()) {
                return true;
            }
            place = crossReference.forrige();
        }
        return last < 0;
    }
}
