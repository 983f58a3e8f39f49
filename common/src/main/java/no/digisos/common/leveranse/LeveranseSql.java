package no.digisos.common.leveranse;

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

    private static final String DURATION = "? * interval '1 microsecond'";

    private static final String RELEASE_LEASE =
            "leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false";

    private static final String HANDED_OUT = "(leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)";

    private static final String FREE = "(leie_til IS NULL OR leie_til <= digisos_now())";

    private static final String DUE =
            "sendes_tidligst <= digisos_now() AND (oppslag_tidligst IS NULL OR oppslag_tidligst <= digisos_now())";

    private static final String RESUMED =
            "stoppgrunn = NULL, sendes_tidligst = digisos_now(), oppslag_forst = true, svarut_avvisninger = 0,"
                    + " svarut_noytral = false";

    static final String UNDECIDED = "tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')";

    // --- reads
    // ----------------------------------------------------------------------------------------------------------

    /** meldingId */
    static final String FIND = "SELECT * FROM leveranse WHERE id = ?";

    /** meldingId */
    static final String LOCK = FIND + " FOR UPDATE";

    /** kontoId, meldingId */
    static final String FIND_IN_KONTO = "SELECT * FROM leveranse WHERE konto_id = ? AND id = ?";

    /** kontoId, meldingId */
    static final String LOCK_IN_KONTO = FIND_IN_KONTO + " FOR UPDATE";

    /** kontoId, also leased ones?, offset, limit */
    static final String PEEK = """
            SELECT * FROM leveranse
             WHERE konto_id = ? AND tilstand = 'I_KO' AND (? OR\s""" + FREE + """
            )
             ORDER BY lopenummer OFFSET ? LIMIT ?""";

    /** kontoIds, limit. What a SvarInn receiver may take: nobody's lease, no rest, and not on its way out of the queue. */
    static final String SVARINN_LIST = """
            SELECT * FROM leveranse
             WHERE konto_id = ANY (?) AND tilstand = 'I_KO' AND frist > digisos_now() AND\s""" + FREE + """

               AND (leies_tidligst IS NULL OR leies_tidligst <= digisos_now())
             ORDER BY lopenummer LIMIT ?""";

    /**
     * whether an attempt has begun, wait after an attempt's start, wait before asking again, meldingId. From when its outcome is
     * known, if all goes well.
     */
    static final String RESOLVED_AT =
            """
            SELECT CASE WHEN tidligst > naa THEN tidligst ELSE naa + igjen END
              FROM (SELECT digisos_now() AS naa,
                           CASE WHEN ? THEN svarut_startet ELSE greatest(sendes_tidligst, oppslag_tidligst) END +\s""" + DURATION + " AS tidligst, " + DURATION + " AS igjen FROM leveranse WHERE id = ?) l";

    /** kontoId */
    static final String QUEUE_COUNTS = """
            SELECT count(*), count(DISTINCT leie_integrasjon) FILTER (WHERE leie_til > digisos_now())
              FROM leveranse WHERE konto_id = ? AND tilstand = 'I_KO'""";

    // --- acceptance and release
    // -----------------------------------------------------------------------------------------

    /**
     * digisosId. Waits for a decision that is under way, and then sees its outcome: with FOR SHARE the newest version of
     * the row is what the condition is checked against.
     */
    static final String LOCK_PREDECESSOR = "SELECT id FROM leveranse WHERE digisos_id = ? AND " + UNDECIDED
            + " ORDER BY lopenummer DESC LIMIT 1 FOR SHARE";

    /** meldingId, innsendingId, digisosId, kommunenummer, enhetsnummer, meldingType, klientMeldingId, hast, venterPa */
    static final String CREATE = """
            INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, enhetsnummer, melding_type,
                klient_melding_id, hast, venter_pa, tilstand)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'IKKE_SENDT')
            RETURNING *""";

    /**
     * enhetsnummer, kommunenummer. The office's own konto in this kommune if it is active, else the kommune's default.
     * The rest of the demands are made on the one chosen: a second choice could be another office's fagsystem.
     */
    static final String CHOOSE_KONTO = """
            SELECT k.id, k.aktiv, k.sertifikat, k.meldingstyper, digisos_now() AS naa
              FROM kommunenummer n
              JOIN kommune m ON m.fiks_org_id = n.fiks_org_id
              LEFT JOIN konto_navenhet e ON e.fiks_org_id = m.fiks_org_id AND e.enhetsnummer = ?
              LEFT JOIN konto kontor ON kontor.id = e.konto_id AND kontor.fiks_org_id = m.fiks_org_id AND kontor.aktiv
              JOIN konto k ON k.id = coalesce(kontor.id, m.fiks_io_konto_id)
             WHERE n.nummer = ? AND m.bruker_fiks_io""";

    /** kontoId, meldingId. The frist is in seconds: a day of the session's time zone may have 23 or 25 hours. */
    static final String RELEASE_TO_QUEUE = simple(
            LeveranseTransition.FRIGI_TIL_KO,
            "venter_pa = NULL, konto_id = ?, i_ko_siden = digisos_now(), frist = digisos_now()"
                    + " + (SELECT extract(epoch FROM CASE WHEN l.hast THEN k.hastefrist ELSE k.frist END)"
                    + " FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id"
                    + " WHERE n.nummer = l.kommunenummer) * interval '1 second'",
            "",
            "jsonb_build_object('kontoId', konto_id)");

    /** meldingId */
    static final String RELEASE_WITHOUT_KONTO = simple(
            LeveranseTransition.FRIGI_UTEN_KONTO,
            "venter_pa = NULL, " + withdraw(WithdrawalReason.INGEN_KONTO) + ", sendes_tidligst = digisos_now()",
            "",
            "NULL");

    /** meldingId */
    static final String RELEASE_WITHOUT_CERTIFICATE = simple(
            LeveranseTransition.FRIGI_UTEN_SERTIFIKAT,
            "venter_pa = NULL, " + withdraw(WithdrawalReason.SERTIFIKAT_UTLOPT) + ", sendes_tidligst = digisos_now()",
            "",
            "NULL");

    /** meldingId of the decided one */
    static final String LOCK_SUCCESSORS =
            "SELECT * FROM leveranse WHERE venter_pa = ? AND tilstand = 'IKKE_SENDT' ORDER BY lopenummer FOR UPDATE";

    /** limit */
    static final String LOCK_FORGOTTEN = """
            SELECT l.* FROM leveranse l
             WHERE l.tilstand = 'IKKE_SENDT' AND NOT EXISTS (
                   SELECT FROM leveranse f WHERE f.id = l.venter_pa AND f.\s""" + UNDECIDED + """
            )
             ORDER BY l.lopenummer LIMIT ? FOR UPDATE SKIP LOCKED""";

    // --- the queue: what moves the lease, never the state
    // ---------------------------------------------------------------

    /** kontoId, limit, lease, integrasjonId. RETURNING has no order. */
    static final String FETCH = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE konto_id = ? AND tilstand = 'I_KO' AND frist > digisos_now() AND\s""" + FREE + """

                   AND (leies_tidligst IS NULL OR leies_tidligst <= digisos_now())
                 ORDER BY lopenummer LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l
               SET leie_id = gen_random_uuid(), leie_til = digisos_now() +\s""" + DURATION + """
            , leie_integrasjon = ?,
                   leie_data_hentet = false, leveringsforsok = leveringsforsok + 1, kopi_sluppet = NULL,
                   forste_leie = coalesce(forste_leie, digisos_now()), siste_leie = digisos_now()
              FROM valgt WHERE l.id = valgt.id AND l.tilstand = 'I_KO'
            RETURNING l.*""";

    private static final String WITH_LEASE =
            " WHERE konto_id = ? AND id = ? AND tilstand = 'I_KO' AND leie_id = ? AND leie_til > digisos_now()";

    /** lease, kontoId, meldingId, leieId */
    static final String EXTEND_LEASE =
            "UPDATE leveranse SET leie_til = digisos_now() + " + DURATION + WITH_LEASE + " RETURNING *";

    /** kontoId, meldingId, leieId. Given back is as if it had not been handed out. */
    static final String GIVE_BACK_LEASE =
            "UPDATE leveranse SET kopi_sluppet = digisos_now(), leveringsforsok = greatest(leveringsforsok - 1, 0),"
                    + " dataforsok = dataforsok - CASE WHEN leie_data_hentet THEN 1 ELSE 0 END, " + RELEASE_LEASE
                    + WITH_LEASE
                    + " RETURNING *";

    /**
     * integrasjonId, integrasjonId, kontoId, meldingId. The first download under a live lease of this integration counts as
     * an attempt.
     */
    static final String MARK_DATA_FETCHED = """
            UPDATE leveranse
               SET forste_data_hentet = coalesce(forste_data_hentet, digisos_now()), siste_data_hentet = digisos_now(),
                   kopi_sluppet = NULL,
                   dataforsok = dataforsok + CASE WHEN NOT leie_data_hentet AND leie_til > digisos_now()
                       AND leie_integrasjon = ? THEN 1 ELSE 0 END,
                   leie_data_hentet = leie_data_hentet
                       OR coalesce(leie_til > digisos_now() AND leie_integrasjon = ?, false)
             WHERE konto_id = ? AND id = ? AND tilstand = 'I_KO'
            RETURNING *""";

    /**
     * meldingIds. The first showing to a SvarInn receiver hands the message out, and the first after a failure does so anew;
     * nothing else counts there. Locked in order, since two receivers may be shown the same.
     */
    static final String SHOWN_IN_SVARINN = """
            WITH nye AS MATERIALIZED (
                SELECT id FROM leveranse WHERE id = ANY (?) AND tilstand = 'I_KO'
                   AND (leveringsforsok = 0 OR kopi_sluppet IS NOT NULL)
                 ORDER BY lopenummer FOR UPDATE)
            UPDATE leveranse l SET leveringsforsok = greatest(leveringsforsok, 1), kopi_sluppet = NULL
              FROM nye WHERE l.id = nye.id AND l.tilstand = 'I_KO'""";

    /**
     * feilmelding, kontoId, meldingId. Without a lease there is none to end: the message stays where it is. The receiver does not
     * have it until it is handed out anew.
     */
    static final String NOTE_FEILET =
            """
            WITH endret AS (
                UPDATE leveranse SET feilmelding_forseglet = ?, kopi_sluppet = digisos_now()
                 WHERE konto_id = ? AND id = ? AND tilstand = 'I_KO' RETURNING *),\s""" + history("MOTTAK_FEILET", "jsonb_build_object('forsok', leveringsforsok)") + " SELECT * FROM endret";

    /** feilmelding, kontoId, meldingId, leieId. The receiver does not have it until it is handed out anew. */
    static final String FEILET = """
            WITH endret AS (
                UPDATE leveranse SET feilmelding_forseglet = ?, kopi_sluppet = digisos_now(), leies_tidligst = digisos_now() +\s"""
            + FailureBackoff.sql("leveringsforsok") + ", " + RELEASE_LEASE + WITH_LEASE + " RETURNING *), "
            + history("MOTTAK_FEILET", "jsonb_build_object('forsok', leveringsforsok)") + " SELECT * FROM endret";

    // --- receipt and rejection
    // ------------------------------------------------------------------------------------------

    /** mottattAv, fagsystemRef, meldingId, kontoId. With or without a lease: proof of receipt beats a timer. */
    static final String RECEIPT_MOTTATT = decision(
            LeveranseTransition.KVITTER_MOTTATT,
            "bekreftet = digisos_now(), mottatt_av_forseglet = ?, fagsystem_ref_forseglet = ?, stoppgrunn = NULL, "
                    + RELEASE_LEASE,
            " AND konto_id = ? AND " + HANDED_OUT);

    /** mottattAv, fagsystemRef, meldingId, kontoId */
    static final String REMEMBER_LATE_KVITTERING = lateKvittering(LeveranseTransition.HUSK_SEN_KVITTERING);

    /** mottattAv, fagsystemRef, meldingId, kontoId */
    static final String NOTE_LATE_KVITTERING = lateKvittering(LeveranseTransition.NOTER_SEN_KVITTERING);

    /** feilmelding, meldingId, kontoId. No hold: its own reject ends the receiver's chance to receipt. */
    static final String REJECT = simple(
            LeveranseTransition.AVVIS,
            "feilmelding_forseglet = ?, kopi_sluppet = digisos_now(), " + withdraw(WithdrawalReason.AVVIST)
                    + ", sendes_tidligst = digisos_now(), " + RELEASE_LEASE,
            " AND konto_id = ? AND " + HANDED_OUT,
            "NULL");

    /** feilmelding, meldingId, kontoId */
    static final String REJECT_AFTER_WITHDRAW = lapse(LeveranseTransition.AVVIS_ETTER_TREKK);

    /** feilmelding, meldingId, kontoId */
    static final String FEILET_AFTER_WITHDRAW = lapse(LeveranseTransition.FEILET_ETTER_TREKK);

    /** word of the history, meldingId, word of the history. Once per shipment, however often the caller repeats. */
    static final String HISTORY_ONCE = """
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse)
            SELECT l.digisos_id, l.innsending_id, l.id, ? FROM leveranse l
             WHERE l.id = ? AND NOT EXISTS (SELECT FROM historikk h
                   WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id AND h.hendelse = ?)""";

    // --- sweeps
    // -----------------------------------------------------------------------------------------------------------

    /**
     * grace, limit, hold, grace. The grace is decided by the UPDATE itself: a lease under which data was downloaded is
     * spared until the frist plus the grace, and no longer.
     */
    static final String EXPIRY = sweep(
            LeveranseTransition.UTLOP,
            withdraw(WithdrawalReason.TTL_TIDSAVBRUDD) + ", sendes_tidligst = digisos_now() + " + DURATION + ", "
                    + RELEASE_LEASE,
            "l.frist <= digisos_now() AND NOT (l.leie_data_hentet AND coalesce(l.leie_til > digisos_now(), false)"
                    + " AND digisos_now() < l.frist + " + DURATION + ")",
            "l.frist");

    /** attempts, least time, limit, hold, attempts, least time */
    static final String EXHAUST = sweep(
            LeveranseTransition.OPPBRUK,
            withdraw(WithdrawalReason.MAX_RETRIESAVBRUDD) + ", sendes_tidligst = digisos_now() + " + DURATION + ", "
                    + RELEASE_LEASE,
            "l.dataforsok > 0 AND l.dataforsok >= ? AND l.siste_data_hentet - l.forste_data_hentet >= " + DURATION
                    + " AND (l.leie_til IS NULL OR l.leie_til <= digisos_now())",
            "l.lopenummer");

    /** limit, hold */
    static final String CLOSE_KONTO = sweep(
            LeveranseTransition.STENG_KONTO,
            withdraw(WithdrawalReason.KONTO_STENGT) + ", sendes_tidligst = digisos_now() + " + DURATION + ", "
                    + RELEASE_LEASE,
            "NOT EXISTS (SELECT FROM konto k, kommune m WHERE k.id = l.konto_id AND k.aktiv"
                    + " AND m.fiks_org_id = k.fiks_org_id AND m.bruker_fiks_io)",
            "l.lopenummer");

    /** worker silent for, limit, worker silent for */
    static final String DEAD_SENDERS = sweep(
            LeveranseTransition.MIST_SVARET,
            "",
            "l.svarut_startet <= digisos_now() - " + DURATION,
            "l.svarut_startet",
            "forsok AS (" + result("'UKJENT'") + "), ");

    // --- SvarUt
    // -----------------------------------------------------------------------------------------------------------

    /** limit */
    static final String READY_FOR_SENDING = "SELECT * FROM leveranse WHERE "
            + LeveranseTransition.START_SVARUT.conditionSql() + " AND " + DUE + " ORDER BY sendes_tidligst LIMIT ?";

    /** meldingId. One at a time begins an attempt under a reference. */
    static final String LOCK_REFERENCE = """
            SELECT pg_advisory_xact_lock(hashtextextended(i.nav_ekstern_ref_id, 0))
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id WHERE l.id = ?""";

    /**
     * worker, meldingId, number of the attempt before, receiver as JSON. Not while another shipment of the same reference may
     * be on its way: a look-up could not tell whose the id is that it finds.
     */
    static final String START = withAttempt(
            LeveranseTransition.START_SVARUT,
            "svarut_forsok = svarut_forsok + 1, svarut_startet = digisos_now(), svarut_arbeider = ?,"
                    + " dublett_kontroll = digisos_now() + interval '1 hour', oppslag_forst = false",
            " AND " + DUE + """
             AND NOT EXISTS (
                SELECT FROM leveranse a JOIN innsending ai ON ai.id = a.innsending_id
                 WHERE a.tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT') AND a.id <> l.id
                   AND ai.nav_ekstern_ref_id = (SELECT i.nav_ekstern_ref_id FROM innsending i WHERE i.id = l.innsending_id))""",
            "INSERT INTO svarut_forsok (leveranse_id, forsok, startet, arbeider, mottaker)"
                    + " SELECT id, svarut_forsok, svarut_startet, svarut_arbeider, ?::jsonb FROM endret",
            false);

    /**
     * forsendelsesId, meldingId, number of the attempt, forsendelsesId. After a restore there may be no attempt row, yet
     * delivery.md rule H must find the id later. An id that is another shipment's is never taken: the references of two may be
     * the same.
     */
    static final String RECEIVED = withAttempt(
            LeveranseTransition.SVARUT_TOK_IMOT,
            "forsendelses_id = ?, svarut_sendt = digisos_now(), svarut_status = NULL, svarut_status_tid = NULL",
            " AND NOT EXISTS (SELECT FROM svarut_forsok a WHERE a.forsendelses_id = ? AND a.leveranse_id <> l.id)",
            "INSERT INTO svarut_forsok AS f (leveranse_id, forsok, startet, arbeider, mottaker, avsluttet, resultat,"
                    + " forsendelses_id)"
                    + " SELECT id, svarut_forsok, svarut_startet, coalesce(svarut_arbeider, 'gjenoppretting'), '{}',"
                    + " digisos_now(), 'SENDT', forsendelses_id FROM endret"
                    + " ON CONFLICT (leveranse_id, forsok) DO UPDATE SET avsluttet = excluded.avsluttet,"
                    + " resultat = excluded.resultat, forsendelses_id = excluded.forsendelses_id",
            true);

    /**
     * forsendelsesId, meldingId, number of the attempt, forsendelsesId. An id that came when the row had moved on: kept, so
     * that it can be told from a duplicate that nobody knows; but not when it is another shipment's.
     */
    static final String KEEP_FORSENDELSE_ID = """
            WITH f AS (
                UPDATE svarut_forsok SET forsendelses_id = ?
                 WHERE leveranse_id = ? AND forsok = ? AND forsendelses_id IS NULL
                   AND NOT EXISTS (SELECT FROM svarut_forsok a
                                    WHERE a.forsendelses_id = ? AND a.leveranse_id <> svarut_forsok.leveranse_id)
                RETURNING *),
            kontrollen AS (UPDATE leveranse l SET dublett_kontroll = digisos_now() FROM f WHERE l.id = f.leveranse_id)
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
            SELECT l.digisos_id, l.innsending_id, l.id, 'SVARUT_DUBLETT',
                   jsonb_build_object('forsok', f.forsok, 'forsendelsesId', f.forsendelses_id)
              FROM f JOIN leveranse l ON l.id = f.leveranse_id""";

    /** meldingId, number of the attempt */
    static final String LOSE_ANSWER = withAttempt(LeveranseTransition.MIST_SVARET, "", "", result("'UKJENT'"), false);

    /** wait, meldingId, number of the attempt, result of the attempt */
    static final String REFUSED = withAttempt(
            LeveranseTransition.SVARUT_NEKTET, "sendes_tidligst = digisos_now() + " + DURATION, "", result("?"), false);

    /** meldingId, number of the attempt. Once: the refusal of a neutral one is not healed by another. */
    static final String RETRY_NEUTRALLY = withAttempt(
            LeveranseTransition.SVARUT_NEKTET,
            "sendes_tidligst = digisos_now(), svarut_noytral = true",
            " AND NOT svarut_noytral",
            result("'AVVIST'"),
            false);

    /** meldingId */
    static final String IS_NEUTRAL = "SELECT id FROM leveranse WHERE id = ? AND svarut_noytral";

    /**
     * dokumentIds, reasons, meldingId. What is left out of the letter: once per document in the history, without its name, and with
     * the first one a mail.
     */
    static final String OMITTED =
            """
            WITH utelatt AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT l.digisos_id, l.innsending_id, l.id, 'UTELATT_FRA_UTSKRIFT',
                       jsonb_build_object('dokumentId', u.dokument_id, 'grunn', u.grunn)
                  FROM leveranse l, unnest(?::uuid[], ?::text[]) AS u (dokument_id, grunn)
                 WHERE l.id = ? AND NOT EXISTS (SELECT FROM historikk h
                       WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id AND h.hendelse = 'UTELATT_FRA_UTSKRIFT'
                         AND h.detalj ->> 'dokumentId' = u.dokument_id::text)
                RETURNING leveranse_id),
            endret AS (SELECT l.* FROM leveranse l WHERE l.id IN (SELECT leveranse_id FROM utelatt)),
            \s""" + VarselSql.varsel("UTELATT_FRA_UTSKRIFT", "NULL", "") + ") SELECT id FROM endret";

    /** wait, meldingId, number of the attempt */
    static final String RESOLVE_NOT_SENT = withAttempt(
            LeveranseTransition.AVKLAR_IKKE_SENDT,
            "sendes_tidligst = digisos_now() + " + DURATION,
            "",
            result("'IKKE_SENDT'"),
            false);

    /** meldingId, number of the attempt, result of the attempt */
    static final String RESOLVE_CONFIRMED =
            withAttempt(LeveranseTransition.AVKLAR_BEKREFTET, "bekreftet = digisos_now()", "", result("?"), true);

    /** reason, meldingId, number of the attempt. The mail that tells of it is written with it. */
    static final String STOP = withAttempt(
            LeveranseTransition.STOPP,
            "stoppgrunn = ?",
            "",
            "UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'AVVIST' FROM endret e"
                    + " WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok AND f.resultat IS NULL), "
                    + VarselSql.varsel("STOPPET", "stoppgrunn", ""),
            false);

    /** refusals, limit, reason, refusals: SvarUt took it and refused it again and again, and a repeat heals nothing. */
    static final String STOP_REJECTED = sweep(
            LeveranseTransition.STOPP,
            ", stoppgrunn = ?",
            "l.svarut_avvisninger >= ? AND l.tilstand = 'SVARUT_FEIL'",
            "l.sendes_tidligst",
            VarselSql.varsel("STOPPET", "stoppgrunn", "") + "), ");

    /** wait, meldingId, number of the attempt. Nothing was begun; it is only due later. */
    static final String POSTPONE = "UPDATE leveranse SET sendes_tidligst = digisos_now() + " + DURATION
            + " WHERE id = ? AND svarut_forsok = ? AND " + LeveranseTransition.START_SVARUT.conditionSql()
            + " RETURNING *";

    /** wait, status, meldingId, forsendelsesId, forsendelsesId. The next attempt is a new decision, so the outcome goes. */
    static final String REJECTED = "WITH endret AS (UPDATE leveranse l SET tilstand = "
            + LeveranseTransition.SVARUT_AVVISTE.toSql()
            + ", endret = digisos_now(), sendes_tidligst = digisos_now() + " + DURATION
            + ", svarut_status = ?, svarut_status_tid = digisos_now(), sen_kvittering = NULL, forsendelses_id = NULL,"
            + " kopi_sluppet = coalesce(kopi_sluppet, digisos_now()),"
            + " svarut_sendt = NULL, svarut_avvisninger = svarut_avvisninger + 1 WHERE id = ? AND "
            + LeveranseTransition.SVARUT_AVVISTE.conditionSql()
            + " AND forsendelses_id = ? RETURNING *), "
            + "utfall AS (DELETE FROM leveranse_utfall u USING endret e WHERE u.leveranse_id = e.id"
            + " AND u.utfall = 'SVARUT_SENDT'), "
            + "forsok AS (UPDATE svarut_forsok f SET avvist_av_svarut = true FROM endret e"
            + " WHERE f.leveranse_id = e.id AND f.forsendelses_id = ?), "
            + history(
                    LeveranseTransition.SVARUT_AVVISTE.hendelse(), "jsonb_build_object('svarutStatus', svarut_status)")
            + " SELECT * FROM endret";

    /** status, meldingId, forsendelsesId. History only when the status is a new one. */
    static final String STATUS = """
            WITH foer AS (SELECT id, svarut_status FROM leveranse WHERE id = ? FOR UPDATE),
            endret AS (
                UPDATE leveranse l SET svarut_status = ?, svarut_status_tid = digisos_now() FROM foer
                 WHERE l.id = foer.id AND l.tilstand = 'SVARUT_SENDT' AND l.forsendelses_id = ?
                RETURNING l.*, foer.svarut_status IS DISTINCT FROM l.svarut_status AS ny),
            historikken AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT digisos_id, innsending_id, id, 'SVARUT_STATUS', jsonb_build_object('svarutStatus', svarut_status)
                  FROM endret WHERE ny),
            \s"""
            + VarselSql.varsel("MANUELT_HANDTERT", "NULL", " WHERE ny AND svarut_status = 'MANUELT_HANDTERT'") + """
            )
            SELECT * FROM endret""";

    /** ids. SvarUt was asked and did not name them: they are asked about again by plan, and not before the others. */
    static final String ASKED = "UPDATE leveranse SET svarut_status_tid = digisos_now()"
            + " WHERE id = ANY (?) AND tilstand = 'SVARUT_SENDT'";

    /** limit */
    static final String FOR_STATUS_CHECK = """
            SELECT * FROM leveranse
             WHERE tilstand = 'SVARUT_SENDT'
               AND (svarut_status IS NULL OR svarut_status NOT IN ('LEST', 'PRINTET', 'MANUELT_HANDTERT'))
               AND svarut_sendt > digisos_now() - interval '""" + StatusPlan.END.toSeconds() + """
             seconds'
               AND coalesce(svarut_status_tid, svarut_sendt) +\s"""
            + StatusPlan.sql("coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt") + """
             <= digisos_now()
             ORDER BY svarut_status_tid NULLS FIRST LIMIT ?""";

    /** wait, limit */
    static final String UNRESOLVED = "SELECT * FROM leveranse WHERE tilstand = 'SVARUT_UKJENT' AND svarut_startet <="
            + " digisos_now() - " + DURATION + " ORDER BY svarut_startet LIMIT ?";

    /** ids, meldingId. Of the ids that a look-up by reference found: refused earlier, or another shipment's. */
    static final String FOREIGN_IDS = "SELECT DISTINCT forsendelses_id FROM svarut_forsok"
            + " WHERE forsendelses_id = ANY (?) AND (leveranse_id <> ? OR avvist_av_svarut)";

    // --- operators
    // --------------------------------------------------------------------------------------------------------

    /** meldingId */
    static final String RESUME = simple(LeveranseTransition.GJENOPPTA, RESUMED, "", "NULL");

    /** limit. What was stopped for want of an address, when the kommune has one now (delivery.md 4). */
    static final String RESUME_WITH_ADDRESS = sweep(
            LeveranseTransition.GJENOPPTA,
            RESUMED,
            "l.stoppgrunn LIKE '" + LeveranseSvarUt.NO_ADDRESS + "%' AND EXISTS (SELECT FROM kommunenummer n"
                    + " JOIN kommune k ON k.fiks_org_id = n.fiks_org_id WHERE n.nummer = l.kommunenummer AND (k.organisasjonsnummer_svarut IS NOT NULL"
                    + " OR num_nonnulls(k.postadresse_postnummer, k.postadresse_poststed) = 2))",
            "l.lopenummer");

    /** meldingId. An operator does not wait for the back-off; SvarUt is asked first. */
    static final String SEND_NOW = "WITH endret AS (UPDATE leveranse SET sendes_tidligst = digisos_now(),"
            + " oppslag_forst = true WHERE id = ? AND tilstand = 'SVARUT_FEIL' RETURNING *), "
            + history("SENDES_NA", "NULL") + " SELECT * FROM endret";

    /** meldingId. From SVARUT_SENDT there is an outcome already, which the operator's replaces. */
    static final String CLOSE = "WITH endret AS (UPDATE leveranse l SET tilstand = " + LeveranseTransition.LUKK.toSql()
            + ", endret = digisos_now(), lukket = digisos_now(), stoppgrunn = NULL WHERE id = ? AND "
            + LeveranseTransition.LUKK.conditionSql() + " RETURNING *), "
            + "utfall AS (INSERT INTO leveranse_utfall AS u (leveranse_id, utfall) SELECT id, tilstand FROM endret"
            + " ON CONFLICT (leveranse_id) DO UPDATE SET utfall = excluded.utfall, tidspunkt = excluded.tidspunkt"
            + " WHERE u.utfall = 'SVARUT_SENDT'), "
            + history(LeveranseTransition.LUKK.hendelse(), "NULL") + " SELECT * FROM endret";

    /** since. The wait before the look-up starts anew: a call may have begun just before the loss. */
    static final String AFTER_RESTORATION = "WITH endret AS (UPDATE leveranse l SET tilstand = "
            + LeveranseTransition.ETTER_GJENOPPRETTING.toSql()
            + ", endret = digisos_now(), svarut_startet = digisos_now(), oppslag_forst = true WHERE "
            + LeveranseTransition.ETTER_GJENOPPRETTING.conditionSql()
            + " AND (tilstand <> 'TRUKKET' OR trukket >= ?) RETURNING *), "
            + history(LeveranseTransition.ETTER_GJENOPPRETTING.hendelse(), "NULL") + " SELECT id FROM endret";

    /**
     * wait. What was in the queue at the backup may have gone to SvarUt since, also just before the loss: nothing is looked
     * up, and so nothing sent, before SvarUt must have given up what it was receiving. What it has may have been refused. A
     * receipt that was noted at the backup may have been followed by a rejection, so it does not count.
     */
    static final String REQUIRE_LOOKUP =
            "UPDATE leveranse SET oppslag_forst = true, oppslag_tidligst = digisos_now() + "
                    + DURATION
                    + ", sen_kvittering = CASE tilstand WHEN 'SVARUT_UKJENT' THEN NULL ELSE sen_kvittering END"
                    + ", svarut_startet = CASE tilstand WHEN 'SVARUT_UKJENT' THEN digisos_now() ELSE svarut_startet END"
                    + " WHERE " + UNDECIDED
                    + " OR (tilstand = 'SVARUT_SENDT' AND svarut_sendt > digisos_now() - interval '"
                    + StatusPlan.END.toSeconds() + " seconds')";

    // --- a case's end
    // -------------------------------------------------------------------------------------------------------

    /** Needs its documents still: undecided, or with SvarUt and not certain to stay there. */
    static final String IS_HELD = "(l." + UNDECIDED
            + " OR l.tilstand = 'SVARUT_SENDT' AND coalesce(l.svarut_status, '') NOT IN ('LEST', 'PRINTET')"
            + " AND l.svarut_sendt > digisos_now() - interval '" + StatusPlan.END.toSeconds() + " seconds')";

    /** digisosId, digisosId. A row that someone is deciding is passed over and so counts as held: nobody waits here. */
    static final String HELD = """
            WITH frie AS MATERIALIZED (
                SELECT l.id FROM leveranse l WHERE l.digisos_id = ? AND NOT\s""" + IS_HELD + """
             FOR UPDATE SKIP LOCKED)
            SELECT l.id FROM leveranse l
             WHERE l.digisos_id = ? AND NOT EXISTS (SELECT FROM frie WHERE frie.id = l.id)
             ORDER BY l.lopenummer""";

    /** digisosId */
    static final String FORGET_ANSWER = """
            UPDATE leveranse
               SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL, feilmelding_forseglet = NULL
             WHERE digisos_id = ?""";

    // --- building blocks
    // --------------------------------------------------------------------------------------------------

    private static String withdraw(WithdrawalReason reason) {
        return "aarsak = '" + reason.name() + "', trukket = digisos_now()";
    }

    private static String history(String hendelse, String detail) {
        return "historikken AS (INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)"
                + " SELECT digisos_id, innsending_id, id, '" + hendelse + "', " + detail + " FROM endret)";
    }

    /** The UPDATE of one row: parameters of {@code assignments}, the meldingId, parameters of {@code condition}. */
    private static String oppdatering(LeveranseTransition transition, String assignments, String condition) {
        return "WITH endret AS (UPDATE leveranse l SET tilstand = " + transition.toSql() + ", endret = digisos_now()"
                + (assignments.isEmpty() ? "" : ", " + assignments) + " WHERE id = ? AND " + transition.conditionSql()
                + condition
                + " RETURNING *), ";
    }

    private static String simple(LeveranseTransition transition, String assignments, String condition, String detail) {
        return oppdatering(transition, assignments, condition) + history(transition.hendelse(), detail)
                + " SELECT * FROM endret";
    }

    /** A plain INSERT: a second outcome of one shipment fails the statement. */
    private static final String OUTCOME =
            "utfall AS (INSERT INTO leveranse_utfall (leveranse_id, utfall) SELECT id, tilstand FROM endret), ";

    private static String decision(LeveranseTransition transition, String assignments, String condition) {
        return oppdatering(transition, assignments, condition) + OUTCOME + history(transition.hendelse(), "NULL")
                + " SELECT * FROM endret";
    }

    private static String lateKvittering(LeveranseTransition transition) {
        return simple(
                transition,
                "sen_kvittering = digisos_now(), mottatt_av_forseglet = ?, fagsystem_ref_forseglet = ?",
                " AND konto_id = ? AND " + HANDED_OUT,
                "NULL");
    }

    /** The receiver lets go of what was withdrawn: a noted receipt is cleared, and no later one counts. */
    private static String lapse(LeveranseTransition transition) {
        return simple(
                transition,
                "feilmelding_forseglet = ?, kopi_sluppet = digisos_now(), sen_kvittering = NULL,"
                        + " mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL",
                " AND konto_id = ?",
                "NULL");
    }

    private static String result(String value) {
        return "UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = " + value
                + " FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok";
    }

    /** A step of one attempt: the number of the attempt is the fence; it comes right after the meldingId. */
    private static String withAttempt(
            LeveranseTransition transition, String assignments, String condition, String attempt, boolean decides) {
        return oppdatering(transition, assignments, " AND svarut_forsok = ?" + condition) + "forsok AS (" + attempt
                + "), "
                + (decides ? OUTCOME : "")
                + history(transition.hendelse(), "jsonb_build_object('forsok', svarut_forsok)")
                + " SELECT * FROM endret";
    }

    /**
     * Many rows at once. The condition is checked when a row is picked and again by the UPDATE; parameters: condition,
     * limit, {@code assignments}, condition.
     */
    private static String sweep(LeveranseTransition transition, String assignments, String condition, String order) {
        return sweep(transition, ", " + assignments, condition, order, "");
    }

    private static String sweep(
            LeveranseTransition transition, String assignments, String condition, String order, String also) {
        String where = "l." + transition.conditionSql() + " AND " + condition;
        return "WITH valgt AS MATERIALIZED (SELECT id FROM leveranse l WHERE " + where + " ORDER BY " + order
                + " LIMIT ? FOR UPDATE SKIP LOCKED), "
                + "endret AS (UPDATE leveranse l SET tilstand = " + transition.toSql() + ", endret = digisos_now()"
                + assignments + " FROM valgt WHERE l.id = valgt.id AND " + where + " RETURNING l.*), " + also
                + history(transition.hendelse(), "NULL") + " SELECT id FROM endret";
    }
}
