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
public class Kommunenumre {
    /** In which a number ends at midnight. */
    public static final String TIDSSONE = "Europe/Oslo";

    /** One kommune is made or renumbered at a time, so that no number gets two owners. Nobody who reads waits. */
    private static final String LAS = "LOCK TABLE kommunenummerbytte IN SHARE ROW EXCLUSIVE MODE";

    private static final String FINN = "SELECT fiks_org_id, fra, til FROM kommunenummer WHERE nummer = ?";

    /** The successors of these numbers, theirs and so on; whether one number is among them. */
    private static final String FORER_TIL = """
            WITH RECURSIVE etter AS (
                SELECT unnest(?::text[]) AS nummer
                 UNION
                SELECT unnest(b.etterfolgere) FROM kommunenummerbytte b JOIN etter e ON b.gammelt = e.nummer)
            SELECT EXISTS (SELECT FROM etter WHERE nummer = ?)""";

    private static final String BYTT = """
            INSERT INTO kommunenummerbytte (gammelt, fiks_org_id, nytt, etterfolgere, fra) VALUES (?, ?, ?, ?, ?)""";

    /** Not when something has come under the new number, or the new one has been changed again. */
    private static final String ANGRE = """
            DELETE FROM kommunenummerbytte b
             WHERE b.gammelt = ?
               AND NOT EXISTS (SELECT FROM kommunenummerbytte s WHERE s.gammelt = b.nytt)
               AND NOT EXISTS (SELECT FROM digisos_sak s WHERE s.kommunenummer = b.nytt)
            RETURNING fiks_org_id""";

    /** What came of an attempt to end a number. */
    public enum Utfall {
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

    private record Nummer(UUID fiksOrgId, Optional<Instant> fra, Optional<Instant> til) {}

    /** Keeps others from making or renumbering kommuner until the transaction ends. */
    static void las(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute(LAS);
        }
    }

    /**
     * Ends a number, in the caller's transaction.
     *
     * @param etterfolgere where søknader are sent instead, at least one
     * @param folger whether the first of them is the same kommune's number from then on; else it is another's, which takes over
     * @param fra from this moment on
     */
    public Utfall bytt(
            Connection c, Kommunenummer gammelt, List<Kommunenummer> etterfolgere, boolean folger, Instant fra)
            throws SQLException {
        las(c);
        Optional<Nummer> funnet = finn(c, gammelt);
        if (funnet.isEmpty()) {
            return Utfall.UKJENT;
        }
        if (funnet.get().til().isPresent()) {
            return Utfall.HAR_ETTERFOLGER;
        }
        if (funnet.get().fra().filter(begynt -> !begynt.isBefore(fra)).isPresent()) {
            return Utfall.FOR_TIDLIG;
        }
        if (forerTil(c, etterfolgere, gammelt)) {
            return Utfall.RING;
        }
        UUID fiksOrgId = funnet.get().fiksOrgId();
        Optional<Nummer> neste = finn(c, etterfolgere.getFirst());
        if (folger && neste.isPresent()) {
            return Utfall.NYTT_FINNES;
        }
        if (!folger && neste.filter(n -> !n.fiksOrgId().equals(fiksOrgId)).isEmpty()) {
            return Utfall.INGEN_OVERTAR;
        }
        try (PreparedStatement statement = c.prepareStatement(BYTT)) {
            statement.setString(1, gammelt.verdi());
            statement.setObject(2, fiksOrgId);
            statement.setString(3, folger ? etterfolgere.getFirst().verdi() : null);
            statement.setArray(
                    4,
                    Kommuner.tekster(
                            c, etterfolgere.stream().map(Kommunenummer::verdi).toList()));
            statement.setObject(5, OffsetDateTime.ofInstant(fra, ZoneOffset.UTC));
            statement.executeUpdate();
        }
        return Utfall.BYTTET;
    }

    /** The kommune that has, had or will have the number, as fiksOrg. */
    public Optional<UUID> fiksOrg(Connection c, Kommunenummer nummer) throws SQLException {
        return finn(c, nummer).map(Nummer::fiksOrgId);
    }

    private static Optional<Nummer> finn(Connection c, Kommunenummer nummer) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FINN)) {
            statement.setString(1, nummer.verdi());
            try (ResultSet r = statement.executeQuery()) {
                return r.next()
                        ? Optional.of(new Nummer(r.getObject(1, UUID.class), tid(r, 2), tid(r, 3)))
                        : Optional.empty();
            }
        }
    }

    private static boolean forerTil(Connection c, List<Kommunenummer> etterfolgere, Kommunenummer nummer)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FORER_TIL)) {
            statement.setArray(1, numre(c, etterfolgere));
            statement.setString(2, nummer.verdi());
            try (ResultSet r = statement.executeQuery()) {
                r.next();
                return r.getBoolean(1);
            }
        }
    }

    private static Array numre(Connection c, List<Kommunenummer> numre) throws SQLException {
        return Kommuner.tekster(c, numre.stream().map(Kommunenummer::verdi).toList());
    }

    /**
     * Takes the end of a number back; empty when it has no end, when there are cases under the new number, or that has been changed
     * again.
     *
     * @return the kommune's fiksOrgId
     */
    public Optional<UUID> angre(Connection c, Kommunenummer gammelt) throws SQLException {
        las(c);
        try (PreparedStatement statement = c.prepareStatement(ANGRE)) {
            statement.setString(1, gammelt.verdi());
            try (ResultSet r = statement.executeQuery()) {
                return r.next() ? Optional.of(r.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private static Optional<Instant> tid(ResultSet r, int kolonne) throws SQLException {
        return Optional.ofNullable(r.getObject(kolonne, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
