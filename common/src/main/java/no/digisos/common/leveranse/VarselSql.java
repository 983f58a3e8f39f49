package no.digisos.common.leveranse;

/** The statements behind warnings: the mail's row is written by the statement that changes the delivery. */
final class VarselSql {
    private static final String DURATION = "? * interval '1 microsecond'";

    private VarselSql() {}

    /**
     * A CTE, without its closing bracket, that writes one row of the outbox for each row of {@code endret}.
     *
     * @param reason an expression over {@code endret}, without personal data
     */
    static String varsel(String kind, String reason, String where) {
        return "varselet AS (INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn) SELECT '" + kind
                + "', kommunenummer, id, " + reason + " FROM endret" + where;
    }

    /**
     * earliest, waits, limit. Messages in the queue that have waited for so long, or for half of their frist: each is
     * counted once, in one row of the outbox per kommune and kind, so that ten thousand of them make no ten thousand mails.
     */
    static final String WARN_OF_QUEUE = """
            WITH valgt AS MATERIALIZED (
                SELECT id, CASE WHEN i_ko_siden + (frist - i_ko_siden) / 2 <= digisos_now() THEN 3
                                ELSE 1 END AS naa
                  FROM leveranse
                 WHERE tilstand = 'I_KO' AND varslet & 3 <> 3 AND i_ko_siden <= digisos_now() -\s""" + DURATION + """

                   AND ((varslet & 1 = 0 AND i_ko_siden <= digisos_now() -\s""" + DURATION + """
            )
                     OR (varslet & 2 = 0 AND i_ko_siden + (frist - i_ko_siden) / 2 <= digisos_now()))
                 ORDER BY i_ko_siden LIMIT ? FOR UPDATE SKIP LOCKED),
            endret AS (
                UPDATE leveranse l SET varslet = l.varslet | v.naa FROM valgt v
                 WHERE l.id = v.id AND l.tilstand = 'I_KO'
                RETURNING l.id, l.kommunenummer, v.naa),
            varselet AS (
                INSERT INTO varsel (slag, kommunenummer, leveranse_id, antall)
                SELECT CASE naa WHEN 1 THEN 'VENTER' ELSE 'HALV_FRIST' END, kommunenummer,
                       CASE count(*) WHEN 1 THEN (array_agg(id))[1] END, count(*)
                  FROM endret GROUP BY naa, kommunenummer)
            SELECT id FROM endret""";

    /**
     * late after, limit. Withdrawn, and still neither with SvarUt nor stopped; or reopened that long ago. Once per delivery.
     */
    static final String DELAYED = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE tilstand IN ('TRUKKET', 'SVARUT_FEIL', 'SVARUT_SENDER', 'SVARUT_UKJENT') AND varslet & 4 = 0
                   AND greatest(trukket, svarut_status_tid) <= digisos_now() -\s""" + DURATION + """

                 ORDER BY lopenummer LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET varslet = varslet | 4 FROM valgt WHERE l.id = valgt.id RETURNING l.id""";

    /** limit, lease: shipments to be looked up for duplicates now; another instance takes others. */
    static final String TAKE_FOR_DUPLICATE_CHECK = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse WHERE dublett_kontroll <= digisos_now()
                 ORDER BY dublett_kontroll LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET dublett_kontroll = digisos_now() +\s""" + DURATION + """

              FROM valgt WHERE l.id = valgt.id RETURNING l.*""";

    /** for how long after the latest intent, interval, meldingId */
    static final String DUPLICATE_CHECKED = "UPDATE leveranse SET dublett_kontroll = CASE WHEN svarut_startet >"
            + " digisos_now() - " + DURATION + " THEN digisos_now() + " + DURATION + " END WHERE id = ?";

    /** meldingId, how many. Once per delivery: history and mail with it. */
    static final String DUPLICATE_FOUND = """
            WITH endret AS (
                UPDATE leveranse SET dublett_funnet = digisos_now(), dublett_kontroll = NULL
                 WHERE id = ? AND dublett_funnet IS NULL RETURNING *),
            historikken AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT digisos_id, innsending_id, id, 'DUBLETT', jsonb_build_object('antall', ?::integer) FROM endret),
            \s""" + varsel("DUBLETT", "NULL", "") + ") SELECT * FROM endret";

    /**
     * kontoId, fingerprint, step, fingerprint, text. Once per konto, certificate and step, and none after a later one. Not told is
     * an empty answer.
     */
    static final String CERTIFICATE = """
            WITH fortalt AS (
                INSERT INTO sertifikatvarsel (konto_id, avtrykk, dager)
                SELECT ny.konto_id, ny.avtrykk, ny.dager
                  FROM (SELECT ?::uuid AS konto_id, ?::text AS avtrykk, ?::integer AS dager) ny
                 WHERE NOT EXISTS (SELECT FROM sertifikatvarsel s
                         WHERE s.konto_id = ny.konto_id AND s.avtrykk = ny.avtrykk AND s.dager <= ny.dager)
                ON CONFLICT DO NOTHING RETURNING konto_id),
            avlost AS (
                UPDATE varsel v SET avsluttet = digisos_now(), utfall = 'UAKTUELT' FROM fortalt
                 WHERE v.slag = 'SERTIFIKAT' AND v.konto_id = fortalt.konto_id AND v.avsluttet IS NULL)
            INSERT INTO varsel (slag, kommunenummer, konto_id, sertifikat_avtrykk, grunn)
            SELECT 'SERTIFIKAT', m.kommunenummer, k.id, ?, ?
              FROM fortalt JOIN konto k ON k.id = fortalt.konto_id JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
            RETURNING konto_id""";

    /** Mails not sent yet about a certificate that nothing depends on any longer. */
    static final String CERTIFICATE_OBSOLETE = """
            UPDATE varsel v SET avsluttet = digisos_now(), utfall = 'UAKTUELT'
             WHERE v.slag = 'SERTIFIKAT' AND v.avsluttet IS NULL AND NOT EXISTS (
                   SELECT FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
                    WHERE k.id = v.konto_id AND k.aktiv AND m.bruker_fiks_io
                      AND encode(sha256(k.sertifikat), 'hex') = v.sertifikat_avtrykk)""";

    /**
     * How it stands: stopped; withdrawn and late; mails given up in the last day; duplicates found in the last three days.
     */
    static final String ALARMS = """
            SELECT (SELECT count(*) FROM leveranse WHERE tilstand = 'STOPPET'),
                   (SELECT count(*) FROM leveranse
                     WHERE tilstand IN ('TRUKKET', 'SVARUT_FEIL', 'SVARUT_SENDER', 'SVARUT_UKJENT') AND varslet & 4 = 4),
                   (SELECT count(*) FROM varsel WHERE avsluttet IS NULL),
                   (SELECT coalesce(extract(epoch FROM digisos_now() - min(trukket))::bigint, 0) FROM leveranse
                     WHERE tilstand IN ('TRUKKET', 'SVARUT_FEIL', 'SVARUT_SENDER', 'SVARUT_UKJENT'))""";
}
