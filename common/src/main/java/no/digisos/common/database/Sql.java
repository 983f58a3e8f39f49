package no.digisos.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One statement with named parameters: {@code :meldingId} in the text, {@code with("meldingId", id)} at the call. A constant of the
 * class that owns the table; {@code static final Sql} fields are what the golden files of statements are written from.
 *
 * <p>A name may stand several times and is bound once. {@code ::type}, text in quotes and comments are left alone; a question mark is
 * refused, so that nothing is bound by its place.
 */
public final class Sql {
    private final String text;
    private final String sent;
    private final List<String> places;
    private final List<String> names;

    private Sql(String text, String sent, List<String> places) {
        this.text = text;
        this.sent = sent;
        this.places = List.copyOf(places);
        this.names = List.copyOf(new LinkedHashSet<>(places));
    }

    /**
     * The statement of this text.
     *
     * @throws IllegalArgumentException when a parameter has no name, or quotes are left open
     */
    public static Sql of(String text) {
        return new SqlParser(text).parse((sent, places) -> new Sql(text, sent, places));
    }

    /** Reads one row of an answer. */
    @FunctionalInterface
    public interface Row<T> {
        /** What the row says; the cursor stays where it is. */
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row of an answer that may be too long for the heap. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Takes the row that the cursor stands at. */
        void take(ResultSet row) throws SQLException;
    }

    /** The statement as it is written, with its names. */
    public String text() {
        return text;
    }

    /** The statement as the driver gets it, with a question mark for every parameter. */
    public String sent() {
        return sent;
    }

    /** The name of each question mark of {@link #sent()}. */
    public List<String> places() {
        return places;
    }

    /** Begins a call without a value. */
    public Call call() {
        return new Call(this);
    }

    /** Begins a call with one value; see {@link Call#with}. */
    public Call with(String name, @Nullable Object value) {
        return call().with(name, value);
    }

    /**
     * Runs the change once for each of these calls of it, all of them in one round trip.
     *
     * @throws IllegalArgumentException when one is a call of another statement
     */
    public void runAll(Connection c, List<Call> calls) throws SQLException {
        if (calls.isEmpty()) {
            return;
        }
        try (PreparedStatement s = c.prepareStatement(sent)) {
            for (Call call : calls) {
                if (call.sql != this) {
                    throw new IllegalArgumentException("a call of " + call.sql.text + " among those of " + text);
                }
                call.bind(c, s);
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    @Override
    public String toString() {
        return text;
    }

    /** One call of the statement: its values, then how it is run. */
    public static final class Call {
        private final Sql sql;
        private final @Nullable Object[] values;
        private final boolean[] given;

        private Call(Sql sql) {
            this.sql = sql;
            this.values = new @Nullable Object[sql.names.size()];
            this.given = new boolean[values.length];
        }

        /**
         * Gives a parameter its value. A {@code Duration} is bound as microseconds, an {@code Instant} as timestamptz, an enum by its
         * name, an array of texts, numbers, UUIDs or byte arrays as an array, a {@link SqlValue} as what it says.
         *
         * @throws IllegalArgumentException when the statement has no such name
         */
        public Call with(String name, @Nullable Object value) {
            int i = sql.names.indexOf(name);
            if (i < 0) {
                throw new IllegalArgumentException("no parameter :" + name + " in " + sql.text);
            }
            values[i] = value;
            given[i] = true;
            return this;
        }

        /**
         * Gives a parameter a text that may be null and is bound as text all the same. Where many parameters may be null, and each call has
         * others that are, the server would else parse the statement anew for each.
         *
         * @throws IllegalArgumentException when the statement has no such name
         */
        public Call withText(String name, @Nullable String value) {
            return with(name, value == null ? new SqlValue.NoText() : value);
        }

        /** All rows, read at once. */
        public <T> List<T> all(Connection c, Row<T> row) throws SQLException {
            List<T> answer = new ArrayList<>();
            each(c, 0, r -> answer.add(row.read(r)));
            return List.copyOf(answer);
        }

        /** The only row; a second one is a broken statement. */
        public <T> Optional<T> one(Connection c, Row<T> row) throws SQLException {
            List<T> rows = all(c, row);
            if (rows.size() > 1) {
                throw new IllegalStateException("one row expected, found " + rows.size());
            }
            return rows.stream().findFirst();
        }

        /** The only row of a statement that always has one, such as a count. */
        public <T> T only(Connection c, Row<T> row) throws SQLException {
            return one(c, row).orElseThrow(() -> new IllegalStateException("one row expected, found none"));
        }

        /** The first column of all rows, as ids. */
        public List<UUID> ids(Connection c) throws SQLException {
            return all(c, r -> r.getObject(1, UUID.class));
        }

        /** Whether there is a row. */
        public boolean exists(Connection c) throws SQLException {
            try (PreparedStatement s = prepare(c);
                    ResultSet r = s.executeQuery()) {
                return r.next();
            }
        }

        /**
         * Hands over one row after the other.
         *
         * @param fetchSize how many rows are in the heap at once, 0 for all; counts only where autocommit is off
         */
        public void each(Connection c, int fetchSize, RowConsumer consumer) throws SQLException {
            try (PreparedStatement s = prepare(c)) {
                s.setFetchSize(fetchSize);
                try (ResultSet r = s.executeQuery()) {
                    while (r.next()) {
                        consumer.take(r);
                    }
                }
            }
        }

        /** Runs a change; how many rows it hit. */
        public int run(Connection c) throws SQLException {
            try (PreparedStatement s = prepare(c)) {
                return s.executeUpdate();
            }
        }

        /** Runs a statement for its effect alone, whatever it answers. */
        public void execute(Connection c) throws SQLException {
            try (PreparedStatement s = prepare(c)) {
                s.execute();
            }
        }

        private PreparedStatement prepare(Connection c) throws SQLException {
            PreparedStatement s = c.prepareStatement(sql.sent);
            try {
                bind(c, s);
                return s;
            } catch (Throwable failure) {
                s.close();
                throw failure;
            }
        }

        private void bind(Connection c, PreparedStatement s) throws SQLException {
            for (int i = 0; i < given.length; i++) {
                if (!given[i]) {
                    throw new IllegalStateException("no value for :" + sql.names.get(i) + " in " + sql.text);
                }
            }
            for (int i = 0; i < sql.places.size(); i++) {
                SqlValue.bind(c, s, i + 1, values[sql.names.indexOf(sql.places.get(i))]);
            }
        }
    }
}
