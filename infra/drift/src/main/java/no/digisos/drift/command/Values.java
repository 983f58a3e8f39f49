package no.digisos.drift.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values on the command line are read, so that a wrong one is told of in words. */
final class Values {
    private Values() {}

    /** Teaches the whole program, with all its commands. */
    static void read(CommandLine line) {
        line.registerConverter(
                UUID.class, value(UUID::fromString, "an id, such as 5f2b6f0e-5a3b-4b1c-9a57-0c8e7d1f2a34"));
        line.registerConverter(Instant.class, value(Instant::parse, "a time in UTC, such as 2026-01-31T03:10:00Z"));
        line.registerConverter(LocalDate.class, value(LocalDate::parse, "a date, such as 2026-01-31"));
        line.registerConverter(Duration.class, value(Duration::parse, "a duration, such as PT30M"));
        line.registerConverter(int.class, value(Integer::valueOf, "a whole number"));
    }

    @SuppressWarnings("UnusedException") // it quotes what was written, and names types
    private static <T> ITypeConverter<T> value(ITypeConverter<T> reader, String what) {
        return text -> {
            try {
                return reader.convert(text);
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not " + what);
            }
        };
    }
}
