package no.digisos.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import no.bekk.bekkopen.person.Fodselsnummer;
import no.bekk.bekkopen.person.FodselsnummerCalculator;
import no.bekk.bekkopen.person.FodselsnummerValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against NoCommons, which knows the rules as they are until 2032, and against the definition of the control digits. */
class FnrTest {
    private static final int DATES = 40;
    private static final int SCENARIOS = 20_000;
    private static final int[] WEIGHTS_1 = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    private static final int[] WEIGHTS_2 = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20320101);

    @AfterEach
    void switchSyntheticNumbersOff() {
        FodselsnummerValidator.ALLOW_SYNTHETIC_NUMBERS = false;
    }

    @Test
    void every_fodselsnummer_of_nocommons_is_valid() {
        assertAllValid(FodselsnummerCalculator::getManyFodselsnummerForDate, false);
    }

    @Test
    void every_d_number_of_nocommons_is_valid() {
        assertAllValid(FodselsnummerCalculator::getManyDNumberFodselsnummerForDate, false);
    }

    @Test
    void every_synthetic_fodselsnummer_of_nocommons_is_valid_and_known_as_synthetic() {
        FodselsnummerValidator.ALLOW_SYNTHETIC_NUMBERS = true;
        assertAllValid(FodselsnummerCalculator::getManySyntheticFodselsnummerForDate, true);
    }

    @Test
    void every_synthetic_d_number_of_nocommons_is_valid_and_known_as_synthetic() {
        FodselsnummerValidator.ALLOW_SYNTHETIC_NUMBERS = true;
        assertAllValid(FodselsnummerCalculator::getManySyntheticDNumberFodselsnummerForDate, true);
    }

    /**
     * Both know the same numbers, but for two things that ours leaves open because they end in 2032: which centuries a number
     * can belong to (the individnummer is kept below 500, where it says), and whether that century had a 29 February.
     */
    @Test
    void with_the_first_control_digit_of_today_both_accept_the_same_numbers() {
        FodselsnummerValidator.ALLOW_SYNTHETIC_NUMBERS = true;
        int validCount = 0;
        for (int i = 0; i < SCENARIOS; i++) {
            String fnr = withControlDigits(randomDay() + randomMonth() + digits(2) + random.nextInt(5) + digits(2), 0);
            if (fnr.isEmpty() || isLeapDay(fnr)) {
                continue;
            }
            boolean valid = Fnr.of(fnr).isPresent();
            assertThat(valid).as(fnr).isEqualTo(FodselsnummerValidator.isValid(fnr));
            validCount += valid ? 1 : 0;
        }
        assertThat(validCount).isBetween(SCENARIOS / 10, SCENARIOS * 9 / 10);
    }

    @Test
    void from_2032_the_first_control_digit_may_leave_a_remainder_of_up_to_three() {
        int count = 0;
        for (int i = 0; i < SCENARIOS; i++) {
            int rest = random.nextInt(11);
            String fnr = withControlDigits("1" + digits(1) + "0" + (1 + random.nextInt(9)) + digits(5), rest);
            if (!fnr.isEmpty()) {
                assertThat(Fnr.of(fnr).isPresent())
                        .as("%s, remainder %d", fnr, rest)
                        .isEqualTo(rest <= 3);
                count++;
            }
        }
        assertThat(count).isGreaterThan(SCENARIOS / 2);
    }

    @Test
    void one_wrong_digit_or_two_that_changed_places_are_noticed() {
        for (int i = 0; i < SCENARIOS; i++) {
            String fnr =
                    withControlDigits("1" + digits(1) + "0" + (1 + random.nextInt(9)) + digits(5), random.nextInt(4));
            if (fnr.isEmpty()) {
                continue;
            }
            int pos = random.nextInt(11);
            char[] failure = fnr.toCharArray();
            failure[pos] = (char) ('0' + (fnr.charAt(pos) - '0' + 1 + random.nextInt(9)) % 10);
            assertThat(Fnr.of(new String(failure)))
                    .as("%s for %s", new String(failure), fnr)
                    .isEmpty();

            int left = random.nextInt(10);
            char[] replaced = fnr.toCharArray();
            replaced[left] = fnr.charAt(left + 1);
            replaced[left + 1] = fnr.charAt(left);
            assertThat(Fnr.of(new String(replaced)).isPresent())
                    .as("%s for %s", new String(replaced), fnr)
                    .isEqualTo(new String(replaced).equals(fnr));
        }
    }

    @Test
    void a_leap_day_is_accepted_when_one_of_the_centuries_had_it() {
        assertThat(Fnr.of(first("290200"))).as("2000").isPresent();
        assertThat(Fnr.of(first("290296"))).as("1996").isPresent();
        assertThat(Fnr.of(first("290201"))).isEmpty();
        assertThat(Fnr.of(first("300296"))).isEmpty();
    }

    @Test
    void the_month_tells_which_series_a_number_belongs_to() {
        for (int month = 0; month < 100; month++) {
            String fnr = first("15%02d80".formatted(month));
            boolean real = month >= 1 && month <= 12;
            boolean synthetic = (month >= 41 && month <= 52) || (month >= 81 && month <= 92);
            assertThat(Fnr.of(fnr).isPresent()).as("month %d", month).isEqualTo(real || synthetic);
            if (real || synthetic) {
                assertThat(new Fnr(fnr).synthetic()).as("month %d", month).isEqualTo(synthetic);
            }
        }
    }

    @Test
    void the_day_tells_a_d_number() {
        for (int day = 0; day < 100; day++) {
            String fnr = first("%02d0180".formatted(day));
            assertThat(Fnr.of(fnr).isPresent())
                    .as("day %d", day)
                    .isEqualTo((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0101190000",
                "010119000000",
                "0101190000a",
                " 01011900083",
                "01011900083\n",
                "٠١٠١١٩٠٠٠٨٣"
            })
    void anything_but_eleven_digits_is_invalid_and_the_refusal_does_not_repeat_it(String value) {
        assertThat(Fnr.of(value)).isEmpty();
        assertThatThrownBy(() -> new Fnr(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ugyldig fødselsnummer");
    }

    @Test
    void a_fnr_is_never_printed() {
        for (int i = 0; i < 1000; i++) {
            String fnr = first("150180");
            assertThat(new Fnr(fnr)).hasToString("***********");
            assertThat(String.valueOf(List.of(new Fnr(fnr)))).doesNotContainPattern("[0-9]");
        }
    }

    private void assertAllValid(Function<Date, List<Fodselsnummer>> numbers, boolean synthetic) {
        int count = 0;
        for (int i = 0; i < DATES; i++) {
            LocalDate day = LocalDate.of(1940, 1, 1).plusDays(random.nextInt(36_500));
            Date date = Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
            for (Fodselsnummer number : numbers.apply(date)) {
                String fnr = number.getValue();
                assertThat(FodselsnummerValidator.isValid(fnr)).as(fnr).isTrue();
                assertThat(Fnr.of(fnr)).as(fnr).hasValueSatisfying(f -> {
                    assertThat(f.verdi()).isEqualTo(fnr);
                    assertThat(f.synthetic()).isEqualTo(synthetic);
                });
                count++;
            }
        }
        assertThat(count).isGreaterThan(10_000);
    }

    /** Some number with the first six digits given, and control digits that are right. */
    private String first(String day) {
        String fnr = "";
        while (fnr.isEmpty()) {
            fnr = withControlDigits(day + digits(3), 0);
        }
        return fnr;
    }

    /** Adds both control digits, the first one with the remainder given; empty where one of them would be ten. */
    private static String withControlDigits(String nineDigits, int rest) {
        int k1 = Math.floorMod(rest - sum(nineDigits, WEIGHTS_1), 11);
        int k2 = Math.floorMod(-sum(nineDigits + k1 % 10, WEIGHTS_2), 11);
        return k1 == 10 || k2 == 10 ? "" : nineDigits + k1 + k2;
    }

    private static int sum(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Character.digit(digits.charAt(i), 10);
        }
        return sum;
    }

    private static boolean isLeapDay(String fnr) {
        boolean day = fnr.startsWith("29") || fnr.startsWith("69");
        return day && List.of("02", "42", "82").contains(fnr.substring(2, 4));
    }

    private String randomDay() {
        return "%02d".formatted(random.nextInt(random.nextBoolean() ? 35 : 80));
    }

    private String randomMonth() {
        return "%02d".formatted(random.nextInt(15) + List.of(0, 40, 80).get(random.nextInt(3)));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
