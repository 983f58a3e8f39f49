package no.digisos.load;

import java.util.List;
import java.util.stream.Stream;

/** Some measurements of the same thing. */
record Spread(long least, long median, long most) {

    /** Of at least one; of an even number the upper of the two in the middle. */
    static Spread of(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        return new Spread(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
