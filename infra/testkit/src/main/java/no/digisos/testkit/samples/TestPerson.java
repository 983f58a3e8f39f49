package no.digisos.testkit.samples;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.digisos.common.identity.Fnr;

/** Synthetic people whom no other test knows. */
public final class TestPerson {
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private TestPerson() {}

    /** A fødselsnummer that has not been given before. */
    public static String fresh() {
        return number("01");
    }

    /** A D-number that has not been given before, of somebody born on the same day. */
    public static String withDNumber() {
        return number("41");
    }

    private static String number(String day) {
        String start = day + "8188" + "%03d".formatted(NEXT.getAndIncrement());
        return IntStream.range(0, 100)
                .mapToObj(last -> start + "%02d".formatted(last))
                .filter(number -> Fnr.of(number).isPresent())
                .findFirst()
                .orElseGet(() -> number(day));
    }
}
