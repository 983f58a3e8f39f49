-- DeliveredToFagsystem.DELIVERED
-- by digisos_sak_alder
-- by leveranse_sak
-- by oppdatering_sak
SELECT s.digisos_id,
       EXISTS (SELECT FROM oppdatering o WHERE o.digisos_id = s.digisos_id)
       OR coalesce((
           SELECT l.tilstand = 'BEKREFTET'
                  OR l.tilstand IN ('SVARUT_SENDT', 'LUKKET') AND l.svarut_status IN ('LEST', 'PRINTET')
                  OR l.tilstand = 'LUKKET' AND l.svarut_status = 'MANUELT_HANDTERT'
             FROM leveranse l
            WHERE l.digisos_id = s.digisos_id AND l.melding_type = 'no.nav.digisos.soknad.v1'
            ORDER BY l.lopenummer DESC LIMIT 1), false)
  FROM digisos_sak s
 WHERE s.digisos_id = ANY (:digisosIds) AND s.slettet IS NULL;

-- DeliveryHistory.SENDINGS
-- by innsending_pkey
-- by leveranse_sak
SELECT l.*, i.type AS innsendingstype, i.nav_ekstern_ref_id, i.klage_id, i.mottatt
  FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
 WHERE l.digisos_id = :digisosId ORDER BY l.lopenummer;

-- DeliveryHistory.HENDELSER
-- by historikk_sak
SELECT tidspunkt, hendelse, innsending_id, leveranse_id, (detalj ->> 'forsok')::integer, detalj ->> 'svarutStatus'
  FROM historikk WHERE digisos_id = :digisosId ORDER BY id;

