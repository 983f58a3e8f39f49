package no.digisos.common.leveranse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs one named statement with its parameters in order. */
final class Sql {
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet r) throws SQLException;
    }

    private Sql() {}

    static <T> List<T> all(Connection c, String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            bind(s, values);
            try (ResultSet r = s.executeQuery()) {
                List<T> answer = new ArrayList<>();
                while (r.next()) {
                    answer.add(row.read(r));
                }
                return List.copyOf(answer);
            }
        }
    }

    /** The only row; a second one is a broken statement. */
    static <T> Optional<T> one(Connection c, String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> rows = all(c, sql, row, values);
        if (rows.size() > 1) {
            throw new IllegalStateException("Én rad ventet, fant " + rows.size());
        }
        return rows.stream().findFirst();
    }

    static Optional<Leveranse> leveranse(Connection c, String sql, @Nullable Object... values) throws SQLException {
        return one(c, sql, LeveranseRow::read, values);
    }

    static List<Leveranse> leveranser(Connection c, String sql, @Nullable Object... values) throws SQLException {
        return all(c, sql, LeveranseRow::read, values);
    }

    static List<UUID> ids(Connection c, String sql, @Nullable Object... values) throws SQLException {
        return all(c, sql, r -> r.getObject(1, UUID.class), values);
    }

    static int run(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            bind(s, values);
            return s.executeUpdate();
        }
    }

    private static void bind(PreparedStatement s, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> s.setObject(i + 1, null);
                // Microseconds are what an interval holds; the statements multiply by the unit.
                case Duration d ->
                    s.setLong(
                            i + 1, Math.addExact(Math.multiplyExact(d.getSeconds(), 1_000_000L), d.getNano() / 1_000));
                case Sealed f -> s.setBytes(i + 1, f.bytes());
                case Object o -> s.setObject(i + 1, o);
            }
        }
    }
}
