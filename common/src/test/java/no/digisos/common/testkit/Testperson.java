package no.digisos.common.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.digisos.common.identity.Fnr;

/** Synthetic people whom no other test knows. */
public final class Testperson {
    private static final AtomicInteger NESTE = new AtomicInteger(1);

    private Testperson() {}

    /** A fødselsnummer that has not been given before. */
    public static String ny() {
        return nummer("01");
    }

    /** A D-number that has not been given before, of somebody born on the same day. */
    public static String medDNummer() {
        return nummer("41");
    }

    private static String nummer(String dag) {
        String start = dag + "8188" + "%03d".formatted(NESTE.getAndIncrement());
        return IntStream.range(0, 100)
                .mapToObj(siste -> start + "%02d".formatted(siste))
                .filter(nummer -> Fnr.of(nummer).isPresent())
                .findFirst()
                .orElseGet(() -> nummer(dag));
    }
}
