-- DokumentContent.KEEP_KEY
INSERT INTO dokument_nokkel (dokument_id, fingeravtrykk, innpakket) VALUES (:dokumentId, :fingeravtrykk, :innpakket)
ON CONFLICT DO NOTHING;

-- DokumentContent.FIND_KEY
-- by dokument_nokkel_pkey
SELECT innpakket FROM dokument_nokkel WHERE dokument_id = :dokumentId AND fingeravtrykk = :fingeravtrykk;

-- DokumentLookup.VISIBLE_IN_SAKER
-- by dokument_pkey
-- by dokument_sak
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND id = ANY (:ider) AND digisos_id = ANY (:digisosIder) AND trukket IS NULL;

-- DokumentLookup.VISIBLE
-- by dokument_pkey
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND id = :id AND digisos_id IS NOT NULL AND trukket IS NULL;

-- DokumentLookup.IN_SAKER
-- by dokument_sak
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND digisos_id = ANY (:digisosIder) ORDER BY rekkefolge, opprettet, id;

-- DokumentLookup.IN_SAK_WITH_ROLE
-- by dokument_sak
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND digisos_id = :digisosId AND rolle = :rolle ORDER BY opprettet, rekkefolge, id;

-- DokumentLookup.IN_INNSENDINGER
-- by dokument_innsending
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND innsending_id = ANY (:innsendingIder) ORDER BY rekkefolge, id;

-- DokumentLookup.IN_MELLOMLAGRING
-- by dokument_mellomlagring
SELECT id, rolle, digisos_id, innsending_id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512,
       chiffer_storrelse, cms_sha256, iv, nokkel_forseglet, pdf, sendes_som_forseglet, sendes_som_mimetype
  FROM dokument
 WHERE tilstand = 'LAGRET' AND mellomlagring_id = :mellomlagringId ORDER BY opprettet, id;

-- DokumentLookup.FILES_IN_SAK
-- by dokument_sak
SELECT id FROM dokument
 WHERE digisos_id = :digisosId AND tilstand = 'LAGRET'
   AND rolle IN ('FAGSYSTEM_FIL', 'SOKNAD_DOKUMENT', 'VEDLEGG');

-- DokumentLookup.IN_LEVERANSE
-- by dokument_innsending
-- by leveranse_pkey
SELECT d.id, d.rolle, d.mimetype, d.pdf, d.storrelse
  FROM dokument d JOIN leveranse l ON l.innsending_id = d.innsending_id
 WHERE l.id = :meldingId AND d.tilstand = 'LAGRET' ORDER BY d.rekkefolge, d.id;

-- DokumentRetention.DELETE_HALF_RECEIVED
-- by dokument_mottas
-- by dokument_pkey
WITH valgt AS MATERIALIZED (
    SELECT id FROM dokument
     WHERE tilstand = 'MOTTAS' AND opprettet < digisos_now() - :age * interval '1 microsecond'
     LIMIT :limit FOR UPDATE SKIP LOCKED)
DELETE FROM dokument d USING valgt WHERE d.id = valgt.id;

-- DokumentTable.BEGIN
INSERT INTO dokument (id, tilstand) VALUES (:id, 'MOTTAS');

-- DokumentTable.COMPLETE
-- by dokument_mottas
UPDATE dokument
   SET storrelse = :storrelse, hasher_forseglet = :hasherForseglet, sha256 = :sha256, sha512 = :sha512,
       chiffer_storrelse = :chifferStorrelse, cms_storrelse = :cmsStorrelse, cms_sha256 = :cmsSha256, iv = :iv,
       nokkel_forseglet = :nokkelForseglet, pdf = :pdf
 WHERE id = :id AND tilstand = 'MOTTAS';

-- DokumentTable.OWN
-- by dokument_mottas
UPDATE dokument
   SET tilstand = 'LAGRET', rolle = :rolle, digisos_id = :digisosId, innsending_id = :innsendingId,
       mellomlagring_id = :mellomlagringId, rekkefolge = :rekkefolge, filnavn_forseglet = :filnavnForseglet,
       mimetype = :mimetype, oppgitt_storrelse = :oppgittStorrelse
 WHERE id = :id AND tilstand = 'MOTTAS' AND nokkel_forseglet IS NOT NULL;

