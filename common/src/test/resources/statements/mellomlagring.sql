-- MellomlagringRetention.LOCK_EXPIRED
-- by mellomlagring_alder
SELECT id FROM mellomlagring
 WHERE sist_berort < digisos_now() - :age * interval '1 microsecond'
 ORDER BY sist_berort LIMIT :limit FOR UPDATE SKIP LOCKED;

-- MellomlagringRetention.DELETE_FILES
-- by dokument_mellomlagring
DELETE FROM dokument WHERE mellomlagring_id = ANY (:ids);

-- MellomlagringRetention.DELETE
-- by mellomlagring_pkey
DELETE FROM mellomlagring WHERE id = ANY (:ids);

-- MellomlagringTable.TOUCH
INSERT INTO mellomlagring (id, organisasjon, nav_ekstern_ref_id) VALUES (:id, :organisasjon, :ref)
ON CONFLICT (organisasjon, nav_ekstern_ref_id) DO UPDATE SET sist_berort = digisos_now()
RETURNING id;

-- MellomlagringTable.LOCK
-- by mellomlagring_organisasjon_nav_ekstern_ref_id_key
SELECT id FROM mellomlagring WHERE organisasjon = :organisasjon AND nav_ekstern_ref_id = :ref FOR UPDATE;

-- MellomlagringTable.FIND
-- by mellomlagring_organisasjon_nav_ekstern_ref_id_key
SELECT id FROM mellomlagring WHERE organisasjon = :organisasjon AND nav_ekstern_ref_id = :ref;

-- MellomlagringTable.FILES
-- by dokument_mellomlagring
SELECT id, filnavn_forseglet, mimetype, storrelse, hasher_forseglet, sha256, sha512
  FROM dokument
 WHERE mellomlagring_id = :id AND tilstand = 'LAGRET'
 ORDER BY opprettet, rekkefolge, id;

-- MellomlagringTable.DELETE
-- by mellomlagring_pkey
DELETE FROM mellomlagring WHERE id = :id;

