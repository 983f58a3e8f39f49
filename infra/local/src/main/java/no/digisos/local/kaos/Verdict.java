package no.digisos.local.kaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the judge found.
 *
 * @param received accepted submissions that a fagsystem has receipted
 * @param bySvarUt accepted submissions that SvarUt has
 * @param compared documents whose content was compared
 * @param breaches nothing, when the promise held
 */
record Verdict(int received, int bySvarUt, int compared, List<Breach> breaches) {

    Verdict {
        breaches = List.copyOf(breaches);
    }

    /** How a promise can be broken. */
    enum Kind {
        /** Accepted, and neither receipted nor in SvarUt. */
        LOST,
        /** Arrived more than once. */
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
