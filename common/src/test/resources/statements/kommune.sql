-- KommuneTable.ALL
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 ORDER BY n.nummer;

-- KommuneTable.FIND
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 WHERE n.nummer = :kommunenummer;

-- KommuneTable.FIND_SEVERAL
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 WHERE n.nummer = ANY (:kommunenumre);

-- KommuneTable.FOR_FIKS_ORG
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_fiks_org
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 WHERE k.fiks_org_id = :fiksOrgId AND n.gjeldende;

-- KommuneTable.ACTIVE_WITH_ORGANISATION
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
WHERE k.organisasjonsnummer_fiks_io = :organisasjonsnummer AND k.aktivert AND n.gjeldende
ORDER BY n.nummer;

-- KommuneTable.ACTIVE
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
       k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
       k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
       k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
       k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
       k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
       k.teknisk_ansvarlig_epost
  FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
WHERE k.fiks_org_id = ANY (:fiksOrgIder) AND k.aktivert AND n.gjeldende
ORDER BY n.nummer;

-- KommuneTable.LETS_NAV_IN
-- by kommune_fiks_org_id_key
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
SELECT n.nummer FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
 WHERE n.nummer = ANY (:kommunenumre) AND k.nks_tilgang;

-- KommuneTable.READ
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_fiks_org
-- by kommunenummerbytte_pkey
SELECT *, floor(extract(epoch FROM frist))::bigint AS frist_s,
       floor(extract(epoch FROM hastefrist))::bigint AS hastefrist_s,
       (SELECT n.nummer FROM kommunenummer n WHERE n.fiks_org_id = kommune.fiks_org_id AND n.gjeldende)
           AS gjeldende_nummer
  FROM kommune WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL;

-- KommuneTable.LOCK
-- by kommune_fiks_org_id_key
-- by kommunenummerbytte_fiks_org
-- by kommunenummerbytte_pkey
SELECT *, floor(extract(epoch FROM frist))::bigint AS frist_s,
       floor(extract(epoch FROM hastefrist))::bigint AS hastefrist_s,
       (SELECT n.nummer FROM kommunenummer n WHERE n.fiks_org_id = kommune.fiks_org_id AND n.gjeldende)
           AS gjeldende_nummer
  FROM kommune WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL FOR UPDATE;

-- KommuneTable.CREATE
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
INSERT INTO kommune (kommunenummer, navn, fiks_org_id)
SELECT ny.nummer, ny.navn, ny.fiks_org_id
  FROM (VALUES (:kommunenummer, :navn, :fiksOrgId::uuid)) ny (nummer, navn, fiks_org_id)
 WHERE NOT EXISTS (SELECT FROM kommunenummer n WHERE n.nummer = ny.nummer)
ON CONFLICT DO NOTHING;

-- KommuneTable.WRITE
-- by kommune_fiks_org_id_key
UPDATE kommune
   SET aktivert = :aktivert, stotter_oppdateringer = :stotterOppdateringer,
       midlertidig_deaktivert_mottak = :midlertidigDeaktivertMottak,
       midlertidig_deaktivert_oppdateringer = :midlertidigDeaktivertOppdateringer,
       nks_tilgang = :nksTilgang, behandlingsansvarlig = :behandlingsansvarlig,
       bruker_fiks_io = :brukerFiksIO, fiks_io_konto_id = :fiksIOKontoId,
       dokumentlager_konto_id = :dokumentlagerKontoId,
       organisasjonsnummer_fiks_io = :organisasjonsnummerFiksIO,
       organisasjonsnummer_svarut = :organisasjonsnummerSvarUt, postadresse_navn = :postadresseNavn,
       postadresse_adresselinje1 = :adresselinje1, postadresse_adresselinje2 = :adresselinje2,
       postadresse_adresselinje3 = :adresselinje3, postadresse_postnummer = :postnummer,
       postadresse_poststed = :poststed, postadresse_land = :land,
       fagansvarlig_epost = :fagansvarligEpost, teknisk_ansvarlig_epost = :tekniskAnsvarligEpost,
       frist = :fristSekunder * interval '1 second', hastefrist = :hastefristSekunder * interval '1 second',
       versjon = versjon + 1, endret = digisos_now()
 WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL;

-- KommuneTable.TOUCH
-- by kommune_fiks_org_id_key
UPDATE kommune SET versjon = versjon + 1, endret = digisos_now() WHERE fiks_org_id = :fiksOrgId;

-- KommuneTable.DELETE
-- by kommune_fiks_org_id_key
UPDATE kommune
   SET konfigurasjon_slettet = digisos_now(), aktivert = false, stotter_oppdateringer = false,
       bruker_fiks_io = false, versjon = versjon + 1, endret = digisos_now()
 WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL;

-- KommuneTable.RESTORE
-- by kommune_fiks_org_id_key
UPDATE kommune SET konfigurasjon_slettet = NULL, versjon = versjon + 1, endret = digisos_now()
 WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NOT NULL;

-- KommunenummerTable.LOCK
LOCK TABLE kommunenummerbytte IN SHARE ROW EXCLUSIVE MODE;

