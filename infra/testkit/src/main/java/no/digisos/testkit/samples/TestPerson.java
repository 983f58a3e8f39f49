package no.digisos.testkit.samples;

import java.util.concurrent.atomic.AtomicInteger;

/** Synthetic people whom no other test knows. */
public final class TestPerson {
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int NONE = 10;

    private TestPerson() {}

    /** A fødselsnummer that has not been given before. */
    public static String fresh() {
        return number("01");
    }

    /** A D-number that has not been given before, of somebody born on the same day. */
    public static String withDNumber() {
        return number("41");
    }

    /** Nine digits with the two that control them; some nine have none. */
    private static String number(String day) {
        while (true) {
            String start = day + "8188" + "%03d".formatted(NEXT.getAndIncrement());
            int first = control(start, FIRST);
            int second = first == NONE ? NONE : control(start + first, SECOND);
            if (second != NONE) {
                return start + first + second;
            }
        }
    }

    private static int control(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return (11 - sum % 11) % 11;
    }
}
