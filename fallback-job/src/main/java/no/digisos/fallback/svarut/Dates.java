package no.digisos.fallback.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads points in time as Java services write them: epoch milliseconds or seconds, ISO 8601 with or without offset, fraction,
 * seconds or time of day, or the numbers of a date in a list. They only order forsendelser among themselves.
 */
final class Dates {
    /** Without an offset it is Norwegian time. */
    private static final String NORWEGIAN_TIME = "Europe/Oslo";

    /** As seconds since 1970 this is the year 5138, as milliseconds 1973. */
    private static final BigDecimal LARGEST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal LARGEST_MILLIS = LARGEST_SECONDS.movePointRight(3);

    private static final DateTimeFormatter DATE_AND_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Dates() {}

    static Optional<Instant> instant(JsonNode date) {
        try {
            if (date.isNumber()) {
                return Optional.of(epoch(date.decimalValue()));
            }
            if (date.isArray()) {
                return Optional.of(norwegian(numbers(date)));
            }
            String text = date.asText("").strip();
            return Optional.of(text.matches("[0-9]{9,14}") ? epoch(new BigDecimal(text)) : text(text));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant epoch(BigDecimal number) {
        BigDecimal size = number.abs();
        if (size.compareTo(LARGEST_MILLIS) >= 0) {
            throw new DateTimeException("too large a number");
        }
        BigDecimal millis = size.compareTo(LARGEST_SECONDS) < 0 ? number.movePointRight(3) : number;
        return Instant.ofEpochMilli(millis.longValue());
    }

    private static Instant text(String text) {
        // ZonedDateTime adds its zone's name to the offset.
        String unnamed = text.endsWith("]") ? text.substring(0, Math.max(text.indexOf('['), 0)) : text;
        return switch (DATE_AND_TIME.parseBest(unnamed, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> norwegian(local);
            case LocalDate day -> norwegian(day.atStartOfDay());
            case TemporalAccessor other -> throw new DateTimeException("not a date and time: " + other.getClass());
        };
    }

    private static LocalDateTime numbers(JsonNode list) {
        return LocalDateTime.of(
                list.path(0).asInt(),
                list.path(1).asInt(),
                list.path(2).asInt(),
                list.path(3).asInt(),
                list.path(4).asInt(),
                list.path(5).asInt(),
                list.path(6).asInt());
    }

    private static Instant norwegian(LocalDateTime local) {
        return local.atZone(ZoneId.of(NORWEGIAN_TIME)).toInstant();
    }
}
