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
final class Setning {
    @FunctionalInterface
    interface Rad<T> {
        T les(ResultSet r) throws SQLException;
    }

    private Setning() {}

    static <T> List<T> alle(Connection c, String sql, Rad<T> rad, @Nullable Object... verdier) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            bind(s, verdier);
            try (ResultSet r = s.executeQuery()) {
                List<T> svar = new ArrayList<>();
                while (r.next()) {
                    svar.add(rad.les(r));
                }
                return List.copyOf(svar);
            }
        }
    }

    /** The only row; a second one is a broken statement. */
    static <T> Optional<T> en(Connection c, String sql, Rad<T> rad, @Nullable Object... verdier) throws SQLException {
        List<T> rader = alle(c, sql, rad, verdier);
        if (rader.size() > 1) {
            throw new IllegalStateException("Én rad ventet, fant " + rader.size());
        }
        return rader.stream().findFirst();
    }

    static Optional<Leveranse> leveranse(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        return en(c, sql, LeveranseRad::les, verdier);
    }

    static List<Leveranse> leveranser(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        return alle(c, sql, LeveranseRad::les, verdier);
    }

    static List<UUID> ider(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        return alle(c, sql, r -> r.getObject(1, UUID.class), verdier);
    }

    static int kjor(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            bind(s, verdier);
            return s.executeUpdate();
        }
    }

    private static void bind(PreparedStatement s, @Nullable Object[] verdier) throws SQLException {
        for (int i = 0; i < verdier.length; i++) {
            switch (verdier[i]) {
                case null -> s.setObject(i + 1, null);
                // Microseconds are what an interval holds; the statements multiply by the unit.
                case Duration d ->
                    s.setLong(
                            i + 1, Math.addExact(Math.multiplyExact(d.getSeconds(), 1_000_000L), d.getNano() / 1_000));
                case Forseglet f -> s.setBytes(i + 1, f.bytes());
                case Object o -> s.setObject(i + 1, o);
            }
        }
    }
}
