package no.digisos.chaos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the judge found.
 *
 * @param received accepted submissions that a fagsystem alone has
 * @param bySvarUt accepted submissions that SvarUt alone has
 * @param oneMore accepted submissions that are there once more than needed, by the cause that the documents name
 * @param none accepted submissions that nobody has
 * @param compared documents whose content was compared
 * @param breaches nothing, when the promise held
 */
record ChaosVerdict(
        int received, int bySvarUt, SortedMap<String, Integer> oneMore, int none, int compared, List<Breach> breaches) {

    ChaosVerdict {
        oneMore = Collections.unmodifiableSortedMap(new TreeMap<>(oneMore));
        breaches = List.copyOf(breaches);
    }

    /** How a promise can be broken. */
    enum Kind {
        /** Accepted, and neither in a fagsystem's store nor in SvarUt. */
        LOST,
        /** Arrived more than once, for no cause that the documents name. */
        DOUBLED,
        /** Came to rest in a state in which somebody is still to do something. */
        UNDECIDED,
        /** One reference, two cases; or a receiver was told another case than the client. */
        TWO_CASES,
        /** What arrived is not what was sent. */
        CONTENT,
        /** Arrived, though nobody was told that it was accepted. */
        STRANGER,
        /** Our own tables tell otherwise than those outside. */
        TABLES
    }

    /** One broken promise. */
    record Breach(Kind kind, String ref, String what) {
        @Override
        public String toString() {
            return kind + " " + ref + ": " + what;
        }
    }

    /** Accepted submissions of which there is exactly one. */
    int exactlyOne() {
        return received + bySvarUt;
    }

    boolean holds() {
        return breaches.isEmpty();
    }

    Map<Kind, Integer> count() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(
                    kind, (int) breaches.stream().filter(b -> b.kind() == kind).count());
        }
        return counts;
    }
}
