package no.digisos.common.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fødselsnummer or D-number, checked by both control digits. Synthetic numbers (month +80 from Tenor, +40 from NAV) are
 * valid in form; {@link #synthetic()} lets configuration refuse them. {@code toString} masks: a Fnr is never printed.
 *
 * @param verdi eleven digits
 */
public record Fnr(String verdi) {
    private static final Pattern FORM = Pattern.compile("[0-9]{11}");
    private static final int D_NUMBER_DAY = 40;
    private static final int NAV_MONTH = 40;
    private static final int TENOR_MONTH = 80;

    public Fnr {
        if (!valid(verdi)) {
            throw new IllegalArgumentException("Ugyldig fødselsnummer");
        }
    }

    /** The number that this text is; empty when it is none. */
    public static Optional<Fnr> of(String value) {
        return valid(value) ? Optional.of(new Fnr(value)) : Optional.empty();
    }

    /** True for numbers of the synthetic series, which belong to no living person. */
    public boolean synthetic() {
        return month(verdi) > NAV_MONTH;
    }

    /** Whether the two numbers are of people born on one day, as a D-number and the fødselsnummer after it mostly are. */
    public boolean hasSameBirthDate(Fnr another) {
        return birthDate(verdi).equals(birthDate(another.verdi));
    }

    @Override
    public String toString() {
        return "***********";
    }

    private static boolean valid(String value) {
        return FORM.matcher(value).matches()
                && date(value)
                && Mod11.remainder(value, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) <= K1_MAX
                && Mod11.remainder(value, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) == 0;
    }

    /**
     * From 2032 the first control digit may be off by up to three (new numbers take what the old rule left unused); older
     * numbers have 0 here.
     */
    private static final int K1_MAX = 3;

    private static boolean date(String value) {
        BirthDate date = birthDate(value);
        // The century is unknown from 2032 on, so 29 February is accepted wherever one of the centuries has it.
        return validDate(1900 + date.ar, date.maned, date.dag) || validDate(2000 + date.ar, date.maned, date.dag);
    }

    private record BirthDate(int dag, int maned, int ar) {}

    private static BirthDate birthDate(String value) {
        int day = Integer.parseInt(value.substring(0, 2));
        int month = month(value);
        return new BirthDate(
                day > D_NUMBER_DAY ? day - D_NUMBER_DAY : day,
                month > TENOR_MONTH ? month - TENOR_MONTH : month > NAV_MONTH ? month - NAV_MONTH : month,
                Integer.parseInt(value.substring(4, 6)));
    }

    private static boolean validDate(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int month(String value) {
        return Integer.parseInt(value.substring(2, 4));
    }
}