-- DeliveryOverview.ALL
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_nytt_key
-- by leveranse_kommune
-- by leveranse_kommune_venter
SELECT n.nummer, k.navn, k.fiks_org_id, u.venter, u.i_ko, u.til_svarut, u.stoppet, u.eldste,
       floor(extract(epoch FROM digisos_now() - u.eldste))::bigint, v.antall, v.falt, v.siste_kvittering,
       v.siste_leie
  FROM kommunenummer n
  JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 CROSS JOIN LATERAL (
       SELECT count(*) AS venter, min(opprettet) AS eldste,
              count(*) FILTER (WHERE tilstand IN ('IKKE_SENDT', 'I_KO')) AS i_ko,
              count(*) FILTER (WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL')) AS til_svarut,
              count(*) FILTER (WHERE tilstand = 'STOPPET') AS stoppet
         FROM leveranse l
        WHERE l.kommunenummer = n.nummer
          AND l.tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')) u
 CROSS JOIN LATERAL (
       SELECT count(*) AS antall,
              count(*) FILTER (WHERE l.trukket IS NOT NULL
                                 AND l.aarsak NOT IN ('INGEN_KONTO', 'SERTIFIKAT_UTLOPT')) AS falt,
              max(l.bekreftet) AS siste_kvittering, max(l.siste_leie) AS siste_leie
         FROM leveranse l
        WHERE l.kommunenummer = n.nummer AND l.opprettet > digisos_now() - :window * interval '1 microsecond') v
 ORDER BY n.nummer;

-- DeliveryOverview.FOR_FIKS_ORG
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_nytt_key
-- by leveranse_kommune
-- by leveranse_kommune_venter
SELECT n.nummer, k.navn, k.fiks_org_id, u.venter, u.i_ko, u.til_svarut, u.stoppet, u.eldste,
       floor(extract(epoch FROM digisos_now() - u.eldste))::bigint, v.antall, v.falt, v.siste_kvittering,
       v.siste_leie
  FROM kommunenummer n
  JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 CROSS JOIN LATERAL (
       SELECT count(*) AS venter, min(opprettet) AS eldste,
              count(*) FILTER (WHERE tilstand IN ('IKKE_SENDT', 'I_KO')) AS i_ko,
              count(*) FILTER (WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL')) AS til_svarut,
              count(*) FILTER (WHERE tilstand = 'STOPPET') AS stoppet
         FROM leveranse l
        WHERE l.kommunenummer = n.nummer
          AND l.tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')) u
 CROSS JOIN LATERAL (
       SELECT count(*) AS antall,
              count(*) FILTER (WHERE l.trukket IS NOT NULL
                                 AND l.aarsak NOT IN ('INGEN_KONTO', 'SERTIFIKAT_UTLOPT')) AS falt,
              max(l.bekreftet) AS siste_kvittering, max(l.siste_leie) AS siste_leie
         FROM leveranse l
        WHERE l.kommunenummer = n.nummer AND l.opprettet > digisos_now() - :window * interval '1 microsecond') v
 WHERE k.fiks_org_id = ANY (:fiksOrgIds) ORDER BY n.nummer;

-- LeveranseCounts.UNDECIDED
-- by leveranse_kommune_venter
SELECT tilstand, count(*), floor(extract(epoch FROM digisos_now() - min(opprettet)))::bigint FROM leveranse
 WHERE tilstand IN ('IKKE_SENDT', 'I_KO', 'TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET')
 GROUP BY tilstand;

-- LeveranseList.LIST
-- all of leveranse
SELECT * FROM leveranse
 WHERE tilstand = ANY (:states) AND (:kommunenummer::text IS NULL OR kommunenummer = :kommunenummer)
 ORDER BY lopenummer LIMIT :limit;

-- LeveranseList.HISTORY
-- by historikk_sak
SELECT h.tidspunkt, h.hendelse, h.detalj::text FROM historikk h
 WHERE h.digisos_id = :digisosId AND h.leveranse_id = :meldingId ORDER BY h.id;

-- LeveranseList.ATTEMPT
-- by svarut_forsok_pkey
SELECT forsok, startet, resultat, forsendelses_id, avvist_av_svarut FROM svarut_forsok
 WHERE leveranse_id = :meldingId ORDER BY forsok;

-- LeveranseLookup.FOR_INNSENDINGER
-- by leveranse_innsending
SELECT * FROM leveranse WHERE innsending_id = ANY (:innsendingIds) ORDER BY lopenummer;

-- LeveranseRetention.COUNT_AND_DELETE
-- by digisos_sak_slettet
-- by leveranse_pkey
-- by leveranse_sak
-- by leveranse_utfall_pkey
-- by leveranse_venter_pa
-- by svarut_forsok_pkey
WITH valgt AS MATERIALIZED (
    SELECT l.id FROM digisos_sak s JOIN leveranse l ON l.digisos_id = s.digisos_id
     WHERE s.slettet <= digisos_now() - :age * interval '1 microsecond'
       AND s.slettet > digisos_now() - :age * interval '1 microsecond' - interval '7 days'
       AND l.tilstand IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
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
SELECT id FROM borte;

-- LeveranseRetention.FORGET_ANSWERS
-- by leveranse_forseglet
-- by leveranse_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse
     WHERE tilstand IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
       AND num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet, feilmelding_forseglet) > 0
       AND endret < digisos_now() - :age * interval '1 microsecond'
     LIMIT :limit FOR UPDATE SKIP LOCKED)
UPDATE leveranse l SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL,
       feilmelding_forseglet = NULL
  FROM valgt WHERE l.id = valgt.id;

-- LeveranseSql.FIND
-- by leveranse_pkey
SELECT * FROM leveranse WHERE id = :meldingId;

-- LeveranseSql.LOCK
-- by leveranse_pkey
SELECT * FROM leveranse WHERE id = :meldingId FOR UPDATE;

-- LeveranseSql.FIND_IN_KONTO
-- by leveranse_pkey
SELECT * FROM leveranse WHERE konto_id = :kontoId AND id = :meldingId;

-- LeveranseSql.LOCK_IN_KONTO
-- by leveranse_pkey
SELECT * FROM leveranse WHERE konto_id = :kontoId AND id = :meldingId FOR UPDATE;

-- LeveranseSql.PEEK
-- by leveranse_ko
SELECT * FROM leveranse
 WHERE konto_id = :kontoId AND tilstand = 'I_KO' AND (:alsoLeased OR (leie_til IS NULL OR leie_til <= digisos_now()))
 ORDER BY lopenummer OFFSET :offset LIMIT :limit;

-- LeveranseSql.SVARINN_LIST
-- by leveranse_ko
SELECT * FROM leveranse
 WHERE konto_id = ANY (:kontoIds) AND tilstand = 'I_KO' AND frist > digisos_now()
   AND (leie_til IS NULL OR leie_til <= digisos_now())
   AND (leies_tidligst IS NULL OR leies_tidligst <= digisos_now())
 ORDER BY lopenummer LIMIT :limit;

-- LeveranseSql.RESOLVED_AT
-- by leveranse_pkey
SELECT CASE WHEN tidligst > naa THEN tidligst ELSE naa + igjen END
  FROM (SELECT digisos_now() AS naa,
               CASE WHEN :begun THEN svarut_startet ELSE greatest(sendes_tidligst, oppslag_tidligst) END
                   + :after * interval '1 microsecond' AS tidligst,
               :again * interval '1 microsecond' AS igjen
          FROM leveranse WHERE id = :meldingId) l;

-- LeveranseSql.QUEUE_COUNTS
-- by leveranse_frist
SELECT count(*), count(DISTINCT leie_integrasjon) FILTER (WHERE leie_til > digisos_now())
  FROM leveranse WHERE konto_id = :kontoId AND tilstand = 'I_KO';

-- LeveranseSql.LOCK_PREDECESSOR
-- by leveranse_sak
SELECT id FROM leveranse
 WHERE digisos_id = :digisosId AND tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
 ORDER BY lopenummer DESC LIMIT 1 FOR SHARE;

-- LeveranseSql.CREATE
INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, enhetsnummer, melding_type,
    klient_melding_id, hast, venter_pa, tilstand)
VALUES (:meldingId, :innsendingId, :digisosId, :kommunenummer, :enhetsnummer, :meldingType,
    :klientMeldingId, :hast, :venterPa, 'IKKE_SENDT')
RETURNING *;

-- LeveranseSql.CHOOSE_KONTO
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by konto_fiks_org
-- by konto_navenhet_pkey
-- by konto_pkey
SELECT k.id, k.aktiv, k.sertifikat, k.meldingstyper, digisos_now() AS naa
  FROM kommunenummer n
  JOIN kommune m ON m.fiks_org_id = n.fiks_org_id
  LEFT JOIN konto_navenhet e ON e.fiks_org_id = m.fiks_org_id AND e.enhetsnummer = :enhetsnummer
  LEFT JOIN konto kontor ON kontor.id = e.konto_id AND kontor.fiks_org_id = m.fiks_org_id AND kontor.aktiv
  JOIN konto k ON k.id = coalesce(kontor.id, m.fiks_io_konto_id)
 WHERE n.nummer = :kommunenummer AND m.bruker_fiks_io;

-- LeveranseSql.RELEASE_TO_QUEUE
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by leveranse_ventende
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'I_KO', endret = digisos_now(),
           venter_pa = NULL, konto_id = :kontoId, i_ko_siden = digisos_now(),
           frist = digisos_now() + (
               SELECT extract(epoch FROM CASE WHEN l.hast THEN k.hastefrist ELSE k.frist END)
                 FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
                WHERE n.nummer = l.kommunenummer) * interval '1 second'
     WHERE id = :meldingId AND tilstand IN ('IKKE_SENDT')
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SENDT_FIKS_IO', jsonb_build_object('kontoId', konto_id) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RELEASE_WITHOUT_KONTO
-- by leveranse_ventende
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           venter_pa = NULL, aarsak = 'INGEN_KONTO', trukket = digisos_now(), sendes_tidligst = digisos_now()
     WHERE id = :meldingId AND tilstand IN ('IKKE_SENDT')
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'INGEN_KONTO', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RELEASE_WITHOUT_CERTIFICATE
-- by leveranse_ventende
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           venter_pa = NULL, aarsak = 'SERTIFIKAT_UTLOPT', trukket = digisos_now(), sendes_tidligst = digisos_now()
     WHERE id = :meldingId AND tilstand IN ('IKKE_SENDT')
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SERTIFIKAT_UTLOPT', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.LOCK_SUCCESSORS
-- by leveranse_venter_pa
SELECT * FROM leveranse
 WHERE venter_pa = :decided AND tilstand = 'IKKE_SENDT'
 ORDER BY lopenummer FOR UPDATE;

-- LeveranseSql.LOCK_FORGOTTEN
-- by leveranse_pkey
-- by leveranse_ventende
SELECT l.* FROM leveranse l
 WHERE l.tilstand = 'IKKE_SENDT'
   AND NOT EXISTS (SELECT FROM leveranse f WHERE f.id = l.venter_pa AND f.tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET'))
 ORDER BY l.lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED;

-- LeveranseSql.FETCH
-- by leveranse_frist
-- by leveranse_ko
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse
     WHERE konto_id = :kontoId AND tilstand = 'I_KO' AND frist > digisos_now()
       AND (leie_til IS NULL OR leie_til <= digisos_now())
       AND (leies_tidligst IS NULL OR leies_tidligst <= digisos_now())
     ORDER BY lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED)
UPDATE leveranse l
   SET leie_id = gen_random_uuid(), leie_til = digisos_now() + :lease * interval '1 microsecond',
       leie_integrasjon = :integrasjonId, leie_data_hentet = false,
       leveringsforsok = leveringsforsok + 1, kopi_sluppet = NULL,
       forste_leie = coalesce(forste_leie, digisos_now()), siste_leie = digisos_now()
  FROM valgt WHERE l.id = valgt.id AND l.tilstand = 'I_KO'
RETURNING l.*;

-- LeveranseSql.EXTEND_LEASE
-- by leveranse_frist
UPDATE leveranse SET leie_til = digisos_now() + :lease * interval '1 microsecond'
 WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO' AND leie_id = :leieId AND leie_til > digisos_now()
RETURNING *;

-- LeveranseSql.GIVE_BACK_LEASE
-- by leveranse_frist
UPDATE leveranse
   SET kopi_sluppet = digisos_now(), leveringsforsok = greatest(leveringsforsok - 1, 0),
       dataforsok = dataforsok - CASE WHEN leie_data_hentet THEN 1 ELSE 0 END,
       leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
 WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO' AND leie_id = :leieId AND leie_til > digisos_now()
RETURNING *;

-- LeveranseSql.MARK_DATA_FETCHED
-- by leveranse_frist
UPDATE leveranse
   SET forste_data_hentet = coalesce(forste_data_hentet, digisos_now()), siste_data_hentet = digisos_now(),
       kopi_sluppet = NULL,
       dataforsok = dataforsok + CASE WHEN NOT leie_data_hentet AND leie_til > digisos_now()
           AND leie_integrasjon = :integrasjonId THEN 1 ELSE 0 END,
       leie_data_hentet = leie_data_hentet
           OR coalesce(leie_til > digisos_now() AND leie_integrasjon = :integrasjonId, false)
 WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO'
RETURNING *;

-- LeveranseSql.SHOWN_IN_SVARINN
-- by leveranse_frist
WITH nye AS MATERIALIZED (
    SELECT id FROM leveranse WHERE id = ANY (:meldingIds) AND tilstand = 'I_KO'
       AND (leveringsforsok = 0 OR kopi_sluppet IS NOT NULL)
     ORDER BY lopenummer FOR UPDATE)
UPDATE leveranse l SET leveringsforsok = greatest(leveringsforsok, 1), kopi_sluppet = NULL
  FROM nye WHERE l.id = nye.id AND l.tilstand = 'I_KO';

-- LeveranseSql.NOTE_FEILET
-- by leveranse_frist
WITH endret AS (
    UPDATE leveranse SET feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now()
     WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO'
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'MOTTAK_FEILET', jsonb_build_object('forsok', leveringsforsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.FEILET
-- by leveranse_frist
WITH endret AS (
    UPDATE leveranse
       SET feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(),
           leies_tidligst = digisos_now() + CASE WHEN leveringsforsok <= 1 THEN interval '60 seconds' WHEN leveringsforsok <= 2 THEN interval '300 seconds' ELSE interval '1800 seconds' END,
           leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
     WHERE konto_id = :kontoId AND id = :meldingId AND tilstand = 'I_KO' AND leie_id = :leieId AND leie_til > digisos_now()
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'MOTTAK_FEILET', jsonb_build_object('forsok', leveringsforsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RECEIPT_MOTTATT
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'BEKREFTET', endret = digisos_now(),
           bekreftet = digisos_now(), mottatt_av_forseglet = :mottattAv, fagsystem_ref_forseglet = :fagsystemRef,
           stoppgrunn = NULL, stopparsak = NULL, leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
     WHERE id = :meldingId AND tilstand IN ('I_KO', 'TRUKKET', 'SVARUT_FEIL', 'STOPPET') AND kopi_sluppet IS NULL
       AND konto_id = :kontoId AND (leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)
    RETURNING *),
utfall AS (INSERT INTO leveranse_utfall (leveranse_id, utfall) SELECT id, tilstand FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'BEKREFTET', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.REMEMBER_LATE_KVITTERING
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = tilstand, endret = digisos_now(),
           sen_kvittering = digisos_now(), mottatt_av_forseglet = :mottattAv, fagsystem_ref_forseglet = :fagsystemRef
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT') AND sen_kvittering IS NULL AND kopi_sluppet IS NULL
       AND konto_id = :kontoId AND (leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SEN_KVITTERING', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.NOTE_LATE_KVITTERING
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = tilstand, endret = digisos_now(),
           sen_kvittering = digisos_now(), mottatt_av_forseglet = :mottattAv, fagsystem_ref_forseglet = :fagsystemRef
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDT', 'LUKKET') AND sen_kvittering IS NULL
       AND konto_id = :kontoId AND (leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SEN_KVITTERING', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.REJECT
-- by leveranse_frist
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(),
           aarsak = 'AVVIST', trukket = digisos_now(), sendes_tidligst = digisos_now(),
           leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
     WHERE id = :meldingId AND tilstand IN ('I_KO')
       AND konto_id = :kontoId AND (leveringsforsok > 0 OR forste_data_hentet IS NOT NULL)
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'AVVIST', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.REJECT_AFTER_WITHDRAW
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = tilstand, endret = digisos_now(),
           feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(), sen_kvittering = NULL,
           mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL
     WHERE id = :meldingId AND tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET') AND kopi_sluppet IS NULL
       AND konto_id = :kontoId
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'AVVIST_ETTER_TREKK', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.FEILET_AFTER_WITHDRAW
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = tilstand, endret = digisos_now(),
           feilmelding_forseglet = :feilmelding, kopi_sluppet = digisos_now(), sen_kvittering = NULL,
           mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL
     WHERE id = :meldingId AND tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET') AND kopi_sluppet IS NULL
       AND konto_id = :kontoId
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'MOTTAK_FEILET', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.HISTORY_ONCE
-- by historikk_sak
-- by leveranse_pkey
INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse)
SELECT l.digisos_id, l.innsending_id, l.id, :hendelse FROM leveranse l
 WHERE l.id = :meldingId AND NOT EXISTS (SELECT FROM historikk h
       WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id AND h.hendelse = :hendelse);

-- LeveranseSql.EXPIRY
-- by leveranse_frist
-- by leveranse_ko
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('I_KO')
       AND l.frist <= digisos_now()
       AND NOT (l.leie_data_hentet AND coalesce(l.leie_til > digisos_now(), false)
        AND digisos_now() < l.frist + :grace * interval '1 microsecond')
     ORDER BY l.frist LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           aarsak = 'TTL_TIDSAVBRUDD', trukket = digisos_now(),
           sendes_tidligst = digisos_now() + :hold * interval '1 microsecond', leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('I_KO')
       AND l.frist <= digisos_now()
       AND NOT (l.leie_data_hentet AND coalesce(l.leie_til > digisos_now(), false)
        AND digisos_now() < l.frist + :grace * interval '1 microsecond')
    RETURNING l.*),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'TTL_TIDSAVBRUDD', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.EXHAUST
-- by leveranse_dataforsok
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('I_KO')
       AND l.dataforsok > 0 AND l.dataforsok >= :maxAttempts
       AND l.siste_data_hentet - l.forste_data_hentet >= :leastTime * interval '1 microsecond'
       AND (l.leie_til IS NULL OR l.leie_til <= digisos_now())
     ORDER BY l.lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           aarsak = 'MAX_RETRIESAVBRUDD', trukket = digisos_now(),
           sendes_tidligst = digisos_now() + :hold * interval '1 microsecond', leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('I_KO')
       AND l.dataforsok > 0 AND l.dataforsok >= :maxAttempts
       AND l.siste_data_hentet - l.forste_data_hentet >= :leastTime * interval '1 microsecond'
       AND (l.leie_til IS NULL OR l.leie_til <= digisos_now())
    RETURNING l.*),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'MAX_RETRIESAVBRUDD', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.CLOSE_KONTO
-- by kommune_fiks_org_id_key
-- by konto_pkey
-- by leveranse_ko
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('I_KO')
       AND NOT EXISTS (SELECT FROM konto k, kommune m WHERE k.id = l.konto_id AND k.aktiv AND m.fiks_org_id = k.fiks_org_id AND m.bruker_fiks_io)
     ORDER BY l.lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'TRUKKET', endret = digisos_now(),
           aarsak = 'KONTO_STENGT', trukket = digisos_now(),
           sendes_tidligst = digisos_now() + :hold * interval '1 microsecond', leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL, leie_data_hentet = false
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('I_KO')
       AND NOT EXISTS (SELECT FROM konto k, kommune m WHERE k.id = l.konto_id AND k.aktiv AND m.fiks_org_id = k.fiks_org_id AND m.bruker_fiks_io)
    RETURNING l.*),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'KONTO_STENGT', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.DEAD_SENDERS
-- by leveranse_uavklart
-- by svarut_forsok_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('SVARUT_SENDER')
       AND l.svarut_startet <= digisos_now() - :silence * interval '1 microsecond'
     ORDER BY l.svarut_startet LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_UKJENT', endret = digisos_now()
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('SVARUT_SENDER')
       AND l.svarut_startet <= digisos_now() - :silence * interval '1 microsecond'
    RETURNING l.*),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'UKJENT'
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SVARUT_UKJENT', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.READY_FOR_SENDING
-- by leveranse_sendes
SELECT * FROM leveranse
 WHERE tilstand IN ('TRUKKET', 'SVARUT_FEIL') AND sendes_tidligst <= digisos_now() AND (oppslag_tidligst IS NULL OR oppslag_tidligst <= digisos_now())
 ORDER BY sendes_tidligst LIMIT :limit;

-- LeveranseSql.LOCK_REFERENCE
-- by innsending_pkey
-- by leveranse_pkey
SELECT pg_advisory_xact_lock(hashtextextended(i.nav_ekstern_ref_id, 0))
  FROM leveranse l JOIN innsending i ON i.id = l.innsending_id WHERE l.id = :meldingId;

-- LeveranseSql.START
-- by innsending_pkey
-- by leveranse_sendes
-- by leveranse_uavklart
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_SENDER', endret = digisos_now(),
           svarut_forsok = svarut_forsok + 1, svarut_startet = digisos_now(), svarut_arbeider = :worker,
           dublett_kontroll = digisos_now() + interval '1 hour', oppslag_forst = false
     WHERE id = :meldingId AND tilstand IN ('TRUKKET', 'SVARUT_FEIL')
       AND svarut_forsok = :attempt
       AND sendes_tidligst <= digisos_now() AND (oppslag_tidligst IS NULL OR oppslag_tidligst <= digisos_now())
       AND NOT EXISTS (
       SELECT FROM leveranse a JOIN innsending ai ON ai.id = a.innsending_id
        WHERE a.tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT') AND a.id <> l.id AND ai.nav_ekstern_ref_id =
              (SELECT i.nav_ekstern_ref_id FROM innsending i WHERE i.id = l.innsending_id))
    RETURNING *),
forsok AS (
    INSERT INTO svarut_forsok (leveranse_id, forsok, startet, arbeider, mottaker)
    SELECT id, svarut_forsok, svarut_startet, svarut_arbeider, :recipient::jsonb FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SVARUT_STARTET', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RECEIVED
-- by leveranse_pkey
-- by svarut_forsok_forsendelse
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_SENDT', endret = digisos_now(),
           forsendelses_id = :forsendelsesId, svarut_sendt = digisos_now(), svarut_status = NULL, svarut_status_tid = NULL
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT')
       AND svarut_forsok = :attempt
       AND NOT EXISTS (SELECT FROM svarut_forsok a WHERE a.forsendelses_id = :forsendelsesId AND a.leveranse_id <> l.id)
    RETURNING *),
forsok AS (
    INSERT INTO svarut_forsok AS f (leveranse_id, forsok, startet, arbeider, mottaker, avsluttet, resultat,
        forsendelses_id)
    SELECT id, svarut_forsok, svarut_startet, coalesce(svarut_arbeider, 'gjenoppretting'), '{}',
           digisos_now(), 'SENDT', forsendelses_id FROM endret
    ON CONFLICT (leveranse_id, forsok) DO UPDATE SET avsluttet = excluded.avsluttet,
        resultat = excluded.resultat, forsendelses_id = excluded.forsendelses_id),
utfall AS (INSERT INTO leveranse_utfall (leveranse_id, utfall) SELECT id, tilstand FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SENDT_SVARUT', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.KEEP_FORSENDELSE_ID
-- by leveranse_pkey
-- by svarut_forsok_forsendelse
-- by svarut_forsok_pkey
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
  FROM f JOIN leveranse l ON l.id = f.leveranse_id;

-- LeveranseSql.LOSE_ANSWER
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_UKJENT', endret = digisos_now()
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER')
       AND svarut_forsok = :attempt
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'UKJENT'
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SVARUT_UKJENT', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.REFUSED
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER') AND sen_kvittering IS NULL
       AND svarut_forsok = :attempt
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = :result
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'FEILET_SVARUT', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RETRY_NEUTRALLY
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           sendes_tidligst = digisos_now(), svarut_noytral = true
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER') AND sen_kvittering IS NULL
       AND svarut_forsok = :attempt
       AND NOT svarut_noytral
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'AVVIST'
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'FEILET_SVARUT', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.IS_NEUTRAL
-- by leveranse_pkey
SELECT id FROM leveranse WHERE id = :meldingId AND svarut_noytral;

-- LeveranseSql.OMITTED
-- by historikk_sak
-- by leveranse_pkey
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
varselet AS (
    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
    SELECT 'UTELATT_FRA_UTSKRIFT', kommunenummer, id, NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.RESOLVE_NOT_SENT
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'
     WHERE id = :meldingId AND tilstand IN ('SVARUT_UKJENT') AND sen_kvittering IS NULL
       AND svarut_forsok = :attempt
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'IKKE_SENDT'
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'FEILET_SVARUT', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RESOLVE_CONFIRMED
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'BEKREFTET', endret = digisos_now(),
           bekreftet = digisos_now()
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT') AND sen_kvittering IS NOT NULL
       AND svarut_forsok = :attempt
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = :result
      FROM endret e WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok),
utfall AS (INSERT INTO leveranse_utfall (leveranse_id, utfall) SELECT id, tilstand FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'BEKREFTET', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.STOP
-- by leveranse_pkey
-- by svarut_forsok_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'STOPPET', endret = digisos_now(),
           stoppgrunn = :stoppgrunn, stopparsak = :stopparsak
     WHERE id = :meldingId AND tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_FEIL') AND sen_kvittering IS NULL
       AND svarut_forsok = :attempt
    RETURNING *),
forsok AS (
    UPDATE svarut_forsok f SET avsluttet = digisos_now(), resultat = 'AVVIST' FROM endret e
     WHERE f.leveranse_id = e.id AND f.forsok = e.svarut_forsok AND f.resultat IS NULL),
varselet AS (
    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
    SELECT 'STOPPET', kommunenummer, id, stoppgrunn FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'STOPPET', jsonb_build_object('forsok', svarut_forsok) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.STOP_REJECTED
-- by leveranse_sendes
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_FEIL') AND sen_kvittering IS NULL
       AND l.svarut_avvisninger >= :refusals AND l.tilstand = 'SVARUT_FEIL'
     ORDER BY l.sendes_tidligst LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'STOPPET', endret = digisos_now(),
           stoppgrunn = :stoppgrunn, stopparsak = :stopparsak
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_FEIL') AND sen_kvittering IS NULL
       AND l.svarut_avvisninger >= :refusals AND l.tilstand = 'SVARUT_FEIL'
    RETURNING l.*),
varselet AS (
    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
    SELECT 'STOPPET', kommunenummer, id, stoppgrunn FROM endret),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'STOPPET', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.POSTPONE
-- by leveranse_pkey
UPDATE leveranse SET sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'
 WHERE id = :meldingId AND svarut_forsok = :attempt AND tilstand IN ('TRUKKET', 'SVARUT_FEIL')
RETURNING *;

-- LeveranseSql.REJECTED
-- by leveranse_sendt
-- by leveranse_utfall_pkey
-- by svarut_forsok_forsendelse
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           sendes_tidligst = digisos_now() + :wait * interval '1 microsecond', svarut_status = :status, svarut_status_tid = digisos_now(),
           sen_kvittering = NULL, forsendelses_id = NULL, kopi_sluppet = coalesce(kopi_sluppet, digisos_now()),
           svarut_sendt = NULL, svarut_avvisninger = svarut_avvisninger + 1
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDT')
       AND forsendelses_id = :forsendelsesId
    RETURNING *),
utfall AS (
    DELETE FROM leveranse_utfall u USING endret e
     WHERE u.leveranse_id = e.id AND u.utfall = 'SVARUT_SENDT'),
forsok AS (
    UPDATE svarut_forsok f SET avvist_av_svarut = true FROM endret e
     WHERE f.leveranse_id = e.id AND f.forsendelses_id = :forsendelsesId),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'FEILET_SVARUT', jsonb_build_object('svarutStatus', svarut_status) FROM endret)
SELECT * FROM endret;

-- LeveranseSql.STATUS
-- by leveranse_pkey
-- by leveranse_sendt
WITH foer AS (SELECT id, svarut_status FROM leveranse WHERE id = :meldingId FOR UPDATE),
endret AS (
    UPDATE leveranse l SET svarut_status = :status, svarut_status_tid = digisos_now() FROM foer
     WHERE l.id = foer.id AND l.tilstand = 'SVARUT_SENDT' AND l.forsendelses_id = :forsendelsesId
    RETURNING l.*, foer.svarut_status IS DISTINCT FROM l.svarut_status AS ny),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SVARUT_STATUS', jsonb_build_object('svarutStatus', svarut_status)
      FROM endret WHERE ny),
