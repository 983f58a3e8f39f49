package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
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
    static final Sql LOCK = Sql.of("LOCK TABLE kommunenummerbytte IN SHARE ROW EXCLUSIVE MODE");

    static final Sql FIND = Sql.of("SELECT fiks_org_id, fra, til FROM kommunenummer WHERE nummer = :kommunenummer");

    /** The successors of these numbers, theirs and so on; whether one number is among them. */
    static final Sql LEADS_TO = Sql.of("""
            WITH RECURSIVE etter AS (
                SELECT unnest(:etterfolgere::text[]) AS nummer
                 UNION
                SELECT unnest(b.etterfolgere) FROM kommunenummerbytte b JOIN etter e ON b.gammelt = e.nummer)
            SELECT EXISTS (SELECT FROM etter WHERE nummer = :kommunenummer)""");

    static final Sql REPLACE = Sql.of("""
            INSERT INTO kommunenummerbytte (gammelt, fiks_org_id, nytt, etterfolgere, fra)
            VALUES (:gammelt, :fiksOrgId, :nytt, :etterfolgere, :fra)""");

    /** Not when something has come under the new number, or the new one has been changed again. */
    static final Sql UNDO = Sql.of("""
            DELETE FROM kommunenummerbytte b
             WHERE b.gammelt = :gammelt
               AND NOT EXISTS (SELECT FROM kommunenummerbytte s WHERE s.gammelt = b.nytt)
               AND NOT EXISTS (SELECT FROM digisos_sak s WHERE s.kommunenummer = b.nytt)
            RETURNING fiks_org_id""");

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
        LOCK.call().execute(c);
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
        REPLACE.with("gammelt", old.verdi())
                .with("fiksOrgId", fiksOrgId)
                .with("nytt", follows ? successors.getFirst().verdi() : null)
                .with("etterfolgere", texts(successors))
                .with("fra", from)
                .run(c);
        return Outcome.BYTTET;
    }

    /** The kommune that has, had or will have the number, as fiksOrg. */
    public Optional<UUID> fiksOrg(Connection c, Kommunenummer number) throws SQLException {
        return find(c, number).map(Validity::fiksOrgId);
    }

    private static Optional<Validity> find(Connection c, Kommunenummer number) throws SQLException {
        return FIND.with("kommunenummer", number.verdi())
                .one(
                        c,
                        r -> new Validity(
                                Columns.uuid(r, "fiks_org_id"),
                                Optional.ofNullable(Columns.instantOrNull(r, "fra")),
                                Optional.ofNullable(Columns.instantOrNull(r, "til"))));
    }

    private static boolean leadsTo(Connection c, List<Kommunenummer> successors, Kommunenummer number)
            throws SQLException {
        return LEADS_TO.with("etterfolgere", texts(successors))
                .with("kommunenummer", number.verdi())
                .only(c, r -> r.getBoolean(1));
    }

    private static String[] texts(List<Kommunenummer> numbers) {
        return numbers.stream().map(Kommunenummer::verdi).toArray(String[]::new);
    }

    /**
     * Takes the end of a number back; empty when it has no end, when there are cases under the new number, or that has been changed
     * again.
     *
     * @return the kommune's fiksOrgId
     */
    public Optional<UUID> undo(Connection c, Kommunenummer old) throws SQLException {
        lock(c);
        return UNDO.with("gammelt", old.verdi()).one(c, r -> Columns.uuid(r, "fiks_org_id"));
    }
}
