-- History.APPEND
INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse)
VALUES (:digisosId, :innsendingId, :leveranseId, :hendelse);

-- InnsendingTable.INSERT
INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, fingeravtrykk,
                        avsender_organisasjon, avsender_integrasjon, skjemaavvik)
VALUES (:id, :type, :digisosId, :navEksternRefId, :klageId, :vedtakId, :fingeravtrykk,
        :organisasjon, :integrasjonId, :skjemaavvik)
ON CONFLICT DO NOTHING;

-- InnsendingTable.FIRST_SOKNAD
-- by digisos_sak_pkey
-- by innsending_soknad
SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
  FROM innsending i JOIN digisos_sak s USING (digisos_id)
 WHERE i.type = 'SOKNAD' AND i.nav_ekstern_ref_id = :navEksternRefId;

-- InnsendingTable.FIRST_ETTERSENDELSE
-- by digisos_sak_pkey
-- by innsending_ettersendelse
SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
  FROM innsending i JOIN digisos_sak s USING (digisos_id)
 WHERE i.type = 'ETTERSENDELSE' AND i.digisos_id = :digisosId AND i.nav_ekstern_ref_id = :navEksternRefId;

-- InnsendingTable.FIRST_KLAGE
-- by digisos_sak_pkey
-- by innsending_klage
SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
  FROM innsending i JOIN digisos_sak s USING (digisos_id)
 WHERE i.type = 'KLAGE' AND i.klage_id = :klageId;

-- InnsendingTable.FIRST_KLAGE_ETTERSENDELSE
-- by digisos_sak_pkey
-- by innsending_klage_ettersendelse
SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
  FROM innsending i JOIN digisos_sak s USING (digisos_id)
 WHERE i.type = 'KLAGE_ETTERSENDELSE' AND i.klage_id = :klageId AND i.nav_ekstern_ref_id = :navEksternRefId;

-- InnsendingTable.FIRST_KLAGE_TREKK
-- by digisos_sak_pkey
-- by innsending_klage_trekk
SELECT i.id, i.digisos_id, i.fingeravtrykk, i.avsender_organisasjon, s.soker_indeks
  FROM innsending i JOIN digisos_sak s USING (digisos_id)
 WHERE i.type = 'KLAGE_TREKK' AND i.klage_id = :klageId;

-- InnsendingTable.ONE
-- by innsending_pkey
SELECT id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, mottatt FROM innsending WHERE id = :id;

-- InnsendingTable.WITH_IDS
-- by innsending_pkey
SELECT id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, mottatt FROM innsending WHERE id = ANY (:ider);

-- InnsendingTable.IN_SAKER
-- by innsending_sak
SELECT id, type, digisos_id, nav_ekstern_ref_id, klage_id, vedtak_id, mottatt FROM innsending WHERE digisos_id = ANY (:digisosIder) ORDER BY mottatt, id;

-- InnsendingTable.HAS_KLAGE
-- by innsending_klage
SELECT 1 FROM innsending WHERE type = 'KLAGE' AND klage_id = :klageId AND digisos_id = :digisosId;

-- OppdateringTable.RETIRE
-- by oppdatering_gjeldende
UPDATE oppdatering SET gjeldende = false WHERE digisos_id = :digisosId AND gjeldende;

-- OppdateringTable.INSERT
INSERT INTO oppdatering (id, digisos_id, dokument_id, integrasjon_id, referanser)
VALUES (:id, :digisosId, :dokumentId, :integrasjonId, :referanser);

-- OppdateringTable.CURRENT
-- by oppdatering_gjeldende
SELECT digisos_id, dokument_id, tidspunkt FROM oppdatering WHERE digisos_id = ANY (:digisosIder) AND gjeldende;

-- OppdateringTable.REFERENCES
-- by oppdatering_gjeldende
SELECT unnest(referanser) FROM oppdatering WHERE digisos_id = :digisosId AND gjeldende;

-- SakCreations.LOCK
SELECT pg_advisory_xact_lock(hashtextextended(:navn, 0));

-- SakCreations.INSERT
INSERT INTO sak_opprettelse (integrasjon_id, nokkel, nokkel_indeks_nokkel, nokkel_indeks, digisos_id, fingeravtrykk)
VALUES (:integrasjonId, :nokkel, :indeksNokkel, :indeks, :digisosId, :fingeravtrykk)
ON CONFLICT DO NOTHING;