varselet AS (
    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
    SELECT 'MANUELT_HANDTERT', kommunenummer, id, NULL FROM endret WHERE ny AND svarut_status = 'MANUELT_HANDTERT')
SELECT * FROM endret;

-- LeveranseSql.ASKED
-- by leveranse_sendt
UPDATE leveranse SET svarut_status_tid = digisos_now()
 WHERE id = ANY (:meldingIds) AND tilstand = 'SVARUT_SENDT';

-- LeveranseSql.FOR_STATUS_CHECK
-- by leveranse_sendt
SELECT * FROM leveranse
 WHERE tilstand = 'SVARUT_SENDT'
   AND (svarut_status IS NULL OR svarut_status NOT IN ('LEST', 'PRINTET', 'MANUELT_HANDTERT'))
   AND svarut_sendt > digisos_now() - interval '5184000 seconds'
   AND coalesce(svarut_status_tid, svarut_sendt) + CASE WHEN coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt < interval '60 seconds' THEN interval '60 seconds' WHEN coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt < interval '300 seconds' THEN interval '300 seconds' WHEN coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt < interval '3600 seconds' THEN interval '900 seconds' WHEN coalesce(svarut_status_tid, svarut_sendt) - svarut_sendt < interval '86400 seconds' THEN interval '3600 seconds' ELSE interval '86400 seconds' END <= digisos_now()
 ORDER BY svarut_status_tid NULLS FIRST LIMIT :limit;

