package no.digisos.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value of our own that knows what it is in the database. */
public interface SqlValue {
    /** A text that is missing ({@link Sql.Call#withText}). */
    record NoText() {}

    /** What is bound in its place. */
    Object sqlValue();

    /** Binds a value of any kind that {@link Sql.Call#with} names. */
    static void bind(Connection c, PreparedStatement s, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> s.setObject(place, null);
            // Microseconds are what an interval holds; the statements multiply by the unit.
            case Duration d -> s.setLong(place, micros(d));
            case Instant i -> s.setObject(place, i.atOffset(ZoneOffset.UTC));
            case Enum<?> e -> s.setString(place, e.name());
            case NoText missing -> s.setNull(place, Types.VARCHAR);
            case SqlValue v -> bind(c, s, place, v.sqlValue());
            case String[] texts -> s.setArray(place, c.createArrayOf("text", texts));
            case Integer[] numbers -> s.setArray(place, c.createArrayOf("int4", numbers));
            case Long[] numbers -> s.setArray(place, c.createArrayOf("int8", numbers));
            case UUID[] ids -> s.setArray(place, c.createArrayOf("uuid", ids));
            case byte[][] bytes -> s.setArray(place, c.createArrayOf("bytea", bytes));
            default -> s.setObject(place, value);
        }
    }

    private static long micros(Duration d) {
        return Math.addExact(Math.multiplyExact(d.getSeconds(), 1_000_000L), d.getNano() / 1_000);
    }
}
