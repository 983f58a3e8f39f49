package no.digisos.common.startup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A limit that is configured: a whole number that must lie within bounds. A function whose limit does not will not start, and says
 * which property it is.
 */
public final class Grense {
    private Grense() {}

    /**
     * The number.
     *
     * @param minst the least that makes sense
     * @param mest the most that does
     * @throws IllegalArgumentException when it is none, or is outside the bounds
     */
    public static int innen(String verdi, int minst, int mest) {
        int tall;
        try {
            tall = Integer.parseInt(verdi.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("«" + verdi + "» is not a whole number", e);
        }
        if (tall < minst || tall > mest) {
            throw new IllegalArgumentException(tall + " is not from " + minst + " to " + mest);
        }
        return tall;
    }

    /** At least one. */
    @RegisterForReflection // Configuration makes its converters by reflection.
    public static final class Positiv implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String verdi) {
            return innen(verdi, 1, Integer.MAX_VALUE);
        }
    }
}