-- LeveranseSql.UNRESOLVED
-- by leveranse_uavklart
SELECT * FROM leveranse
 WHERE tilstand = 'SVARUT_UKJENT' AND svarut_startet <= digisos_now() - :wait * interval '1 microsecond'
 ORDER BY svarut_startet LIMIT :limit;

-- LeveranseSql.FOREIGN_IDS
-- by svarut_forsok_forsendelse
SELECT DISTINCT forsendelses_id FROM svarut_forsok
 WHERE forsendelses_id = ANY (:forsendelsesIds) AND (leveranse_id <> :meldingId OR avvist_av_svarut);

-- LeveranseSql.RESUME
-- by leveranse_stoppet
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           stoppgrunn = NULL, stopparsak = NULL, sendes_tidligst = digisos_now(), oppslag_forst = true, svarut_avvisninger = 0, svarut_noytral = false
     WHERE id = :meldingId AND tilstand IN ('STOPPET')
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'GJENOPPTATT', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.RESUME_WITH_ADDRESS
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
-- by leveranse_stoppet
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse l
     WHERE l.tilstand IN ('STOPPET')
       AND l.stopparsak = 'INGEN_ADRESSE'
       AND EXISTS (SELECT FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             WHERE n.nummer = l.kommunenummer AND (k.organisasjonsnummer_svarut IS NOT NULL
                OR num_nonnulls(k.postadresse_postnummer, k.postadresse_poststed) = 2))
     ORDER BY l.lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED),
endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_FEIL', endret = digisos_now(),
           stoppgrunn = NULL, stopparsak = NULL, sendes_tidligst = digisos_now(), oppslag_forst = true, svarut_avvisninger = 0, svarut_noytral = false
      FROM valgt
     WHERE l.id = valgt.id AND l.tilstand IN ('STOPPET')
       AND l.stopparsak = 'INGEN_ADRESSE'
       AND EXISTS (SELECT FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             WHERE n.nummer = l.kommunenummer AND (k.organisasjonsnummer_svarut IS NOT NULL
                OR num_nonnulls(k.postadresse_postnummer, k.postadresse_poststed) = 2))
    RETURNING l.*),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'GJENOPPTATT', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.SEND_NOW
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse SET sendes_tidligst = digisos_now(), oppslag_forst = true
     WHERE id = :meldingId AND tilstand = 'SVARUT_FEIL'
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'SENDES_NA', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.CLOSE
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'LUKKET', endret = digisos_now(),
           lukket = digisos_now(), stoppgrunn = NULL, stopparsak = NULL
     WHERE id = :meldingId AND tilstand IN ('SVARUT_SENDT', 'STOPPET')
    RETURNING *),
utfall AS (
    INSERT INTO leveranse_utfall AS u (leveranse_id, utfall) SELECT id, tilstand FROM endret
    ON CONFLICT (leveranse_id) DO UPDATE SET utfall = excluded.utfall, tidspunkt = excluded.tidspunkt
     WHERE u.utfall = 'SVARUT_SENDT'),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'LUKKET', NULL FROM endret)
