package no.digisos.common.leveranse;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.database.Sql;

/**
 * Every statement that touches a delivery, in one place. A change of state is one conditional UPDATE rendered from
 * {@link LeveranseTransition}; its history row, its outcome ({@code leveranse_utfall}) and its attempt row are written by the same
 * statement. Zero rows means lost: the caller reads again and answers from the row.
 *
 * <p>Only the database's clock is used. Durations are bound as microseconds. A claim picks its rows in a MATERIALIZED CTE,
 * since a plain sub-select with LIMIT may be run again and take more.
 */
final class LeveranseSql {
    private LeveranseSql() {}

    // --- building blocks
    // --------------------------------------------------------------------------------------------------

    /** Between two assignments, where a line is full. */
    private static final String NEXT = ",\n           ";

    private static final String RELEASE_LEASE =
            "leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false";

    private static final String HANDED_OUT = "(leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)";

    private static final String FREE = "(leie_til IS NULL OR leie_til <= digisos_now())";

    private static final String RESTED = "(leies_tidligst IS NULL OR leies_tidligst <= digisos_now())";

    private static final String DUE =
            "sendes_tidligst <= digisos_now() AND (oppslag_tidligst IS NULL OR oppslag_tidligst <= digisos_now())";

    private static final String STARTED = "stoppgrunn = NULL, stopparsak = NULL";

    private static final String RESUMED = STARTED + ", sendes_tidligst = digisos_now(), oppslag_forst = true,"
            + " svarut_avvisninger = 0, svarut_noytral = false";

    private static final String AFTER_HOLD = "sendes_tidligst = digisos_now() + :hold * interval '1 microsecond'";

    private static final String AFTER_WAIT = "sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'";

    private static final String OF_ATTEMPT = "jsonb_build_object('forsok', svarut_forsok)";

    private static final String OF_DELIVERY = "jsonb_build_object('forsok', leveringsforsok)";

    static final String UNDECIDED = LeveranseState.sqlNotIn(LeveranseState::decided);

    /** SvarUt may still change what it says of it. */
    private static final String ASKED_FOR =
            "svarut_sendt > digisos_now() - interval '" + StatusPlan.END.toSeconds() + " seconds'";

    /** A plain INSERT: a second outcome of one shipment fails the statement. */
    private static final String OUTCOME = """
            utfall AS (INSERT INTO leveranse_utfall (leveranse_id, utfall) SELECT id, tilstand FROM endret),
            """;

    private static final String ROW = "\nSELECT * FROM endret";

    private static final String ID = "\nSELECT id FROM endret";

    private static String withdraw(WithdrawalReason reason) {
        return "aarsak = '" + reason.name() + "', trukket = digisos_now()";
    }

    private static String history(LeveranseTransition transition, String detail) {
        return history(transition.hendelse(), detail);
    }

    private static String history(String hendelse, String detail) {
        return """
                historikken AS (
                    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                    SELECT digisos_id, innsending_id, id, '%s', %s FROM endret)""".formatted(hendelse, detail);
    }

    /** The UPDATE of one row, {@code :meldingId}. */
    private static String change(LeveranseTransition transition, String assignments, String condition) {
        return """
                WITH endret AS (
                    UPDATE leveranse l SET %s
                     WHERE id = :meldingId AND %s
                    RETURNING *),
                """.formatted(set(transition, assignments), and(transition.conditionSql(), condition));
    }

