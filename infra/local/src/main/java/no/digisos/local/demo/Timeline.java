package no.digisos.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What happened to a case by the exchange's own history, which no API shows as a whole. */
public final class Timeline {

    private static final String QUERY =
            "SELECT tidspunkt, hendelse, detalj::text FROM historikk WHERE digisos_id = ? ORDER BY id";

    private Timeline() {}

    /**
     * One event.
     *
     * @param at by the clock of the database
     * @param detail JSON; null where there is none
     */
    public record Event(
            OffsetDateTime at, String event, @Nullable String detail) {
        @Override
        public String toString() {
            String time = at.withOffsetSameInstant(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toLocalDateTime()
                    .toString()
                    .replace('T', ' ');
            return String.format("%-24s %s", time, event) + (detail == null ? "" : " " + detail);
        }
    }

    /** The events of a case, in their order. */
    public static List<Event> of(DataSource owner, UUID digisosId) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setObject(1, digisosId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(
                            new Event(rows.getObject(1, OffsetDateTime.class), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return events;
    }
}