SELECT * FROM endret;

-- LeveranseSql.AFTER_RESTORATION
-- by leveranse_kommune_venter
WITH endret AS (
    UPDATE leveranse l SET tilstand = 'SVARUT_UKJENT', endret = digisos_now(),
           svarut_startet = digisos_now(), oppslag_forst = true
     WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER') AND (tilstand <> 'TRUKKET' OR trukket >= :since)
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'ETTER_GJENOPPRETTING', NULL FROM endret)
SELECT id FROM endret;

-- LeveranseSql.REQUIRE_LOOKUP
-- by leveranse_kommune_venter
-- by leveranse_sendt
UPDATE leveranse
   SET oppslag_forst = true, oppslag_tidligst = digisos_now() + :wait * interval '1 microsecond',
       sen_kvittering = CASE tilstand WHEN 'SVARUT_UKJENT' THEN NULL ELSE sen_kvittering END,
       svarut_startet = CASE tilstand WHEN 'SVARUT_UKJENT' THEN digisos_now() ELSE svarut_startet END
 WHERE tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
    OR (tilstand = 'SVARUT_SENDT' AND svarut_sendt > digisos_now() - interval '5184000 seconds');

-- LeveranseSql.HELD
-- by leveranse_sak
WITH frie AS MATERIALIZED (
    SELECT l.id FROM leveranse l
     WHERE l.digisos_id = :digisosId AND NOT (l.tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET') OR l.tilstand = 'SVARUT_SENDT' AND coalesce(l.svarut_status, '') NOT IN ('LEST', 'PRINTET') AND l.svarut_sendt > digisos_now() - interval '5184000 seconds')
    FOR UPDATE SKIP LOCKED)
SELECT l.id FROM leveranse l
 WHERE l.digisos_id = :digisosId AND NOT EXISTS (SELECT FROM frie WHERE frie.id = l.id)
 ORDER BY l.lopenummer;

-- LeveranseSql.FORGET_ANSWER
-- by leveranse_sak
UPDATE leveranse
   SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL, feilmelding_forseglet = NULL
 WHERE digisos_id = :digisosId;

-- LeveranseTrace.FIND
-- by innsending_pkey
-- by leveranse_pkey
SELECT l.digisos_id, i.nav_ekstern_ref_id
  FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
 WHERE l.id = :meldingId;

-- Resending.HISTORY
-- by leveranse_pkey
INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
SELECT digisos_id, innsending_id, id, :hendelse, jsonb_build_object('nyMeldingId', :fresh::text)
  FROM leveranse WHERE id = :meldingId;

-- Resending.LOCK_SAK
-- by digisos_sak_pkey
SELECT digisos_id FROM digisos_sak WHERE digisos_id = :digisosId AND slettet IS NULL FOR UPDATE;

-- Resending.IN_FLIGHT
-- by leveranse_sak
SELECT id FROM leveranse
 WHERE digisos_id = :digisosId AND klient_melding_id = :klientMeldingId AND tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET');

-- SoknadLeveranse.FIND
-- by innsending_soknad
-- by leveranse_innsending
SELECT DISTINCT ON (l.digisos_id) l.digisos_id, l.id, l.forsendelses_id
  FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
 WHERE l.digisos_id = ANY (:digisosIds) AND i.type = 'SOKNAD'
 ORDER BY l.digisos_id, l.lopenummer DESC;

-- VarselOutbox.RECIPIENTS
-- by varsel_usendt
INSERT INTO varselmottaker (kommunenummer)
SELECT DISTINCT v.kommunenummer FROM varsel v WHERE v.avsluttet IS NULL
ON CONFLICT DO NOTHING;

-- VarselOutbox.TAKE
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
-- by varsel_usendt
-- by varselmottaker_pkey
WITH valgt AS MATERIALIZED (
    SELECT m.kommunenummer FROM varselmottaker m
     WHERE m.sendes_tidligst <= digisos_now()
       AND EXISTS (SELECT FROM varsel v WHERE v.kommunenummer = m.kommunenummer AND v.avsluttet IS NULL)
     ORDER BY m.sendes_tidligst LIMIT 1 FOR UPDATE OF m SKIP LOCKED)
UPDATE varselmottaker m SET sendes_tidligst = digisos_now() + :lease * interval '1 microsecond'
  FROM valgt LEFT JOIN kommunenummer n ON n.nummer = valgt.kommunenummer
             LEFT JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 WHERE m.kommunenummer = valgt.kommunenummer
RETURNING m.kommunenummer, coalesce(k.navn, m.kommunenummer),
          coalesce(k.teknisk_ansvarlig_epost, '{}'), m.feil;

-- VarselOutbox.READ
-- by varsel_usendt
SELECT id, slag, leveranse_id, antall, grunn FROM varsel
 WHERE kommunenummer = :kommunenummer AND avsluttet IS NULL ORDER BY id LIMIT :limit;

-- VarselOutbox.FINISH
-- by varsel_usendt
UPDATE varsel SET avsluttet = digisos_now(), utfall = :utfall
 WHERE id = ANY (:ids) AND avsluttet IS NULL;

-- VarselOutbox.NEXT
-- by varselmottaker_pkey
UPDATE varselmottaker SET feil = :failures, sendes_tidligst = digisos_now() + :wait * interval '1 microsecond'
 WHERE kommunenummer = :kommunenummer;

-- VarselOutbox.GIVE_UP_OLD
-- by varsel_usendt
UPDATE varsel SET avsluttet = digisos_now(), utfall = 'OPPGITT'
 WHERE avsluttet IS NULL AND opprettet < digisos_now() - :age * interval '1 microsecond';

-- VarselOutbox.DELETE_OLD
-- by varsel_opprettet
-- by varsel_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM varsel WHERE opprettet < digisos_now() - :age * interval '1 microsecond'
     ORDER BY opprettet LIMIT :limit FOR UPDATE SKIP LOCKED)
