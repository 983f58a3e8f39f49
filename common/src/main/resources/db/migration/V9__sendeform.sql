-- What a document is by its own bytes; null for what came before that was looked at. And what an operator chose to send a document of
-- a stopped delivery as, in place of what its sender said: the name is sealed as the sender's is.
ALTER TABLE dokument
    ADD COLUMN pdf text CHECK (pdf IN ('IKKE_PDF', 'APEN', 'KRYPTERT')),
    ADD COLUMN sendes_som_forseglet bytea,
    ADD COLUMN sendes_som_mimetype text,
    ADD CHECK (tilstand <> 'SLETTET' OR sendes_som_forseglet IS NULL);

-- SvarUt refused what was sent: the next attempt goes with neutral names and types, and a refusal of that one stops it.
ALTER TABLE leveranse ADD COLUMN svarut_noytral boolean NOT NULL DEFAULT false;

-- One more kind of mail: a PDF was left out of the letter. The kinds are those of the code, which reads them one by one.
ALTER TABLE varsel DROP CONSTRAINT varsel_slag_check;
ALTER TABLE varsel ADD CONSTRAINT varsel_slag_check CHECK (slag ~ '^[A-Z_]{1,40}$');
