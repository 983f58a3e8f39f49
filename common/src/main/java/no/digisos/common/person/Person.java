package no.digisos.common.person;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.identity.Fnr;

/**
 * A person, by all the numbers that the person has or has had.
 *
 * @param gjeldende the number that the person has now
 * @param numre all of them
 * @param indekser every place in the index of every number; first the active one of the number by which the person was found
 */
public record Person(Fnr gjeldende, Set<Fnr> numre, List<BlindIndex.Value> indekser) {
    public Person {
        numre = Set.copyOf(numre);
        indekser = List.copyOf(indekser);
    }

    /** Whether a stored index is this person's, under whichever number and key it was stored. */
    public boolean has(byte[] index) {
        return indekser.stream().anyMatch(own -> Arrays.equals(own.value(), index));
    }

    /** Whether a number as somebody wrote it is one of this person's. */
    public boolean has(String fnr) {
        return Fnr.of(fnr).filter(numre::contains).isPresent();
    }

    /** What {@link #has(byte[])} compares with, for look-ups. */
    public List<byte[]> values() {
        return indekser.stream().map(BlindIndex.Value::value).toList();
    }
}