-- DokumentTable.MOVE
-- by dokument_mellomlagring
UPDATE dokument
   SET rolle = :rolle, digisos_id = :digisosId, innsending_id = :innsendingId, mellomlagring_id = NULL,
       rekkefolge = :rekkefolge
 WHERE id = :id AND tilstand = 'LAGRET' AND mellomlagring_id = :fraMellomlagring;

-- DokumentTable.DROP_UNOWNED
-- by dokument_mottas
DELETE FROM dokument WHERE id = ANY (:ider) AND tilstand = 'MOTTAS';

-- DokumentTable.DROP_STAGED
-- by dokument_mellomlagring
DELETE FROM dokument WHERE id = :id AND mellomlagring_id = :mellomlagringId AND tilstand = 'LAGRET';

-- DokumentTable.DROP_ALL_STAGED
-- by dokument_mellomlagring
DELETE FROM dokument WHERE mellomlagring_id = :mellomlagringId;

-- DokumentTable.DROP_FILE
-- by dokument_sak
DELETE FROM dokument
 WHERE id = :id AND digisos_id = :digisosId AND rolle = 'FAGSYSTEM_FIL' AND tilstand = 'LAGRET';

-- DokumentTable.DROP_PIECES
-- by dokument_bit_pkey
-- by dokument_sak
DELETE FROM dokument_bit b USING dokument d WHERE d.id = b.dokument_id AND d.digisos_id = :digisosId;

-- DokumentTable.DROP_KEYS
-- by dokument_nokkel_pkey
-- by dokument_sak
DELETE FROM dokument_nokkel n USING dokument d WHERE d.id = n.dokument_id AND d.digisos_id = :digisosId;

-- DokumentTable.BURY
-- by dokument_sak
UPDATE dokument
   SET tilstand = 'SLETTET', slettet = digisos_now(), filnavn_forseglet = NULL, nokkel_forseglet = NULL, iv = NULL,
       sendes_som_forseglet = NULL, hasher_forseglet = NULL, sha256 = NULL, sha512 = NULL, cms_sha256 = NULL
 WHERE digisos_id = :digisosId AND tilstand = 'LAGRET';

-- DokumentTable.WITHDRAW
-- by dokument_pkey
UPDATE dokument SET trukket = digisos_now()
 WHERE id = :id AND digisos_id IS NOT NULL AND tilstand = 'LAGRET' AND trukket IS NULL
RETURNING digisos_id;

-- DokumentTable.SEND_AS
-- by dokument_pkey
-- by leveranse_stoppet
UPDATE dokument d
   SET sendes_som_forseglet = coalesce(:filnavnForseglet, d.sendes_som_forseglet),
       sendes_som_mimetype = coalesce(:mimetype, d.sendes_som_mimetype)
 WHERE d.id = :id AND d.tilstand = 'LAGRET' AND EXISTS (
       SELECT FROM leveranse l WHERE l.innsending_id = d.innsending_id AND l.tilstand = 'STOPPET')
RETURNING d.digisos_id;

-- HashSealing.OPEN
-- by dokument_apne_hasher
SELECT id, sha256, sha512 FROM dokument
 WHERE sha256 IS NOT NULL AND sha512 IS NOT NULL LIMIT :max FOR UPDATE SKIP LOCKED;

-- HashSealing.SEAL
-- by dokument_pkey
UPDATE dokument d SET hasher_forseglet = f.forseglet, sha256 = NULL, sha512 = NULL
  FROM unnest(:ider::uuid[], :forseglede::bytea[]) AS f (id, forseglet) WHERE d.id = f.id;

-- PostgresChunkStore.WRITE
INSERT INTO dokument_bit (dokument_id, nr, data) VALUES (:dokumentId, :nr, :data);

-- PostgresChunkStore.READ
-- by dokument_bit_pkey
SELECT octet_length(data) AS lengde, substring(data FROM :fra FOR :antall) AS del
  FROM dokument_bit WHERE dokument_id = :dokumentId AND nr = :nr;

