package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Kommunenummer;

/**
 * Every statement that changes the number of a kommune. What it was called before stays good for its cases: a number is given up for
 * søknader alone.
 */
@ApplicationScoped
public class KommunenummerTable {
    /** In which a number ends at midnight. */
    public static final String TIME_ZONE = "Europe/Oslo";

    /** One kommune is made or renumbered at a time, so that no number gets two owners. Nobody who reads waits. */
    private static final String LOCK = "LOCK TABLE kommunenummerbytte IN SHARE ROW EXCLUSIVE MODE";

    private static final String FIND = "SELECT fiks_org_id, fra, til FROM kommunenummer WHERE nummer = ?";

    /** The successors of these numbers, theirs and so on; whether one number is among them. */
    private static final String LEADS_TO = """
            WITH RECURSIVE etter AS (
                SELECT unnest(?::text[]) AS nummer
                 UNION
                SELECT unnest(b.etterfolgere) FROM kommunenummerbytte b JOIN etter e ON b.gammelt = e.nummer)
            SELECT EXISTS (SELECT FROM etter WHERE nummer = ?)""";

    private static final String REPLACE = """
            INSERT INTO kommunenummerbytte (gammelt, fiks_org_id, nytt, etterfolgere, fra) VALUES (?, ?, ?, ?, ?)""";

    /** Not when something has come under the new number, or the new one has been changed again. */
    private static final String UNDO = """
            DELETE FROM kommunenummerbytte b
             WHERE b.gammelt = ?
               AND NOT EXISTS (SELECT FROM kommunenummerbytte s WHERE s.gammelt = b.nytt)
               AND NOT EXISTS (SELECT FROM digisos_sak s WHERE s.kommunenummer = b.nytt)
            RETURNING fiks_org_id""";

    /** What came of an attempt to end a number. */
    public enum Outcome {
        BYTTET,
        /** No kommune has the number that is to end. */
        UKJENT,
        /** It has an end already. */
        HAR_ETTERFOLGER,
        /** It would end before it begins. */
        FOR_TIDLIG,
        /** The new number is a kommune's already: that one can only take over. */
        NYTT_FINNES,
        /** Nobody has the number of the kommune that is to take over, or it is the same kommune. */
        INGEN_OVERTAR,
        /** The successors lead back to the number that is to end. */
        RING
    }

    private record Validity(UUID fiksOrgId, Optional<Instant> fra, Optional<Instant> til) {}

    /** Keeps others from making or renumbering kommuner until the transaction ends. */
    static void lock(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute(LOCK);
        }
    }

    /**
     * Ends a number, in the caller's transaction.
     *
     * @param successors where søknader are sent instead, at least one
     * @param follows whether the first of them is the same kommune's number from then on; else it is another's, which takes over
     * @param from from this moment on
     */
    public Outcome replace(
            Connection c, Kommunenummer old, List<Kommunenummer> successors, boolean follows, Instant from)
            throws SQLException {
        lock(c);
        Optional<Validity> found = find(c, old);
        if (found.isEmpty()) {
            return Outcome.UKJENT;
        }
        if (found.get().til().isPresent()) {
            return Outcome.HAR_ETTERFOLGER;
        }
        if (found.get().fra().filter(begun -> !begun.isBefore(from)).isPresent()) {
            return Outcome.FOR_TIDLIG;
        }
        if (leadsTo(c, successors, old)) {
            return Outcome.RING;
        }
        UUID fiksOrgId = found.get().fiksOrgId();
        Optional<Validity> next = find(c, successors.getFirst());
        if (follows && next.isPresent()) {
            return Outcome.NYTT_FINNES;
        }
        if (!follows && next.filter(n -> !n.fiksOrgId().equals(fiksOrgId)).isEmpty()) {
            return Outcome.INGEN_OVERTAR;
        }
        try (PreparedStatement statement = c.prepareStatement(REPLACE)) {
            statement.setString(1, old.verdi());
            statement.setObject(2, fiksOrgId);
            statement.setString(3, follows ? successors.getFirst().verdi() : null);
            statement.setArray(
                    4,
                    KommuneTable.texts(
                            c, successors.stream().map(Kommunenummer::verdi).toList()));
            statement.setObject(5, OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
            statement.executeUpdate();
        }
        return Outcome.BYTTET;
    }

    /** The kommune that has, had or will have the number, as fiksOrg. */
    public Optional<UUID> fiksOrg(Connection c, Kommunenummer number) throws SQLException {
        return find(c, number).map(Validity::fiksOrgId);
    }

    private static Optional<Validity> find(Connection c, Kommunenummer number) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setString(1, number.verdi());
            try (ResultSet r = statement.executeQuery()) {
                return r.next()
                        ? Optional.of(new Validity(r.getObject(1, UUID.class), time(r, 2), time(r, 3)))
                        : Optional.empty();
            }
        }
    }

    private static boolean leadsTo(Connection c, List<Kommunenummer> successors, Kommunenummer number)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(LEADS_TO)) {
            statement.setArray(1, numbers(c, successors));
            statement.setString(2, number.verdi());
            try (ResultSet r = statement.executeQuery()) {
                r.next();
                return r.getBoolean(1);
            }
        }
    }

    private static Array numbers(Connection c, List<Kommunenummer> numbers) throws SQLException {
        return KommuneTable.texts(c, numbers.stream().map(Kommunenummer::verdi).toList());
    }

    /**
     * Takes the end of a number back; empty when it has no end, when there are cases under the new number, or that has been changed
     * again.
     *
     * @return the kommune's fiksOrgId
     */
    public Optional<UUID> undo(Connection c, Kommunenummer old) throws SQLException {
        lock(c);
        try (PreparedStatement statement = c.prepareStatement(UNDO)) {
            statement.setString(1, old.verdi());
            try (ResultSet r = statement.executeQuery()) {
                return r.next() ? Optional.of(r.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private static Optional<Instant> time(ResultSet r, int column) throws SQLException {
        return Optional.ofNullable(r.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