-- SakCreations.FIND
-- by sak_opprettelse_apen
-- by sak_opprettelse_indeks
SELECT digisos_id, fingeravtrykk FROM sak_opprettelse
 WHERE integrasjon_id = :integrasjonId AND (nokkel_indeks = ANY (:indekser) OR nokkel = :nokkel);

-- SakCreations.OPEN
-- by sak_opprettelse_apen
SELECT digisos_id, integrasjon_id, nokkel FROM sak_opprettelse
 WHERE nokkel IS NOT NULL LIMIT :max FOR UPDATE SKIP LOCKED;

-- SakCreations.HIDE
-- by sak_opprettelse_indeks
-- by sak_opprettelse_pkey
UPDATE sak_opprettelse s SET nokkel = NULL, nokkel_indeks_nokkel = :indeksNokkel, nokkel_indeks = :indeks
 WHERE s.digisos_id = :digisosId AND NOT EXISTS (
       SELECT FROM sak_opprettelse n WHERE n.integrasjon_id = s.integrasjon_id AND n.nokkel_indeks = :indeks);

-- SakCreations.REMOVE
-- by sak_opprettelse_pkey
DELETE FROM sak_opprettelse WHERE digisos_id = :digisosId AND nokkel IS NOT NULL;

-- SakTable.CREATE
INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,
                         soker_indeks, enhetsnummer)
VALUES (:digisosId, :kommunenummer, :fiksOrgId, :fnrForseglet, :indeksNokkel, :indeks, :enhetsnummer);

-- SakTable.TOUCH
-- by digisos_sak_pkey
UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = :digisosId AND slettet IS NULL;

-- SakTable.LOCK
-- by digisos_sak_pkey
SELECT 1 FROM digisos_sak WHERE digisos_id = :digisosId AND slettet IS NULL FOR UPDATE;

-- SakTable.APPLICANT
-- by digisos_sak_pkey
SELECT soker_indeks FROM digisos_sak WHERE digisos_id = :digisosId;

-- SakTable.COUNT
-- by digisos_sak_alder
SELECT count(*) AS antall, min(opprettet) AS forste, max(opprettet) AS siste
  FROM digisos_sak WHERE soker_indeks = ANY (:indekser) AND slettet IS NULL;

-- SakTable.DUE
-- by digisos_sak_alder
-- by kommune_fiks_org_id_key
-- by leveranse_sak
SELECT s.digisos_id
  FROM digisos_sak s JOIN kommune k USING (fiks_org_id)
 WHERE s.slettet IS NULL AND k.slett_saker_etter IS NOT NULL
   AND s.sist_endret < digisos_now() - k.slett_saker_etter AND NOT EXISTS (SELECT FROM leveranse l WHERE l.digisos_id = s.digisos_id AND (l.tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET') OR l.tilstand = 'SVARUT_SENDT' AND coalesce(l.svarut_status, '') NOT IN ('LEST', 'PRINTET') AND l.svarut_sendt > digisos_now() - interval '5184000 seconds')) ORDER BY s.sist_endret LIMIT :max FOR UPDATE OF s SKIP LOCKED;

-- SakTable.BURY
-- by digisos_sak_pkey
UPDATE digisos_sak SET slettet = digisos_now(), soker_fnr_forseglet = NULL
 WHERE digisos_id = :digisosId AND slettet IS NULL;

-- SakTable.ONE
-- by digisos_sak_pkey
SELECT digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks, enhetsnummer, sist_endret, slettet
  FROM digisos_sak WHERE digisos_id = :digisosId AND slettet IS NULL;

-- SakTable.ONE_ALSO_DELETED
-- by digisos_sak_pkey
SELECT digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks, enhetsnummer, sist_endret, slettet
  FROM digisos_sak WHERE digisos_id = :digisosId;

-- SakTable.FOR_SOKER
-- by digisos_sak_alder
SELECT digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks, enhetsnummer, sist_endret, slettet
  FROM digisos_sak WHERE soker_indeks = ANY (:indekser) AND slettet IS NULL ORDER BY sist_endret DESC, digisos_id;

-- SakTable.OWN
-- by digisos_sak_alder
SELECT digisos_id FROM digisos_sak
 WHERE digisos_id = ANY (:digisosIder) AND soker_indeks = ANY (:indekser) AND slettet IS NULL;

