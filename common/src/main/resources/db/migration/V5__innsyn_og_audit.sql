-- Delivery made visible, the search of the audit log, and the caller's certificate in it.

-- When a message was first and last handed out. Not indexed: the queue's statements then stay within the page.
ALTER TABLE leveranse ADD COLUMN forste_leie timestamptz, ADD COLUMN siste_leie timestamptz;

-- Per kommune: what was accepted lately, and what is undecided however old.
CREATE INDEX leveranse_kommune ON leveranse (kommunenummer, opprettet);
CREATE INDEX leveranse_kommune_venter ON leveranse (kommunenummer, opprettet)
    WHERE tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET');

-- Whether a case has ever been updated.
CREATE INDEX oppdatering_sak ON oppdatering (digisos_id);

-- The virksomhetssertifikat of the caller. Covered by version 2 of the row's MAC; rows from before have none and stay as they are.
ALTER TABLE audit_rad ADD COLUMN aktor_sertifikat_avtrykk text;
CREATE INDEX audit_rad_fiks_org ON audit_rad (fiks_org_id, tidspunkt) WHERE fiks_org_id IS NOT NULL;
CREATE INDEX audit_rad_request ON audit_rad (request_id) WHERE request_id IS NOT NULL;

-- A grant of its own for the data-protection officer.
ALTER TABLE tilgang DROP CONSTRAINT tilgang_privilegium_check;
ALTER TABLE tilgang ADD CONSTRAINT tilgang_privilegium_check CHECK (privilegium IN
    ('INNSENDING', 'MELLOMLAGRING', 'NAV_INNSYN', 'KOMMUNEINFO', 'FAGSYSTEM', 'ADMIN', 'DRIFT', 'AUDIT'));
