package no.digisos.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values on the command line are read, so that a wrong one is told of in words. */
final class Verdier {
    private Verdier() {}

    /** Teaches the whole program, with all its commands. */
    static void les(CommandLine linje) {
        linje.registerConverter(
                UUID.class, verdi(UUID::fromString, "an id, such as 5f2b6f0e-5a3b-4b1c-9a57-0c8e7d1f2a34"));
        linje.registerConverter(Instant.class, verdi(Instant::parse, "a time in UTC, such as 2026-01-31T03:10:00Z"));
        linje.registerConverter(LocalDate.class, verdi(LocalDate::parse, "a date, such as 2026-01-31"));
        linje.registerConverter(Duration.class, verdi(Duration::parse, "a duration, such as PT30M"));
        linje.registerConverter(int.class, verdi(Integer::valueOf, "a whole number"));
    }

    @SuppressWarnings("UnusedException") // it quotes what was written, and names types
    private static <T> ITypeConverter<T> verdi(ITypeConverter<T> leser, String hva) {
        return tekst -> {
            try {
                return leser.convert(tekst);
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new TypeConversionException("'" + tekst + "' is not " + hva);
            }
        };
    }
}
