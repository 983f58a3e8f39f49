-- AuditSql.TAKE_FREE_HEAD
-- all of audit_kjede
SELECT kjede, antall, hode, digisos_now() FROM audit_kjede WHERE kjede <> ALL (:utenom::int[])
 ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED;

-- AuditSql.TAKE_HEAD
-- all of audit_kjede
SELECT kjede, antall, hode, digisos_now() FROM audit_kjede WHERE kjede <> ALL (:utenom::int[])
 ORDER BY random() LIMIT 1 FOR UPDATE;

-- AuditSql.ONE_TAIL
-- by audit_kjede_pkey
-- by audit_rad_pkey
SELECT k.kjede, h.antall, h.hode, r.* FROM (VALUES (:kjede::int)) k (kjede) LEFT JOIN audit_kjede h ON h.kjede = k.kjede
LEFT JOIN LATERAL (
  SELECT kjede, nr, tidspunkt, mac, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
aktor_sertifikat_avtrykk, lukker     FROM audit_rad WHERE kjede = k.kjede AND nr >= greatest(h.antall, 1) - 1 ORDER BY nr LIMIT 3) r ON true
ORDER BY k.kjede, r.nr;

-- AuditSql.TAILS
-- by audit_kjede_pkey
-- by audit_rad_pkey
SELECT k.kjede, h.antall, h.hode, r.*
  FROM (SELECT generate_series(0, 63) AS kjede UNION SELECT kjede FROM audit_kjede) k LEFT JOIN audit_kjede h ON h.kjede = k.kjede
LEFT JOIN LATERAL (
  SELECT kjede, nr, tidspunkt, mac, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
aktor_sertifikat_avtrykk, lukker     FROM audit_rad WHERE kjede = k.kjede AND nr >= greatest(h.antall, 1) - 1 ORDER BY nr LIMIT 3) r ON true
ORDER BY k.kjede, r.nr;

-- AuditSql.HOLD_HEAD
-- by audit_kjede_pkey
SELECT antall, hode FROM audit_kjede WHERE kjede = :kjede FOR UPDATE;

-- AuditSql.CLOSE_HEAD
-- by audit_kjede_pkey
UPDATE audit_kjede SET antall = -1 - antall WHERE kjede = :kjede AND antall >= 0;

-- AuditSql.INSERT
INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie,
    person_indeks, fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk,
    hjemmel, antall, ider_hash, nokkel_id, operator, aktor_sertifikat_avtrykk, lukker, kjede, nr,
    tidspunkt, mac)
VALUES (:handling, :utfall, :organisasjon, :integrasjonId::uuid, decode(:aktorIndeks, 'hex'), :sertifikatSerie,
    decode(:personIndeks, 'hex'), :fiksOrgId::uuid, :digisosId::uuid, :dokumentId::uuid, :leveranseId::uuid,
    :requestId::uuid, :sertifikatAvtrykk, :hjemmel, :antall::integer, decode(:iderHash, 'hex'), :nokkelId,
    :operator, :aktorSertifikatAvtrykk, :lukker, :kjede, :nr, :tidspunkt, :mac);

-- AuditSql.WRITE
-- by audit_kjede_pkey
WITH rad AS (INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie,
    person_indeks, fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk,
    hjemmel, antall, ider_hash, nokkel_id, operator, aktor_sertifikat_avtrykk, lukker, kjede, nr,
    tidspunkt, mac)
VALUES (:handling, :utfall, :organisasjon, :integrasjonId::uuid, decode(:aktorIndeks, 'hex'), :sertifikatSerie,
    decode(:personIndeks, 'hex'), :fiksOrgId::uuid, :digisosId::uuid, :dokumentId::uuid, :leveranseId::uuid,
    :requestId::uuid, :sertifikatAvtrykk, :hjemmel, :antall::integer, decode(:iderHash, 'hex'), :nokkelId,
    :operator, :aktorSertifikatAvtrykk, :lukker, :kjede, :nr, :tidspunkt, :mac) RETURNING kjede, nr, mac)
UPDATE audit_kjede k SET antall = rad.nr, hode = rad.mac FROM rad
 WHERE k.kjede = rad.kjede AND k.antall = :antallFor;

-- AuditSql.HEADS
-- by audit_kjede_pkey
SELECT kjede, antall, hode FROM audit_kjede ORDER BY kjede;

-- AuditSql.MAC_AT
-- by audit_rad_pkey
SELECT r.kjede, r.nr, r.mac FROM unnest(:kjeder::int[], :numre::bigint[]) AS v (kjede, nr)
  JOIN audit_rad r ON r.kjede = v.kjede AND r.nr = v.nr;

-- AuditSql.ROWS
-- by audit_rad_pkey
SELECT kjede, nr, tidspunkt, mac, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
aktor_sertifikat_avtrykk, lukker FROM audit_rad ORDER BY kjede, nr;

-- AuditSql.ROWS_IN_CHAIN
-- by audit_rad_pkey
SELECT kjede, nr, tidspunkt, mac, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
aktor_sertifikat_avtrykk, lukker FROM audit_rad WHERE kjede = :kjede ORDER BY nr;

-- AuditSql.CLOSURES
-- by audit_rad_pkey
-- by audit_rad_tid
SELECT kjede, nr, tidspunkt, mac, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator,
aktor_sertifikat_avtrykk, lukker, (SELECT f.mac FROM audit_rad f WHERE f.kjede = r.kjede AND f.nr = r.nr - 1)
  FROM audit_rad r
 WHERE lukker IS NOT NULL AND handling = 'LUKK_AUDITKJEDE' AND nr > 0 ORDER BY tidspunkt, kjede, nr;

