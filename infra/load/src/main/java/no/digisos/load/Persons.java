package no.digisos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import no.digisos.common.identity.Fnr;

/** Synthetic persons of Tenor's series (month + 80). */
final class Persons {
    private Persons() {}

    /** That many different ones, the same each time. */
    static List<String> some(int count) {
        List<String> persons = new ArrayList<>();
        for (int day = 1; persons.size() < count; day++) {
            for (int individual = 0; individual < 1000 && persons.size() < count; individual++) {
                String nine = String.format("%02d8290%03d", day, individual);
                IntStream.range(0, 100)
                        .mapToObj(control -> nine + String.format("%02d", control))
                        .filter(fnr -> Fnr.of(fnr).isPresent())
                        .findFirst()
                        .ifPresent(persons::add);
            }
        }
        return List.copyOf(persons);
    }
}
