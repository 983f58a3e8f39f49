package no.digisos.local.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * The clock of all deadlines, {@code digisos_now()}, which the owner of the schema may set apart from real time, or let run
 * faster.
 */
public final class StackClock {

    /** The farthest from real time that makes sense: every deadline of the exchange is shorter. */
    static final Duration FARTHEST = Duration.ofDays(400);

    private static final String READ =
            "SELECT digisos_now(), round(extract(epoch FROM digisos_now() - now()) * 1000)::bigint";

    private final DataSource owner;
    private Instant start = Instant.EPOCH;
    private Instant shownAtStart = Instant.EPOCH;
    private int speed = 1;

    StackClock(DataSource owner) {
        this.owner = owner;
    }

    /**
     * A reading.
     *
     * @param now what the functions take the time to be
     * @param offset from real time, in whole milliseconds
     */
    public record Reading(Instant now, Duration offset) {}

    /** What the clock shows. */
    public Reading read() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            row.next();
            return new Reading(row.getObject(1, OffsetDateTime.class).toInstant(), Duration.ofMillis(row.getLong(2)));
        }
    }

    /**
     * Sets the clock this far from real time, whatever it showed before. It goes on from there.
     *
     * @param offset negative for the past
     * @throws IllegalArgumentException when it is more than 400 days
     */
    public synchronized Reading set(Duration offset) throws SQLException {
        if (offset.abs().compareTo(FARTHEST) > 0) {
            throw new IllegalArgumentException("the clock moves " + FARTHEST.toDays() + " days at most");
        }
        speed = 1;
        return show("now() + interval '" + offset.toMillis() + " milliseconds'");
    }

    /**
     * Lets the clock run faster than real time, from what it shows now: every deadline of the database is scaled down at
     * once, in the same proportion.
     *
     * @param times how many seconds it runs in a real second, 1 or more
     */
    public synchronized Reading run(int times) throws SQLException {
        if (times < 1) {
            throw new IllegalArgumentException("the clock runs forward, not " + times + " times");
        }
        Reading now = read();
        speed = times;
        shownAtStart = now.now();
        start = now.now().minus(now.offset());
        return show(running());
    }

    /** Moves a clock that {@linkplain #run runs fast} forward, and lets it run on from there. */
    public synchronized Reading advance(Duration by) throws SQLException {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock that runs fast moves forward only");
        }
        shownAtStart = shownAtStart.plus(by);
        return show(running());
    }

    private String running() {
        return "timestamptz '" + shownAtStart + "' + (now() - timestamptz '" + start + "') * " + speed;
    }

    private Reading show(String expression) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS "
                    + "$$ SELECT " + expression + " $$");
        }
        return read();
    }
}
