-- A case's life. Nothing is deleted by default. By a kommune's policy or an operator's decision the documents go, bytes and keys, and
-- a tombstone stays: the case's row, its references, deliveries, history and audit. One document may be withdrawn from view alone.

-- How long after its last change a case is deleted; NULL is never.
ALTER TABLE kommune ADD COLUMN slett_saker_etter interval CHECK (slett_saker_etter >= interval '1 day');

-- The blind index of a deleted case stays, so that its own person is told that it is gone; the number itself does not.
ALTER TABLE digisos_sak ALTER COLUMN soker_fnr_forseglet DROP NOT NULL;
ALTER TABLE digisos_sak ADD CHECK (slettet IS NOT NULL OR soker_fnr_forseglet IS NOT NULL);
CREATE INDEX digisos_sak_alder ON digisos_sak (kommunenummer, sist_endret) WHERE slettet IS NULL;

-- Withdrawn from the person's and NAV's view; deliveries carry it all the same.
ALTER TABLE dokument ADD COLUMN trukket timestamptz CHECK (trukket IS NULL OR digisos_id IS NOT NULL);
ALTER TABLE dokument ADD CHECK (tilstand <> 'SLETTET' OR (filnavn_forseglet IS NULL AND nokkel_forseglet IS NULL AND iv IS NULL
    AND sha256 IS NULL AND sha512 IS NULL AND cms_sha256 IS NULL));
