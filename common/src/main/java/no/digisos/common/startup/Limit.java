package no.digisos.common.startup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A limit that is configured: a whole number that must lie within bounds. A function whose limit does not will not start, and says
 * which property it is.
 */
public final class Limit {
    private Limit() {}

    /**
     * The number.
     *
     * @param least the least that makes sense
     * @param most the most that does
     * @throws IllegalArgumentException when it is none, or is outside the bounds
     */
    public static int within(String value, int least, int most) {
        int number;
        try {
            number = Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("«" + value + "» is not a whole number", e);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not from " + least + " to " + most);
        }
        return number;
    }

    /** At least one. */
    @RegisterForReflection // Configuration makes its converters by reflection.
    public static final class Positive implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String value) {
            return within(value, 1, Integer.MAX_VALUE);
        }
    }
}