DELETE FROM varsel v USING valgt WHERE v.id = valgt.id;

-- VarselSql.WARN_OF_QUEUE
-- by leveranse_frist
-- by leveranse_uvarslet
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
SELECT id FROM endret;

-- VarselSql.DELAYED
-- by leveranse_kommune_venter
-- by leveranse_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse
     WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL') AND varslet & 4 = 0
       AND greatest(trukket, svarut_status_tid) <= digisos_now() - :lateAfter * interval '1 microsecond'
     ORDER BY lopenummer LIMIT :limit FOR UPDATE SKIP LOCKED)
UPDATE leveranse l SET varslet = varslet | 4
  FROM valgt WHERE l.id = valgt.id
RETURNING l.id;

-- VarselSql.TAKE_FOR_DUPLICATE_CHECK
-- by leveranse_dublettkontroll
-- by leveranse_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM leveranse WHERE dublett_kontroll <= digisos_now()
     ORDER BY dublett_kontroll LIMIT :limit FOR UPDATE SKIP LOCKED)
UPDATE leveranse l SET dublett_kontroll = digisos_now() + :lease * interval '1 microsecond'
  FROM valgt WHERE l.id = valgt.id
RETURNING l.*;

-- VarselSql.DUPLICATE_CHECKED
-- by leveranse_pkey
UPDATE leveranse
   SET dublett_kontroll = CASE WHEN svarut_startet > digisos_now() - :length * interval '1 microsecond'
                               THEN digisos_now() + :interval * interval '1 microsecond' END
 WHERE id = :meldingId;

