package no.digisos.common.sendeform;

import java.util.HashSet;
import java.util.Set;

/** The names in one shipment: no two that some receiver takes for the same. */
public final class Filnavnsett {
    private final Set<String> brukt = new HashSet<>();

    /** A set in which these names are taken from the beginning. */
    public Filnavnsett(String... opptatt) {
        for (String navn : opptatt) {
            brukt.add(Filnavn.sammenlignbart(navn));
        }
    }

    /** The name, changed as little as needed ({@link Filnavn}); the second of two equal ones gets {@code -2} before its extension. */
    public String gi(String onsket) {
        Filnavn navn = Filnavn.av(onsket);
        for (int nummer = 1; ; nummer++) {
            String kandidat = navn.nummer(nummer);
            if (brukt.add(Filnavn.sammenlignbart(kandidat))) {
                return kandidat;
            }
        }
    }
}
