-- Whoever has the database alone cannot try out what was sent, nor see that two people sent the same.

-- SHA-256 and SHA-512 of the plain file, sealed. Rows from before have them open until fallback-job has sealed them; so do those
-- that are written while functions from before are still running (digisos.oppgradering.gamle-funksjoner).
ALTER TABLE dokument ADD COLUMN hasher_forseglet bytea;
ALTER TABLE dokument DROP CONSTRAINT dokument_check;
ALTER TABLE dokument ADD CONSTRAINT dokument_lagret_er_hel CHECK (tilstand <> 'LAGRET'
    OR (rolle IS NOT NULL AND filnavn_forseglet IS NOT NULL AND storrelse IS NOT NULL
        AND (hasher_forseglet IS NOT NULL OR (sha256 IS NOT NULL AND sha512 IS NOT NULL))
        AND chiffer_storrelse IS NOT NULL AND iv IS NOT NULL
        AND nokkel_forseglet IS NOT NULL AND (digisos_id IS NULL) <> (mellomlagring_id IS NULL)));
ALTER TABLE dokument ADD CONSTRAINT dokument_slettet_er_tom CHECK (tilstand <> 'SLETTET' OR hasher_forseglet IS NULL);
ALTER TABLE dokument ADD CONSTRAINT dokument_hasher_en_form CHECK (hasher_forseglet IS NULL OR (sha256 IS NULL AND sha512 IS NULL));
CREATE INDEX dokument_apne_hasher ON dokument (id) WHERE sha256 IS NOT NULL;

-- The Idempotency-Key is the fagsystem's own text, and may name a person: kept as an HMAC, or open as above. Each row is a case of
-- its own.
ALTER TABLE sak_opprettelse DROP CONSTRAINT sak_opprettelse_pkey;
ALTER TABLE sak_opprettelse ALTER COLUMN nokkel DROP NOT NULL;
ALTER TABLE sak_opprettelse
    ADD COLUMN nokkel_indeks_nokkel text,
    ADD COLUMN nokkel_indeks bytea CHECK (length(nokkel_indeks) = 32),
    ADD CONSTRAINT sak_opprettelse_en_form CHECK ((nokkel IS NULL) <> (nokkel_indeks IS NULL)),
    ADD CONSTRAINT sak_opprettelse_indeks_nokkel CHECK ((nokkel_indeks IS NULL) = (nokkel_indeks_nokkel IS NULL)),
    ADD PRIMARY KEY (digisos_id);
DROP INDEX sak_opprettelse_sak;
CREATE UNIQUE INDEX sak_opprettelse_apen ON sak_opprettelse (integrasjon_id, nokkel) WHERE nokkel IS NOT NULL;
CREATE UNIQUE INDEX sak_opprettelse_indeks ON sak_opprettelse (integrasjon_id, nokkel_indeks) WHERE nokkel_indeks IS NOT NULL;
