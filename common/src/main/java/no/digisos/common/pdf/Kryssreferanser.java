package no.digisos.common.pdf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The cross-reference dictionaries that were met in a file: trailers, and the dictionaries of cross-reference streams. */
final class Kryssreferanser {
    /** A file has one per revision. What has more than this is judged by all that were met. */
    private static final int MAKS = 4096;

    private final Map<Long, Kryssreferanse> etterSted = new HashMap<>();
    private boolean noenKryptert;
    private long siste = -1;

    private record Kryssreferanse(boolean kryptert, long forrige) {}

    /**
     * A dictionary.
     *
     * @param sted where a {@code startxref} or {@code /Prev} would find its section
     * @param forrige its {@code /Prev}, or -1
     */
    void legg(long sted, boolean kryptert, long forrige) {
        noenKryptert |= kryptert;
        if (etterSted.size() < MAKS) {
            etterSted.put(sted, new Kryssreferanse(kryptert, forrige));
        }
    }

    /** The value of a {@code startxref}; the last one counts. */
    void start(long sted) {
        siste = sted;
    }

    boolean tom() {
        return etterSted.isEmpty();
    }

    /**
     * Whether the file is encrypted.
     *
     * @param hodet where the header begins, since many count their places from there
     */
    boolean kryptert(long hodet) {
        if (!noenKryptert) {
            return false;
        }
        // What the file itself leads to, when it can be followed; else a reader would search, and find whatever there
        // is.
        Set<Long> sett = new HashSet<>();
        long sted = siste;
        while (sted >= 0 && sett.add(sted)) {
            Kryssreferanse kryssreferanse = etterSted.getOrDefault(sted, etterSted.get(sted + hodet));
            if (kryssreferanse == null) {
                return true;
            }
            if (kryssreferanse.kryptert()) {
                return true;
            }
            sted = kryssreferanse.forrige();
        }
        return siste < 0;
    }
}
