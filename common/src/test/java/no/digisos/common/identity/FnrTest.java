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
    private static final int DATOER = 40;
    private static final int TILFELLER = 20_000;
    private static final int[] VEKTER_1 = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    private static final int[] VEKTER_2 = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

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
        int gyldige = 0;
        for (int i = 0; i < TILFELLER; i++) {
            String fnr =
                    medKontrollsifre(tilfeldigDag() + tilfeldigManed() + siffer(2) + random.nextInt(5) + siffer(2), 0);
            if (fnr.isEmpty() || erSkuddag(fnr)) {
                continue;
            }
            boolean gyldig = Fnr.of(fnr).isPresent();
            assertThat(gyldig).as(fnr).isEqualTo(FodselsnummerValidator.isValid(fnr));
            gyldige += gyldig ? 1 : 0;
        }
        assertThat(gyldige).isBetween(TILFELLER / 10, TILFELLER * 9 / 10);
    }

    @Test
    void from_2032_the_first_control_digit_may_leave_a_remainder_of_up_to_three() {
        int antall = 0;
        for (int i = 0; i < TILFELLER; i++) {
            int rest = random.nextInt(11);
            String fnr = medKontrollsifre("1" + siffer(1) + "0" + (1 + random.nextInt(9)) + siffer(5), rest);
            if (!fnr.isEmpty()) {
                assertThat(Fnr.of(fnr).isPresent())
                        .as("%s, remainder %d", fnr, rest)
                        .isEqualTo(rest <= 3);
                antall++;
            }
        }
        assertThat(antall).isGreaterThan(TILFELLER / 2);
    }

    @Test
    void one_wrong_digit_or_two_that_changed_places_are_noticed() {
        for (int i = 0; i < TILFELLER; i++) {
            String fnr =
                    medKontrollsifre("1" + siffer(1) + "0" + (1 + random.nextInt(9)) + siffer(5), random.nextInt(4));
            if (fnr.isEmpty()) {
                continue;
            }
            int pos = random.nextInt(11);
            char[] feil = fnr.toCharArray();
            feil[pos] = (char) ('0' + (fnr.charAt(pos) - '0' + 1 + random.nextInt(9)) % 10);
            assertThat(Fnr.of(new String(feil)))
                    .as("%s for %s", new String(feil), fnr)
                    .isEmpty();

            int venstre = random.nextInt(10);
            char[] byttet = fnr.toCharArray();
            byttet[venstre] = fnr.charAt(venstre + 1);
            byttet[venstre + 1] = fnr.charAt(venstre);
            assertThat(Fnr.of(new String(byttet)).isPresent())
                    .as("%s for %s", new String(byttet), fnr)
                    .isEqualTo(new String(byttet).equals(fnr));
        }
    }

    @Test
    void a_leap_day_is_accepted_when_one_of_the_centuries_had_it() {
        assertThat(Fnr.of(forste("290200"))).as("2000").isPresent();
        assertThat(Fnr.of(forste("290296"))).as("1996").isPresent();
        assertThat(Fnr.of(forste("290201"))).isEmpty();
        assertThat(Fnr.of(forste("300296"))).isEmpty();
    }

    @Test
    void the_month_tells_which_series_a_number_belongs_to() {
        for (int maned = 0; maned < 100; maned++) {
            String fnr = forste("15%02d80".formatted(maned));
            boolean ekte = maned >= 1 && maned <= 12;
            boolean syntetisk = (maned >= 41 && maned <= 52) || (maned >= 81 && maned <= 92);
            assertThat(Fnr.of(fnr).isPresent()).as("month %d", maned).isEqualTo(ekte || syntetisk);
            if (ekte || syntetisk) {
                assertThat(new Fnr(fnr).syntetisk()).as("month %d", maned).isEqualTo(syntetisk);
            }
        }
    }

    @Test
    void the_day_tells_a_d_number() {
        for (int dag = 0; dag < 100; dag++) {
            String fnr = forste("%02d0180".formatted(dag));
            assertThat(Fnr.of(fnr).isPresent())
                    .as("day %d", dag)
                    .isEqualTo((dag >= 1 && dag <= 31) || (dag >= 41 && dag <= 71));
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
    void anything_but_eleven_digits_is_invalid_and_the_refusal_does_not_repeat_it(String verdi) {
        assertThat(Fnr.of(verdi)).isEmpty();
        assertThatThrownBy(() -> new Fnr(verdi))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ugyldig fødselsnummer");
    }

    @Test
    void a_fnr_is_never_printed() {
        for (int i = 0; i < 1000; i++) {
            String fnr = forste("150180");
            assertThat(new Fnr(fnr)).hasToString("***********");
            assertThat(String.valueOf(List.of(new Fnr(fnr)))).doesNotContainPattern("[0-9]");
        }
    }

    private void assertAllValid(Function<Date, List<Fodselsnummer>> numre, boolean syntetisk) {
        int antall = 0;
        for (int i = 0; i < DATOER; i++) {
            LocalDate dato = LocalDate.of(1940, 1, 1).plusDays(random.nextInt(36_500));
            Date date = Date.from(dato.atStartOfDay(ZoneId.systemDefault()).toInstant());
            for (Fodselsnummer nummer : numre.apply(date)) {
                String fnr = nummer.getValue();
                assertThat(FodselsnummerValidator.isValid(fnr)).as(fnr).isTrue();
                assertThat(Fnr.of(fnr)).as(fnr).hasValueSatisfying(f -> {
                    assertThat(f.verdi()).isEqualTo(fnr);
                    assertThat(f.syntetisk()).isEqualTo(syntetisk);
                });
                antall++;
            }
        }
        assertThat(antall).isGreaterThan(10_000);
    }

    /** Some number with the first six digits given, and control digits that are right. */
    private String forste(String dato) {
        String fnr = "";
        while (fnr.isEmpty()) {
            fnr = medKontrollsifre(dato + siffer(3), 0);
        }
        return fnr;
    }

    /** Adds both control digits, the first one with the remainder given; empty where one of them would be ten. */
    private static String medKontrollsifre(String niSifre, int rest) {
        int k1 = Math.floorMod(rest - sum(niSifre, VEKTER_1), 11);
        int k2 = Math.floorMod(-sum(niSifre + k1 % 10, VEKTER_2), 11);
        return k1 == 10 || k2 == 10 ? "" : niSifre + k1 + k2;
    }

    private static int sum(String sifre, int[] vekter) {
        int sum = 0;
        for (int i = 0; i < vekter.length; i++) {
            sum += vekter[i] * Character.digit(sifre.charAt(i), 10);
        }
        return sum;
    }

    private static boolean erSkuddag(String fnr) {
        boolean dag = fnr.startsWith("29") || fnr.startsWith("69");
        return dag && List.of("02", "42", "82").contains(fnr.substring(2, 4));
    }

    private String tilfeldigDag() {
        return "%02d".formatted(random.nextInt(random.nextBoolean() ? 35 : 80));
    }

    private String tilfeldigManed() {
        return "%02d".formatted(random.nextInt(15) + List.of(0, 40, 80).get(random.nextInt(3)));
    }

    private String siffer(int antall) {
        StringBuilder sifre = new StringBuilder();
        for (int i = 0; i < antall; i++) {
            sifre.append(random.nextInt(10));
        }
        return sifre.toString();
    }
}