    private static String and(String... conditions) {
        return Stream.of(conditions)
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining("\n       AND "));
    }

    private static String set(LeveranseTransition transition, String assignments) {
        return "tilstand = " + transition.toSql() + ", endret = digisos_now()"
                + (assignments.isEmpty() ? "" : NEXT + assignments);
    }

    private static Sql simple(LeveranseTransition transition, String assignments, String condition) {
        return Sql.of(change(transition, assignments, condition) + history(transition, "NULL") + ROW);
    }

    private static Sql lateKvittering(LeveranseTransition transition) {
        return simple(
                transition,
                "sen_kvittering = digisos_now(), mottatt_av_forseglet = :mottattAv, fagsystem_ref_forseglet = :fagsystemRef",
                "konto_id = :kontoId AND " + HANDED_OUT);
    }

    /** The receiver lets go of what was withdrawn: a noted receipt is cleared, and no later one counts. */
    private static Sql lapse(LeveranseTransition transition) {
        return simple(
                transition,
                "feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(), sen_kvittering = NULL" + NEXT
                        + "mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL",
                "konto_id = :kontoId");
    }

    private static String attempt(String statement) {
        return "forsok AS (\n" + statement.indent(4).stripTrailing() + "),\n";
    }

    private static String result(String value) {
        return attempt("""
                UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = %s
                  FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok""".formatted(value));
    }

    /**
     * A step of one attempt: its number, {@code :attempt}, is the fence.
     *
     * @param also further parts of the statement, each with its comma
     */
    private static Sql withAttempt(
            LeveranseTransition transition, String assignments, String condition, String... also) {
        return Sql.of(change(transition, assignments, and("svarut_forsok = :attempt", condition))
                + String.join("", also)
                + history(transition, OF_ATTEMPT)
                + ROW);
    }

    /**
     * Many rows at once, at most {@code :limit}. The condition is checked when a row is picked and again by the UPDATE.
     *
     * @param also further parts of the statement, each with its comma
     */
    private static Sql sweep(
            LeveranseTransition transition, String assignments, String condition, String order, String... also) {
        String where = and("l." + transition.conditionSql(), condition);
        return Sql.of("""
                WITH valgt AS MATERIALIZED (
                    SELECT id FROM leveranse l
                     WHERE %1$s
                     ORDER BY %2$s LIMIT :limit FOR UPDATE SKIP LOCKED),
                endret AS (
                    UPDATE leveranse l SET %3$s
                      FROM valgt
                     WHERE l.id = valgt.id AND %1$s
                    RETURNING l.*),
                """.formatted(where, order, set(transition, assignments))
                + String.join("", also)
                + history(transition, "NULL")
                + ID);
    }

    // --- reads
    // ----------------------------------------------------------------------------------------------------------

    static final Sql FIND = Sql.of("SELECT * FROM leveranse WHERE id = :meldingId");

    static final Sql LOCK = Sql.of("SELECT * FROM leveranse WHERE id = :meldingId FOR UPDATE");

    static final Sql FIND_IN_KONTO = Sql.of("SELECT * FROM leveranse WHERE konto_id = :kontoId AND id = :meldingId");

    static final Sql LOCK_IN_KONTO =
            Sql.of("SELECT * FROM leveranse WHERE konto_id = :kontoId AND id = :meldingId FOR UPDATE");

    /** {@code :alsoLeased} shows those under a live lease too. */
    static final Sql PEEK = Sql.of("""
            SELECT * FROM leveranse
             WHERE konto_id = :kontoId AND tilstand = 'I_KO' AND (:alsoLeased OR %s)
             ORDER BY lopenummer OFFSET :offset LIMIT :limit""".formatted(FREE));

    /** What a SvarInn receiver may take: nobody's lease, no rest, and not on its way out of the queue. */
    static final Sql SVARINN_LIST = Sql.of("""
            SELECT * FROM leveranse
             WHERE konto_id = ANY (:kontoIds) AND tilstand = 'I_KO' AND frist > digisos_now()
               AND %s
               AND %s
             ORDER BY lopenummer LIMIT :limit""".formatted(FREE, RESTED));

    /** From when an attempt's outcome is known, if all goes well: {@code :after} its start, else {@code :again} from now. */
    static final Sql RESOLVED_AT = Sql.of("""
            SELECT CASE WHEN tidligst > naa THEN tidligst ELSE naa + igjen END
              FROM (SELECT digisos_now() AS naa,
                           CASE WHEN :begun THEN svarut_startet ELSE greatest(sendes_tidligst, oppslag_tidligst) END
                               + :after * interval '1 microsecond' AS tidligst,
                           :again * interval '1 microsecond' AS igjen
                      FROM leveranse WHERE id = :meldingId) l""");

    static final Sql QUEUE_COUNTS = Sql.of("""
            SELECT count(*), count(DISTINCT leie_integrasjon) FILTER (WHERE leie_til > digisos_now())
              FROM leveranse WHERE konto_id = :kontoId AND tilstand = 'I_KO'""");

    // --- acceptance and release
    // -----------------------------------------------------------------------------------------

    /**
     * Waits for a decision that is under way, and then sees its outcome: with FOR SHARE the newest version of the row is what
     * the condition is checked against.
     */
    static final Sql LOCK_PREDECESSOR = Sql.of("""
            SELECT id FROM leveranse
             WHERE digisos_id = :digisosId AND %s
             ORDER BY lopenummer DESC LIMIT 1 FOR SHARE""".formatted(UNDECIDED));

    static final Sql CREATE = Sql.of("""
            INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, enhetsnummer, melding_type,
                klient_melding_id, hast, venter_pa, tilstand)
            VALUES (:meldingId, :innsendingId, :digisosId, :kommunenummer, :enhetsnummer, :meldingType,
                :klientMeldingId, :hast, :venterPa, 'IKKE_SENDT')
            RETURNING *""");

    /**
     * The office's own konto in this kommune if it is active, else the kommune's default. The rest of the demands are made on the
     * one chosen: a second choice could be another office's fagsystem.
     */
    static final Sql CHOOSE_KONTO = Sql.of("""
            SELECT k.id, k.aktiv, k.sertifikat, k.meldingstyper, digisos_now() AS naa
              FROM kommunenummer n
              JOIN kommune m ON m.fiks_org_id = n.fiks_org_id
              LEFT JOIN konto_navenhet e ON e.fiks_org_id = m.fiks_org_id AND e.enhetsnummer = :enhetsnummer
              LEFT JOIN konto kontor ON kontor.id = e.konto_id AND kontor.fiks_org_id = m.fiks_org_id AND kontor.aktiv
              JOIN konto k ON k.id = coalesce(kontor.id, m.fiks_io_konto_id)
             WHERE n.nummer = :kommunenummer AND m.bruker_fiks_io""");

    /** The frist is in seconds: a day of the session's time zone may have 23 or 25 hours. */
    static final Sql RELEASE_TO_QUEUE = Sql.of(change(LeveranseTransition.FRIGI_TIL_KO, """
            venter_pa = NULL, konto_id = :kontoId, i_ko_siden = digisos_now(),
                       frist = digisos_now() + (
                           SELECT extract(epoch FROM CASE WHEN l.hast THEN k.hastefrist ELSE k.frist END)
                             FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
                            WHERE n.nummer = l.kommunenummer) * interval '1 second'""", "")
            + history(LeveranseTransition.FRIGI_TIL_KO, "jsonb_build_object('kontoId', konto_id)")
            + ROW);

    static final Sql RELEASE_WITHOUT_KONTO = simple(
            LeveranseTransition.FRIGI_UTEN_KONTO,
            "venter_pa = NULL, " + withdraw(WithdrawalReason.INGEN_KONTO) + ", sendes_tidligst = digisos_now()",
            "");

    static final Sql RELEASE_WITHOUT_CERTIFICATE = simple(
            LeveranseTransition.FRIGI_UTEN_SERTIFIKAT,
            "venter_pa = NULL, " + withdraw(WithdrawalReason.SERTIFIKAT_UTLOPT) + ", sendes_tidligst = digisos_now()",
            "");

    static final Sql LOCK_SUCCESSORS = Sql.of("""
            SELECT * FROM leveranse
             WHERE venter_pa = :decided AND tilstand = 'IKKE_SENDT'
             ORDER BY lopenummer FOR UPDATE""");

    static final Sql LOCK_FORGOTTEN = Sql.of("""
            SELECT l.* FROM leveranse l
             WHERE l.tilstand = 'IKKE_SENDT'
               AND NOT EXISTS (SELECT FROM leveranse f WHERE f.id = l.venter_pa AND f.%s)
             ORDER BY l.lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED""".formatted(UNDECIDED));

    // --- the queue: what moves the lease, never the state
    // ---------------------------------------------------------------

    /** RETURNING has no order. */
    static final Sql FETCH = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE konto_id = :kontoId AND tilstand = 'I_KO' AND frist > digisos_now()
                   AND %s
                   AND %s
                 ORDER BY lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l
               SET leie_id = gen_random_uuid(), leie_til = digisos_now() + :lease * interval '1 microsecond',
                   leie_integrasjon = :integrasjonId, leie_data_hentet = false,
                   leveringsforsok = leveringsforsok + 1, kopi_sluppet = NULL,
                   forste_leie = coalesce(forste_leie, digisos_now()), siste_leie = digisos_now()
              FROM valgt WHERE l.id = valgt.id AND l.tilstand = 'I_KO'
            RETURNING l.*""".formatted(FREE, RESTED));

    private static final String WITH_LEASE =
            "konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO' AND leie_id = :leieId AND leie_til > digisos_now()";

    static final Sql EXTEND_LEASE = Sql.of("""
            UPDATE leveranse SET leie_til = digisos_now() + :lease * interval '1 microsecond'
             WHERE %s
            RETURNING *""".formatted(WITH_LEASE));

    /** Given back is as if it had not been handed out. */
    static final Sql GIVE_BACK_LEASE = Sql.of("""
            UPDATE leveranse
               SET kopi_sluppet = digisos_now(), leveringsforsok = greatest(leveringsforsok - 1, 0),
                   dataforsok = dataforsok - CASE WHEN leie_data_hentet THEN 1 ELSE 0 END,
                   %s
             WHERE %s
            RETURNING *""".formatted(RELEASE_LEASE, WITH_LEASE));

    /** The first download under a live lease of this integration counts as an attempt. */
    static final Sql MARK_DATA_FETCHED = Sql.of("""
            UPDATE leveranse
               SET forste_data_hentet = coalesce(forste_data_hentet, digisos_now()), siste_data_hentet = digisos_now(),
                   kopi_sluppet = NULL,
                   dataforsok = dataforsok + CASE WHEN NOT leie_data_hentet AND leie_til > digisos_now()
                       AND leie_integrasjon = :integrasjonId THEN 1 ELSE 0 END,
                   leie_data_hentet = leie_data_hentet
                       OR coalesce(leie_til > digisos_now() AND leie_integrasjon = :integrasjonId, false)
             WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO'
            RETURNING *""");

    /**
     * The first showing to a SvarInn receiver hands the message out, and the first after a failure does so anew; nothing else
     * counts there. Locked in order, since two receivers may be shown the same.
     */
    static final Sql SHOWN_IN_SVARINN = Sql.of("""
            WITH nye AS MATERIALIZED (
                SELECT id FROM leveranse WHERE id = ANY (:meldingIds) AND tilstand = 'I_KO'
                   AND (leveringsforsok = 0 OR kopi_sluppet IS NOT NULL)
                 ORDER BY lopenummer FOR UPDATE)
            UPDATE leveranse l SET leveringsforsok = greatest(leveringsforsok, 1), kopi_sluppet = NULL
              FROM nye WHERE l.id = nye.id AND l.tilstand = 'I_KO'""");

    /**
     * Without a lease there is none to end: the message stays where it is. The receiver does not have it until it is handed out
     * anew.
     */
    static final Sql NOTE_FEILET = Sql.of("""
            WITH endret AS (
                UPDATE leveranse SET feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now()
                 WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO'
                RETURNING *),
            """ + history("MOTTAK_FEILET", OF_DELIVERY) + ROW);

    /** The receiver does not have it until it is handed out anew. */
    static final Sql FEILET = Sql.of("""
            WITH endret AS (
                UPDATE leveranse
                   SET feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(),
                       leies_tidligst = digisos_now() + %s,
                       %s
                 WHERE %s
                RETURNING *),
            """.formatted(FailureBackoff.sql("leveringsforsok"), RELEASE_LEASE, WITH_LEASE)
            + history("MOTTAK_FEILET", OF_DELIVERY)
            + ROW);

    // --- receipt and rejection
    // ------------------------------------------------------------------------------------------

    /** With or without a lease: proof of receipt beats a timer. */
    static final Sql RECEIPT_MOTTATT = Sql.of(change(
                    LeveranseTransition.KVITTER_MOTTATT,
                    "bekreftet = digisos_now(), mottatt_av_forseglet = :mottattAv,"
                            + " fagsystem_ref_forseglet = :fagsystemRef" + NEXT + STARTED + ", " + RELEASE_LEASE,
                    "konto_id = :kontoId AND " + HANDED_OUT)
            + OUTCOME
            + history(LeveranseTransition.KVITTER_MOTTATT, "NULL")
            + ROW);

    static final Sql REMEMBER_LATE_KVITTERING = lateKvittering(LeveranseTransition.HUSK_SEN_KVITTERING);

    static final Sql NOTE_LATE_KVITTERING = lateKvittering(LeveranseTransition.NOTER_SEN_KVITTERING);

    /** No hold: its own reject ends the receiver's chance to receipt. */
    static final Sql REJECT = simple(
            LeveranseTransition.AVVIS,
            "feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now()" + NEXT
                    + withdraw(WithdrawalReason.AVVIST) + ", sendes_tidligst = digisos_now()" + NEXT + RELEASE_LEASE,
            "konto_id = :kontoId AND " + HANDED_OUT);

    static final Sql REJECT_AFTER_WITHDRAW = lapse(LeveranseTransition.AVVIS_ETTER_TREKK);

    static final Sql FEILET_AFTER_WITHDRAW = lapse(LeveranseTransition.FEILET_ETTER_TREKK);

    /** Once per shipment, however often the caller repeats. */
    static final Sql HISTORY_ONCE = Sql.of("""
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse)
            SELECT l.digisos_id, l.innsending_id, l.id, :hendelse FROM leveranse l
             WHERE l.id = :meldingId AND NOT EXISTS (SELECT FROM historikk h
                   WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id AND h.hendelse = :hendelse)""");

    // --- sweeps
    // -----------------------------------------------------------------------------------------------------------

    /**
     * The grace is decided by the UPDATE itself: a lease under which data was downloaded is spared until the frist plus the
     * grace, and no longer.
     */
    static final Sql EXPIRY = sweep(
            LeveranseTransition.UTLOP,
            withdraw(WithdrawalReason.TTL_TIDSAVBRUDD) + NEXT + AFTER_HOLD + ", " + RELEASE_LEASE,
            and("l.frist <= digisos_now()", """
                    NOT (l.leie_data_hentet AND coalesce(l.leie_til > digisos_now(), false)
                            AND digisos_now() < l.frist + :grace * interval '1 microsecond')"""),
            "l.frist");

    static final Sql EXHAUST = sweep(
            LeveranseTransition.OPPBRUK,
            withdraw(WithdrawalReason.MAX_RETRIESAVBRUDD) + NEXT + AFTER_HOLD + ", " + RELEASE_LEASE,
            and(
                    "l.dataforsok > 0 AND l.dataforsok >= :maxAttempts",
                    "l.siste_data_hentet - l.forste_data_hentet >= :leastTime * interval '1 microsecond'",
                    "(l.leie_til IS NULL OR l.leie_til <= digisos_now())"),
            "l.lopenummer");

    static final Sql CLOSE_KONTO = sweep(
            LeveranseTransition.STENG_KONTO,
            withdraw(WithdrawalReason.KONTO_STENGT) + NEXT + AFTER_HOLD + ", " + RELEASE_LEASE,
            "NOT EXISTS (SELECT FROM konto k, kommune m WHERE k.id = l.konto_id AND k.aktiv"
                    + " AND m.fiks_org_id = k.fiks_org_id AND m.bruker_fiks_io)",
            "l.lopenummer");

    /** Those whose worker has been silent for {@code :silence}. */
    static final Sql DEAD_SENDERS = sweep(
            LeveranseTransition.MIST_SVARET,
            "",
            "l.svarut_startet <= digisos_now() - :silence * interval '1 microsecond'",
            "l.svarut_startet",
            result("'UKJENT'"));

    // --- SvarUt
    // -----------------------------------------------------------------------------------------------------------

    static final Sql READY_FOR_SENDING = Sql.of("""
            SELECT * FROM leveranse
             WHERE %s AND %s
             ORDER BY sendes_tidligst LIMIT :limit""".formatted(LeveranseTransition.START_SVARUT.conditionSql(), DUE));

    /** One at a time begins an attempt under a reference. */
    static final Sql LOCK_REFERENCE = Sql.of("""
            SELECT pg_advisory_xact_lock(hashtextextended(i.nav_ekstern_ref_id, 0))
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id WHERE l.id = :meldingId""");

    /**
     * {@code :attempt} is the number of the attempt before. Not while another shipment of the same reference may be on its way: a
     * look-up could not tell whose the id is that it finds.
     */
    static final Sql START = withAttempt(
            LeveranseTransition.START_SVARUT,
            "svarut_forsok = svarut_forsok + 1, svarut_startet = digisos_now(), svarut_arbeider = :worker" + NEXT
                    + "dublett_kontroll = digisos_now() + interval '1 hour', oppslag_forst = false",
            and(DUE, """
                    NOT EXISTS (
                           SELECT FROM leveranse a JOIN innsending ai ON ai.id = a.innsending_id
                            WHERE a.%s AND a.id <> l.id AND ai.nav_ekstern_ref_id =
                                  (SELECT i.nav_ekstern_ref_id FROM innsending i WHERE i.id = l.innsending_id))""".formatted(LeveranseState.sqlIn(LeveranseState::attemptOpen))),
            attempt("""
                    INSERT INTO svarut_forsok (leveranse_id, forsok, startet, arbeider, mottaker)
                    SELECT id, svarut_forsok, svarut_startet, svarut_arbeider, :recipient::jsonb FROM endret"""));

    /**
     * After a restore there may be no attempt row, yet delivery.md rule H must find the id later. An id that is another
     * shipment's is never taken: the references of two may be the same.
     */
    static final Sql RECEIVED = withAttempt(
            LeveranseTransition.SVARUT_TOK_IMOT,
            "forsendelses_id = :forsendelsesId, svarut_sendt = digisos_now(), svarut_status = NULL, svarut_status_tid = NULL",
            "NOT EXISTS (SELECT FROM svarut_forsok a WHERE a.forsendelses_id = :forsendelsesId AND a.leveranse_id <> l.id)",
            attempt("""
                    INSERT INTO svarut_forsok AS f (leveranse_id, forsok, startet, arbeider, mottaker, avsluttet, resultat,
                        forsendelses_id)
                    SELECT id, svarut_forsok, svarut_startet, coalesce(svarut_arbeider, 'gjenoppretting'), '{}',
                           digisos_now(), 'SENDT', forsendelses_id FROM endret
                    ON CONFLICT (leveranse_id, forsok) DO UPDATE SET avsluttet = excluded.avsluttet,
                        resultat = excluded.resultat, forsendelses_id = excluded.forsendelses_id"""),
            OUTCOME);

    /**
     * An id that came when the row had moved on: kept, so that it can be told from a duplicate that nobody knows; but not when
     * it is another shipment's.
     */
    static final Sql KEEP_FORSENDELSE_ID = Sql.of("""
            WITH f AS (
                UPDATE svarut_forsok SET forsendelses_id = :forsendelsesId
                 WHERE leveranse_id = :meldingId AND forsok = :attempt AND forsendelses_id IS NULL
                   AND NOT EXISTS (SELECT FROM svarut_forsok a
                                    WHERE a.forsendelses_id = :forsendelsesId AND a.leveranse_id <> svarut_forsok.leveranse_id)
                RETURNING *),
            kontrollen AS (UPDATE leveranse l SET dublett_kontroll = digisos_now() FROM f WHERE l.id = f.leveranse_id)
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
            SELECT l.digisos_id, l.innsending_id, l.id, 'SVARUT_DUBLETT',
                   jsonb_build_object('forsok', f.forsok, 'forsendelsesId', f.forsendelses_id)
              FROM f JOIN leveranse l ON l.id = f.leveranse_id""");

    static final Sql LOSE_ANSWER = withAttempt(LeveranseTransition.MIST_SVARET, "", "", result("'UKJENT'"));

    static final Sql REFUSED = withAttempt(LeveranseTransition.SVARUT_NEKTET, AFTER_WAIT, "", result(":result"));

    /** Once: the refusal of a neutral one is not healed by another. */
    static final Sql RETRY_NEUTRALLY = withAttempt(
            LeveranseTransition.SVARUT_NEKTET,
            "sendes_tidligst = digisos_now(), svarut_noytral = true",
            "NOT svarut_noytral",
            result("'AVVIST'"));

    static final Sql IS_NEUTRAL = Sql.of("SELECT id FROM leveranse WHERE id = :meldingId AND svarut_noytral");

    /** What is left out of the letter: once per document in the history, without its name, and with the first one a mail. */
    static final Sql OMITTED = Sql.of("""
            WITH utelatt AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT l.digisos_id, l.innsending_id, l.id, 'UTELATT_FRA_UTSKRIFT',
                       jsonb_build_object('dokumentId', u.dokument_id, 'grunn', u.grunn)
                  FROM leveranse l, unnest(:dokumentIds::uuid[], :reasons::text[]) AS u (dokument_id, grunn)
                 WHERE l.id = :meldingId AND NOT EXISTS (SELECT FROM historikk h
                       WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id AND h.hendelse = 'UTELATT_FRA_UTSKRIFT'
                         AND h.detalj ->> 'dokumentId' = u.dokument_id::text)
                RETURNING leveranse_id),
            endret AS (SELECT l.* FROM leveranse l WHERE l.id IN (SELECT leveranse_id FROM utelatt)),
            """ + VarselSql.varsel(Varsel.Kind.UTELATT_FRA_UTSKRIFT, "NULL", "") + ID);

    static final Sql RESOLVE_NOT_SENT =
            withAttempt(LeveranseTransition.AVKLAR_IKKE_SENDT, AFTER_WAIT, "", result("'IKKE_SENDT'"));

    static final Sql RESOLVE_CONFIRMED = withAttempt(
            LeveranseTransition.AVKLAR_BEKREFTET, "bekreftet = digisos_now()", "", result(":result"), OUTCOME);

    private static final String STOPPED = "stoppgrunn = :stoppgrunn, stopparsak = :stopparsak";

    private static final String STOP_VARSEL = VarselSql.varsel(Varsel.Kind.STOPPET, "stoppgrunn", "");

    /** The mail that tells of it is written with it. */
    static final Sql STOP = withAttempt(LeveranseTransition.STOPP, STOPPED, "", attempt("""
            UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'AVVIST' FROM endret e
             WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok AND f.resultat IS NULL"""), STOP_VARSEL + ",\n");

    /** SvarUt took it and refused it again and again, and a repeat heals nothing. */
    static final Sql STOP_REJECTED = sweep(
            LeveranseTransition.STOPP,
            STOPPED,
            "l.svarut_avvisninger >= :refusals AND l.tilstand = 'SVARUT_FEIL'",
            "l.sendes_tidligst",
            STOP_VARSEL + ",\n");

    /** Nothing was begun; it is only due later. */
    static final Sql POSTPONE = Sql.of("""
            UPDATE leveranse SET %s
             WHERE id = :meldingId AND svarut_forsok = :attempt AND %s
            RETURNING *""".formatted(AFTER_WAIT, LeveranseTransition.START_SVARUT.conditionSql()));

    /** The next attempt is a new decision, so the outcome goes. */
    static final Sql REJECTED = Sql.of(
            change(LeveranseTransition.SVARUT_AVVISTE, AFTER_WAIT + """
            , svarut_status = :status, svarut_status_tid = digisos_now(),
                       sen_kvittering = NULL, forsendelses_id = NULL, kopi_sluppet = coalesce(kopi_sluppet, digisos_now()),
                       svarut_sendt = NULL, svarut_avvisninger = svarut_avvisninger + 1""", "forsendelses_id = :forsendelsesId") + """
            utfall AS (
                DELETE FROM leveranse_utfall u USING endret e
                 WHERE u.leveranse_id = e.id AND u.utfall = 'SVARUT_SENDT'),
            forsok AS (
                UPDATE svarut_forsok f SET avvist_av_svarut = true FROM endret e
                 WHERE f.leveranse_id = e.id AND f.forsendelses_id = :forsendelsesId),
            """
                    + history(LeveranseTransition.SVARUT_AVVISTE, "jsonb_build_object('svarutStatus', svarut_status)")
                    + ROW);

    /** History only when the status is a new one. */
    static final Sql STATUS = Sql.of("""
            WITH foer AS (SELECT id, svarut_status FROM leveranse WHERE id = :meldingId FOR UPDATE),
            endret AS (
                UPDATE leveranse l SET svarut_status = :status, svarut_status_tid = digisos_now() FROM foer
                 WHERE l.id = foer.id AND l.tilstand = 'SVARUT_SENDT' AND l.forsendelses_id = :forsendelsesId
                RETURNING l.*, foer.svarut_status IS DISTINCT FROM l.svarut_status AS ny),
            historikken AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT digisos_id, innsending_id, id, 'SVARUT_STATUS', jsonb_build_object('svarutStatus', svarut_status)
                  FROM endret WHERE ny),
            """
            + VarselSql.varsel(
                    Varsel.Kind.MANUELT_HANDTERT,
                    "NULL",
                    " WHERE ny AND svarut_status = '" + SvarUtStatus.MANUELT_HANDTERT + "'")
            + ROW);

    /** SvarUt was asked and did not name them: they are asked about again by plan, and not before the others. */
    static final Sql ASKED = Sql.of("""
            UPDATE leveranse SET svarut_status_tid = digisos_now()
             WHERE id = ANY (:meldingIds) AND tilstand = 'SVARUT_SENDT'""");

    static final Sql FOR_STATUS_CHECK = Sql.of("""
            SELECT * FROM leveranse
             WHERE tilstand = 'SVARUT_SENDT'
               AND (svarut_status IS NULL OR svarut_status NOT IN (%s))
               AND %s
               AND coalesce(svarut_status_tid, svarut_sendt) + %s <= digisos_now()
             ORDER BY svarut_status_tid NULLS FIRST LIMIT :limit""".formatted(
                    SvarUtStatus.sql(SvarUtStatus::last),
                    ASKED_FOR,
                    StatusPlan.sql("coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt")));

    static final Sql UNRESOLVED = Sql.of("""
            SELECT * FROM leveranse
             WHERE tilstand = 'SVARUT_UKJENT' AND svarut_startet <= digisos_now() - :wait * interval '1 microsecond'
             ORDER BY svarut_startet LIMIT :limit""");

    /** Of the ids that a look-up by reference found: refused earlier, or another shipment's. */
    static final Sql FOREIGN_IDS = Sql.of("""
            SELECT DISTINCT forsendelses_id FROM svarut_forsok
             WHERE forsendelses_id = ANY (:forsendelsesIds) AND (leveranse_id <> :meldingId OR avvist_av_svarut)""");

    // --- operators
    // --------------------------------------------------------------------------------------------------------

    static final Sql RESUME = simple(LeveranseTransition.GJENOPPTA, RESUMED, "");

    /** What was stopped for want of an address, when the kommune has one now (delivery.md 4). */
    static final Sql RESUME_WITH_ADDRESS =
            sweep(LeveranseTransition.GJENOPPTA, RESUMED, """
            l.stopparsak = '%s'
                   AND EXISTS (SELECT FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
                         WHERE n.nummer = l.kommunenummer AND (k.organisasjonsnummer_svarut IS NOT NULL
                            OR num_nonnulls(k.postadresse_postnummer, k.postadresse_poststed) = 2))""".formatted(StopReason.INGEN_ADRESSE), "l.lopenummer");

    /** An operator does not wait for the back-off; SvarUt is asked first. */
    static final Sql SEND_NOW = Sql.of("""
            WITH endret AS (
                UPDATE leveranse SET sendes_tidligst = digisos_now(), oppslag_forst = true
                 WHERE id = :meldingId AND tilstand = 'SVARUT_FEIL'
                RETURNING *),
            """ + history("SENDES_NA", "NULL") + ROW);

    /** From SVARUT_SENDT there is an outcome already, which the operator's replaces. */
    static final Sql CLOSE = Sql.of(change(LeveranseTransition.LUKK, "lukket = digisos_now(), " + STARTED, "") + """
            utfall AS (
                INSERT INTO leveranse_utfall AS u (leveranse_id, utfall) SELECT id, tilstand FROM endret
                ON CONFLICT (leveranse_id) DO UPDATE SET utfall = excluded.utfall, tidspunkt = excluded.tidspunkt
                 WHERE u.utfall = 'SVARUT_SENDT'),
            """
            + history(LeveranseTransition.LUKK, "NULL") + ROW);

    /** The wait before the look-up starts anew: a call may have begun just before the loss. */
    static final Sql AFTER_RESTORATION = Sql.of("""
            WITH endret AS (
                UPDATE leveranse l SET %s
                 WHERE %s AND (tilstand <> 'TRUKKET' OR trukket >= :since)
                RETURNING *),
            """.formatted(
                            set(
                                    LeveranseTransition.ETTER_GJENOPPRETTING,
                                    "svarut_startet = digisos_now(), oppslag_forst = true"),
                            LeveranseTransition.ETTER_GJENOPPRETTING.conditionSql())
            + history(LeveranseTransition.ETTER_GJENOPPRETTING, "NULL")
            + ID);

    /**
     * What was in the queue at the backup may have gone to SvarUt since, also just before the loss: nothing is looked up, and so
     * nothing sent, before SvarUt must have given up what it was receiving. What it has may have been refused. A receipt that was
     * noted at the backup may have been followed by a rejection, so it does not count.
     */
    static final Sql REQUIRE_LOOKUP = Sql.of("""
            UPDATE leveranse
               SET oppslag_forst = true, oppslag_tidligst = digisos_now() + :wait * interval '1 microsecond',
                   sen_kvittering = CASE tilstand WHEN 'SVARUT_UKJENT' THEN NULL ELSE sen_kvittering END,
                   svarut_startet = CASE tilstand WHEN 'SVARUT_UKJENT' THEN digisos_now() ELSE svarut_startet END
             WHERE %s
                OR (tilstand = 'SVARUT_SENDT' AND %s)""".formatted(UNDECIDED, ASKED_FOR));

    // --- a case's end
    // -------------------------------------------------------------------------------------------------------

    /** Needs its documents still: undecided, or with SvarUt and not certain to stay there. */
    static final String IS_HELD =
            "(l.%s OR l.tilstand = 'SVARUT_SENDT' AND coalesce(l.svarut_status, '') NOT IN (%s) AND l.%s)"
                    .formatted(UNDECIDED, SvarUtStatus.sql(SvarUtStatus::delivered), ASKED_FOR);

    /** A row that someone is deciding is passed over and so counts as held: nobody waits here. */
    static final Sql HELD = Sql.of("""
            WITH frie AS MATERIALIZED (
                SELECT l.id FROM leveranse l
                 WHERE l.digisos_id = :digisosId AND NOT %s
                FOR UPDATE SKIP LOCKED)
            SELECT l.id FROM leveranse l
             WHERE l.digisos_id = :digisosId AND NOT EXISTS (SELECT FROM frie WHERE frie.id = l.id)
             ORDER BY l.lopenummer""".formatted(IS_HELD));

    static final Sql FORGET_ANSWER = Sql.of("""
            UPDATE leveranse
               SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL, feilmelding_forseglet = NULL
             WHERE digisos_id = :digisosId""");
}