-- KommunenummerTable.FIND
-- by kommune_pkey
-- by kommunenummerbytte_nytt_key
-- by kommunenummerbytte_pkey
SELECT fiks_org_id, fra, til FROM kommunenummer WHERE nummer = :kommunenummer;

-- KommunenummerTable.LEADS_TO
-- by kommunenummerbytte_pkey
WITH RECURSIVE etter AS (
    SELECT unnest(:etterfolgere::text[]) AS nummer
     UNION
    SELECT unnest(b.etterfolgere) FROM kommunenummerbytte b JOIN etter e ON b.gammelt = e.nummer)
SELECT EXISTS (SELECT FROM etter WHERE nummer = :kommunenummer);

-- KommunenummerTable.REPLACE
INSERT INTO kommunenummerbytte (gammelt, fiks_org_id, nytt, etterfolgere, fra)
VALUES (:gammelt, :fiksOrgId, :nytt, :etterfolgere, :fra);

-- KommunenummerTable.UNDO
-- by kommunenummerbytte_pkey
-- all of digisos_sak
DELETE FROM kommunenummerbytte b
 WHERE b.gammelt = :gammelt
   AND NOT EXISTS (SELECT FROM kommunenummerbytte s WHERE s.gammelt = b.nytt)
   AND NOT EXISTS (SELECT FROM digisos_sak s WHERE s.kommunenummer = b.nytt)
RETURNING fiks_org_id;

-- KontoCertificates.I_USE
-- by kommune_fiks_org_id_key
-- by konto_fiks_org
SELECT m.kommunenummer, k.id, k.navn, k.sertifikat, encode(sha256(k.sertifikat), 'hex') AS avtrykk,
       digisos_now()
  FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
 WHERE k.aktiv AND m.bruker_fiks_io AND k.sertifikat IS NOT NULL;

-- KontoTable.FIND
-- by konto_pkey
SELECT id, fiks_org_id, navn, aktiv, sertifikat FROM konto WHERE id = :kontoId;

-- KontoTable.FOR_FIKS_ORGS
-- by konto_fiks_org
SELECT id, fiks_org_id, navn, aktiv, sertifikat FROM konto
 WHERE fiks_org_id = ANY (:fiksOrgIder) ORDER BY id;

-- KontoTable.ALL
-- by konto_fiks_org
-- by konto_navenhet_pkey
SELECT k.id, k.fiks_org_id, k.navn, k.aktiv, k.sertifikat, k.meldingstyper,
       ARRAY(SELECT e.enhetsnummer FROM konto_navenhet e
              WHERE e.konto_id = k.id AND e.fiks_org_id = k.fiks_org_id ORDER BY e.enhetsnummer) AS enhetsnumre
  FROM konto k WHERE k.fiks_org_id = :fiksOrgId ORDER BY k.navn, k.id;

-- KontoTable.ONE
-- by konto_navenhet_pkey
-- by konto_pkey
SELECT k.id, k.fiks_org_id, k.navn, k.aktiv, k.sertifikat, k.meldingstyper,
       ARRAY(SELECT e.enhetsnummer FROM konto_navenhet e
              WHERE e.konto_id = k.id AND e.fiks_org_id = k.fiks_org_id ORDER BY e.enhetsnummer) AS enhetsnumre
  FROM konto k WHERE k.fiks_org_id = :fiksOrgId AND k.id = :kontoId;

-- KontoTable.FIKS_ORG_WITH_ENHET
-- by konto_navenhet_pkey
-- by konto_pkey
SELECT DISTINCT e.fiks_org_id FROM konto_navenhet e
  JOIN konto k ON k.id = e.konto_id AND k.fiks_org_id = e.fiks_org_id AND k.aktiv
 WHERE e.enhetsnummer = :enhetsnummer;

-- KontoTable.CREATE
INSERT INTO konto (id, fiks_org_id, navn, meldingstyper)
VALUES (:kontoId, :fiksOrgId, :navn, :meldingstyper);

-- KontoTable.WRITE
-- by konto_pkey
UPDATE konto SET navn = :navn, meldingstyper = :meldingstyper
 WHERE id = :kontoId AND fiks_org_id = :fiksOrgId;

-- KontoTable.CERTIFICATE
-- by konto_pkey
UPDATE konto SET sertifikat = :sertifikat WHERE id = :kontoId AND fiks_org_id = :fiksOrgId;

-- KontoTable.ACTIVE
-- by konto_pkey
UPDATE konto SET aktiv = :aktiv WHERE id = :kontoId AND fiks_org_id = :fiksOrgId;

-- KontoTable.REMOVE_ENHETER
-- by konto_navenhet_pkey
DELETE FROM konto_navenhet WHERE konto_id = :kontoId AND fiks_org_id = :fiksOrgId;

-- KontoTable.GIVE_ENHET
INSERT INTO konto_navenhet (konto_id, fiks_org_id, enhetsnummer)
VALUES (:kontoId, :fiksOrgId, :enhetsnummer);

