package no.digisos.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.chaos.ChaosFindings.Row;
import no.digisos.local.demo.Timeline;
import org.jspecify.annotations.Nullable;

/** Our own tables, read as their owner when PostgreSQL is not being killed. */
final class Tables {

    private static final String ROWS = """
            SELECT i.nav_ekstern_ref_id, l.digisos_id, l.tilstand
              FROM innsending i JOIN leveranse l ON l.innsending_id = i.id""";
    private static final String STOPPED = """
            SELECT l.id, i.nav_ekstern_ref_id, l.stopparsak
              FROM innsending i JOIN leveranse l ON l.innsending_id = i.id WHERE l.tilstand = 'STOPPET'""";
    private static final String STATES = "SELECT tilstand, count(*) FROM leveranse GROUP BY tilstand";
    private static final String EVENTS = "SELECT hendelse, count(*) FROM historikk GROUP BY hendelse";
    private static final String DELIVERY = """
            SELECT l.id || ' ' || l.tilstand || ' aarsak=' || coalesce(l.aarsak, '-') || ' forsok=' || l.svarut_forsok
                || ' forsendelse=' || coalesce(l.forsendelses_id::text, '-') || ' sen_kvittering='
                || coalesce(l.sen_kvittering::text, '-') || ' utfall=' || coalesce(u.utfall, '-')
                || ' venter_pa=' || coalesce(l.venter_pa::text, '-')
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id LEFT JOIN leveranse_utfall u ON u.leveranse_id = l.id
             WHERE i.nav_ekstern_ref_id = ?""";
    private static final String ATTEMPTS = """
            SELECT 'attempt ' || f.forsok || ' ' || f.startet || ' by ' || f.arbeider || ': ' || coalesce(f.resultat, '-') || ' '
                || coalesce(f.forsendelses_id::text, '-') || CASE WHEN f.avvist_av_svarut THEN ' refused' ELSE '' END
              FROM svarut_forsok f JOIN leveranse l ON l.id = f.leveranse_id JOIN innsending i ON i.id = l.innsending_id
             WHERE i.nav_ekstern_ref_id = ? ORDER BY f.forsok""";
    private static final String CASE =
            "SELECT digisos_id::text FROM innsending WHERE nav_ekstern_ref_id = ? ORDER BY mottatt";

    private final DataSource owner;

    Tables(DataSource owner) {
        this.owner = owner;
    }

    List<Row> rows() throws SQLException {
        return read(ROWS, row -> new Row(row.getString(1), row.getObject(2, UUID.class), row.getString(3)));
    }

    /** A delivery that waits for an operator, and why. */
    record Stopped(UUID meldingId, String ref, @Nullable String stopparsak) {}

    List<Stopped> stopped() throws SQLException {
        return read(STOPPED, row -> new Stopped(row.getObject(1, UUID.class), row.getString(2), row.getString(3)));
    }

    /** How many deliveries there are in each state. */
    SortedMap<String, Integer> states() throws SQLException {
        return counts(STATES);
    }

    /** How often each thing has happened, by the history. */
    SortedMap<String, Integer> events() throws SQLException {
        return counts(EVENTS);
    }

    /** Everything that the tables know of a reference, one line each. */
    List<String> story(String ref) throws SQLException {
        List<String> lines = new ArrayList<>(texts(DELIVERY, ref));
        lines.addAll(texts(ATTEMPTS, ref));
        for (String digisosId : texts(CASE, ref)) {
            lines.add("case " + digisosId);
            Timeline.of(owner, UUID.fromString(digisosId)).forEach(event -> lines.add(event.toString()));
        }
        return lines;
    }

    private SortedMap<String, Integer> counts(String query) throws SQLException {
        SortedMap<String, Integer> counts = new TreeMap<>();
        read(query, row -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private List<String> texts(String query, String ref) throws SQLException {
        return read(query, row -> row.getString(1), ref);
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String query, Reader<T> reader, String... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
        }
        return all;
    }
}
