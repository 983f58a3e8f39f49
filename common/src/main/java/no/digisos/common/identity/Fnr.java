package no.digisos.common.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fødselsnummer or D-number, checked by both control digits. Synthetic numbers (month +80 from Tenor, +40 from NAV) are
 * valid in form; {@link #syntetisk()} lets configuration refuse them. {@code toString} masks: a Fnr is never printed.
 *
 * @param verdi eleven digits
 */
public record Fnr(String verdi) {
    private static final Pattern FORM = Pattern.compile("[0-9]{11}");
    private static final int D_NUMBER_DAY = 40;
    private static final int NAV_MONTH = 40;
    private static final int TENOR_MONTH = 80;

    public Fnr {
        if (!gyldig(verdi)) {
            throw new IllegalArgumentException("Ugyldig fødselsnummer");
        }
    }

    public static Optional<Fnr> of(String verdi) {
        return gyldig(verdi) ? Optional.of(new Fnr(verdi)) : Optional.empty();
    }

    /** True for numbers of the synthetic series, which belong to no living person. */
    public boolean syntetisk() {
        return maned(verdi) > NAV_MONTH;
    }

    /** Whether the two numbers are of people born on one day, as a D-number and the fødselsnummer after it mostly are. */
    public boolean harSammeFodselsdato(Fnr annet) {
        return fodselsdato(verdi).equals(fodselsdato(annet.verdi));
    }

    @Override
    public String toString() {
        return "***********";
    }

    private static boolean gyldig(String verdi) {
        return FORM.matcher(verdi).matches()
                && dato(verdi)
                && Mod11.remainder(verdi, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) <= K1_MAX
                && Mod11.remainder(verdi, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) == 0;
    }

    /**
     * From 2032 the first control digit may be off by up to three (new numbers take what the old rule left unused); older
     * numbers have 0 here.
     */
    private static final int K1_MAX = 3;

    private static boolean dato(String verdi) {
        Fodselsdato dato = fodselsdato(verdi);
        // The century is unknown from 2032 on, so 29 February is accepted wherever one of the centuries has it.
        return gyldigDato(1900 + dato.ar, dato.maned, dato.dag) || gyldigDato(2000 + dato.ar, dato.maned, dato.dag);
    }

    private record Fodselsdato(int dag, int maned, int ar) {}

    private static Fodselsdato fodselsdato(String verdi) {
        int dag = Integer.parseInt(verdi.substring(0, 2));
        int maned = maned(verdi);
        return new Fodselsdato(
                dag > D_NUMBER_DAY ? dag - D_NUMBER_DAY : dag,
                maned > TENOR_MONTH ? maned - TENOR_MONTH : maned > NAV_MONTH ? maned - NAV_MONTH : maned,
                Integer.parseInt(verdi.substring(4, 6)));
    }

    private static boolean gyldigDato(int ar, int maned, int dag) {
        try {
            LocalDate.of(ar, maned, dag);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int maned(String verdi) {
        return Integer.parseInt(verdi.substring(2, 4));
    }
}
