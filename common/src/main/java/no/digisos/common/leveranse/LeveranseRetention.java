package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import no.digisos.common.database.Sql;

/**
 * Ends the rows of deliveries. A decided delivery stays as long as its case: the person sees whether the fagsystem has it, later
 * shipments tell where the søknad went, and the receipt is repeated from it. With a deleted case it stays to be accounted for,
 * and is then only counted.
 */
@ApplicationScoped
public class LeveranseRetention {
    /** How far back a run looks beyond the age: what was missed for longer (the job stood still) stays, which harms nobody. */
    private static final String WINDOW = "interval '7 days'";

    static final Sql COUNT_AND_DELETE = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT l.id FROM digisos_sak s JOIN leveranse l ON l.digisos_id = s.digisos_id
                 WHERE s.slettet <= digisos_now() - :age * interval '1 microsecond'
                   AND s.slettet > digisos_now() - :age * interval '1 microsecond' - %s
                   AND l.%s
                   AND NOT EXISTS (SELECT FROM leveranse e WHERE e.venter_pa = l.id)
                 LIMIT :limit FOR UPDATE OF l SKIP LOCKED),
            forsok AS (DELETE FROM svarut_forsok f USING valgt WHERE f.leveranse_id = valgt.id),
            utfall AS (DELETE FROM leveranse_utfall u USING valgt WHERE u.leveranse_id = valgt.id),
            borte AS (DELETE FROM leveranse l USING valgt WHERE l.id = valgt.id RETURNING l.*),
            telt AS (
                INSERT INTO leveranse_statistikk AS s (maaned, kommunenummer, melding_type, utfall, aarsak, antall)
                SELECT date_trunc('month', opprettet AT TIME ZONE 'Europe/Oslo')::date, kommunenummer, melding_type,
                       tilstand, coalesce(aarsak, ''), count(*)
                  FROM borte GROUP BY 1, 2, 3, 4, 5
                ON CONFLICT (maaned, kommunenummer, melding_type, utfall, aarsak)
                DO UPDATE SET antall = s.antall + excluded.antall)
            SELECT id FROM borte""".formatted(WINDOW, LeveranseState.sqlIn(LeveranseState::decided)));

    /** What the fagsystem said of a receipt, long after it said it: sealed personal data that nobody asks for any more. */
    static final Sql FORGET_ANSWERS = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE %s
                   AND num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet, feilmelding_forseglet) > 0
                   AND endret < digisos_now() - :age * interval '1 microsecond'
                 LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL,
                   feilmelding_forseglet = NULL
              FROM valgt WHERE l.id = valgt.id""".formatted(LeveranseState.sqlIn(LeveranseState::decided)));

    /**
     * Counts and removes decided deliveries of cases that were deleted this long ago, in the caller's transaction. Any number of
     * instances may call it at once.
     *
     * @return how many
     */
    public int countAndDelete(Connection c, Duration age, int max) throws SQLException {
        return COUNT_AND_DELETE.with("age", age).with("limit", max).ids(c).size();
    }

    /**
     * Removes the fagsystems' words from deliveries that were decided this long ago, in the caller's transaction.
     *
     * @return how many
     */
    public int forgetAnswers(Connection c, Duration age, int max) throws SQLException {
        return FORGET_ANSWERS.with("age", age).with("limit", max).run(c);
    }
}