-- VarselSql.DUPLICATE_FOUND
-- by leveranse_pkey
WITH endret AS (
    UPDATE leveranse SET dublett_funnet = digisos_now(), dublett_kontroll = NULL
     WHERE id = :meldingId AND dublett_funnet IS NULL
    RETURNING *),
historikken AS (
    INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
    SELECT digisos_id, innsending_id, id, 'DUBLETT', jsonb_build_object('antall', :count::integer) FROM endret),
varselet AS (
    INSERT INTO varsel (slag, kommunenummer, leveranse_id, grunn)
    SELECT 'DUBLETT', kommunenummer, id, NULL FROM endret)
SELECT * FROM endret;

-- VarselSql.CERTIFICATE
-- by kommune_fiks_org_id_key
-- by konto_pkey
-- by sertifikatvarsel_pkey
-- by varsel_usendt
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
RETURNING konto_id;

-- VarselSql.CERTIFICATE_OBSOLETE
-- by kommune_fiks_org_id_key
-- by konto_pkey
-- by varsel_usendt
UPDATE varsel v SET avsluttet = digisos_now(), utfall = 'UAKTUELT'
 WHERE v.slag = 'SERTIFIKAT' AND v.avsluttet IS NULL AND NOT EXISTS (
       SELECT FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
        WHERE k.id = v.konto_id AND k.aktiv AND m.bruker_fiks_io
          AND encode(sha256(k.sertifikat), 'hex') = v.sertifikat_avtrykk);

-- VarselSql.ALARMS
-- by leveranse_kommune_venter
-- by leveranse_stoppet
-- by varsel_usendt
SELECT (SELECT count(*) FROM leveranse WHERE tilstand = 'STOPPET'),
       (SELECT count(*) FROM leveranse WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL') AND varslet & 4 = 4),
       (SELECT count(*) FROM varsel WHERE avsluttet IS NULL),
       (SELECT coalesce(extract(epoch FROM digisos_now() - min(trukket))::bigint, 0) FROM leveranse
         WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL'));

