package no.digisos.common.leveranse;

import no.digisos.common.database.Sql;

/** The statements behind warnings: the mail's row is written by the statement that changes the delivery. */
final class VarselSql {
    private VarselSql() {}

    private static final String LATE_TO_SVARUT = LeveranseState.sqlIn(LeveranseState::onWayToSvarUt);

    /**
     * A CTE that writes one row of the outbox for each row of {@code endret}.
     *
     * @param reason an expression over {@code endret}, without personal data
     */
    static String varsel(Varsel.Kind kind, String reason, String where) {
        return """
                varselet AS (
                    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
                    SELECT '%s', kommunenummer, id, %s FROM endret%s)""".formatted(kind, reason, where);
    }

    /**
     * Messages in the queue that have waited for {@code :waits}, or for half of their frist; none that has waited for less than
     * {@code :earliest}. Each is counted once, in one row of the outbox per kommune and kind, so that ten thousand of them make no
     * ten thousand mails.
     */
    static final Sql WARN_OF_QUEUE = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id, CASE WHEN i_ko_siden + (frist - i_ko_siden) / 2 <= digisos_now() THEN 3
                                ELSE 1 END AS naa
                  FROM leveranse
                 WHERE tilstand = 'I_KO' AND varslet & 3 <> 3
                   AND i_ko_siden <= digisos_now() - :earliest * interval '1 microsecond'
                   AND ((varslet & 1 = 0 AND i_ko_siden <= digisos_now() - :waits * interval '1 microsecond')
                     OR (varslet & 2 = 0 AND i_ko_siden + (frist - i_ko_siden) / 2 <= digisos_now()))
                 ORDER BY i_ko_siden LIMIT :limit FOR UPDATE SKIP LOCKED),
            endret AS (
                UPDATE leveranse l SET varslet = l.varslet | v.naa FROM valgt v
                 WHERE l.id = v.id AND l.tilstand = 'I_KO'
                RETURNING l.id, l.kommunenummer, v.naa),
            varselet AS (
                INSERT INTO varsel (slag, kommunenummer, leveranse_id, antall)
                SELECT CASE naa WHEN 1 THEN 'VENTER' ELSE 'HALV_FRIST' END, kommunenummer,
                       CASE count(*) WHEN 1 THEN (array_agg(id))[1] END, count(*)
                  FROM endret GROUP BY naa, kommunenummer)
            SELECT id FROM endret""");

    /** Withdrawn, and still neither with SvarUt nor stopped; or reopened that long ago. Once per delivery. */
    static final Sql DELAYED = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE %s AND varslet & 4 = 0
                   AND greatest(trukket, svarut_status_tid) <= digisos_now() - :lateAfter * interval '1 microsecond'
                 ORDER BY lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET varslet = varslet | 4
              FROM valgt WHERE l.id = valgt.id
            RETURNING l.id""".formatted(LATE_TO_SVARUT));

    /** Shipments to be looked up for duplicates now; another instance takes others. */
    static final Sql TAKE_FOR_DUPLICATE_CHECK = Sql.of("""
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse WHERE dublett_kontroll <= digisos_now()
                 ORDER BY dublett_kontroll LIMIT :limit FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET dublett_kontroll = digisos_now() + :lease * interval '1 microsecond'
              FROM valgt WHERE l.id = valgt.id
            RETURNING l.*""");

    /** Again after {@code :interval}, for {@code :length} after the latest intent. */
    static final Sql DUPLICATE_CHECKED = Sql.of("""
            UPDATE leveranse
               SET dublett_kontroll = CASE WHEN svarut_startet > digisos_now() - :length * interval '1 microsecond'
                                           THEN digisos_now() + :interval * interval '1 microsecond' END
             WHERE id = :meldingId""");

    /** Once per delivery: history and mail with it. */
    static final Sql DUPLICATE_FOUND = Sql.of("""
            WITH endret AS (
                UPDATE leveranse SET dublett_funnet = digisos_now(), dublett_kontroll = NULL
                 WHERE id = :meldingId AND dublett_funnet IS NULL
                RETURNING *),
            historikken AS (
                INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
                SELECT digisos_id, innsending_id, id, 'DUBLETT', jsonb_build_object('antall', :count::integer) FROM endret),
            """ + varsel(Varsel.Kind.DUBLETT, "NULL", "") + "\nSELECT * FROM endret");

    /** Once per konto, certificate and step, and none after a later one. Not told is an empty answer. */
    static final Sql CERTIFICATE = Sql.of("""
            WITH fortalt AS (
                INSERT INTO sertifikatvarsel (konto_id, avtrykk, dager)
                SELECT ny.konto_id, ny.avtrykk, ny.dager
                  FROM (SELECT :kontoId::uuid AS konto_id, :avtrykk::text AS avtrykk, :dager::integer AS dager) ny
                 WHERE NOT EXISTS (SELECT FROM sertifikatvarsel s
                         WHERE s.konto_id = ny.konto_id AND s.avtrykk = ny.avtrykk AND s.dager <= ny.dager)
                ON CONFLICT DO NOTHING RETURNING konto_id),
            avlost AS (
                UPDATE varsel v SET avsluttet = digisos_now(), utfall = 'UAKTUELT' FROM fortalt
                 WHERE v.slag = 'SERTIFIKAT' AND v.konto_id = fortalt.konto_id AND v.avsluttet IS NULL)
            INSERT INTO varsel (slag, kommunenummer, konto_id, sertifikat_avtrykk, grunn)
            SELECT 'SERTIFIKAT', m.kommunenummer, k.id, :avtrykk, :what
              FROM fortalt JOIN konto k ON k.id = fortalt.konto_id JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
            RETURNING konto_id""");

    /** Mails not sent yet about a certificate that nothing depends on any longer. */
    static final Sql CERTIFICATE_OBSOLETE = Sql.of("""
            UPDATE varsel v SET avsluttet = digisos_now(), utfall = 'UAKTUELT'
             WHERE v.slag = 'SERTIFIKAT' AND v.avsluttet IS NULL AND NOT EXISTS (
                   SELECT FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
                    WHERE k.id = v.konto_id AND k.aktiv AND m.bruker_fiks_io
                      AND encode(sha256(k.sertifikat), 'hex') = v.sertifikat_avtrykk)""");

    /** How it stands: stopped; withdrawn and late; mails not sent; the age of the oldest on its way to SvarUt. */
    static final Sql ALARMS = Sql.of("""
            SELECT (SELECT count(*) FROM leveranse WHERE tilstand = 'STOPPET'),
                   (SELECT count(*) FROM leveranse WHERE %1$s AND varslet & 4 = 4),
                   (SELECT count(*) FROM varsel WHERE avsluttet IS NULL),
                   (SELECT coalesce(extract(epoch FROM digisos_now() - min(trukket))::bigint, 0) FROM leveranse
                     WHERE %1$s)""".formatted(LATE_TO_SVARUT));
}
