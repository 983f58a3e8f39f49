-- A kommune configures itself, owns its integrations, and its fagsystem may open cases.

-- Counts every change of a kommune's configuration and its kontoer, so that nobody overwrites what they have not seen.
ALTER TABLE kommune ADD COLUMN versjon bigint NOT NULL DEFAULT 1;
ALTER TABLE kommune ADD COLUMN dokumentlager_konto_id uuid;
-- When the kommune took its configuration away. Its addresses stay: what was accepted before is still delivered.
ALTER TABLE kommune ADD COLUMN konfigurasjon_slettet timestamptz;
ALTER TABLE kommune ADD CONSTRAINT kommune_slettet_tar_ikke_imot
    CHECK (konfigurasjon_slettet IS NULL OR NOT (aktivert OR stotter_oppdateringer OR bruker_fiks_io));

-- The kommune that made the integration and alone may change it; null for those that an operator made.
ALTER TABLE integrasjon ADD COLUMN fiks_org_id uuid REFERENCES kommune (fiks_org_id);
CREATE INDEX integrasjon_fiks_org ON integrasjon (fiks_org_id) WHERE fiks_org_id IS NOT NULL;

-- One row per case that a fagsystem opened with an Idempotency-Key: the repeat of the call finds the same case.
CREATE TABLE sak_opprettelse (
    integrasjon_id uuid        NOT NULL,
    nokkel         text        NOT NULL CHECK (nokkel ~ '^[!-~]{1,64}$'),
    digisos_id     uuid        NOT NULL REFERENCES digisos_sak (digisos_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    fingeravtrykk  bytea       NOT NULL,
    opprettet      timestamptz NOT NULL DEFAULT digisos_now(),
    PRIMARY KEY (integrasjon_id, nokkel)
);
CREATE INDEX sak_opprettelse_sak ON sak_opprettelse (digisos_id);
GRANT SELECT, INSERT ON sak_opprettelse TO digisos_funksjon;
