package no.digisos.common.sendform;

import java.util.HashSet;
import java.util.Set;

/** The names in one shipment: no two that some receiver takes for the same. */
public final class FilnavnSet {
    private final Set<String> used = new HashSet<>();

    /** A set in which these names are taken from the beginning. */
    public FilnavnSet(String... taken) {
        for (String name : taken) {
            used.add(Filnavn.comparable(name));
        }
    }

    /** The name, changed as little as needed ({@link Filnavn}); the second of two equal ones gets {@code -2} before its extension. */
    public String give(String wanted) {
        Filnavn name = Filnavn.of(wanted);
        for (int number = 1; ; number++) {
            String candidate = name.number(number);
            if (used.add(Filnavn.comparable(candidate))) {
                return candidate;
            }
        }
    }
}
