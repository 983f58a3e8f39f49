-- Each function may do what it does, and no more. The roles are made by infra/postgres/roller.sql. A migration that makes a table says
-- here-after what each of them may do with it; rettigheter.txt is the expectation that a test holds against the database.

-- What everybody who logs in may do by birth.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback, digisos_drift;

-- Whether the schema is new enough; who takes part.
GRANT SELECT ON flyway_schema_history, kommune, kommunenummer
    TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback, digisos_drift;
GRANT SELECT ON integrasjon TO digisos_submit, digisos_status, digisos_metadata;
GRANT SELECT (id, navn, autorisert_organisasjon, opprettet, tilbakekalt, fiks_org_id) ON integrasjon TO digisos_drift;
GRANT SELECT ON tilgang, personkobling TO digisos_submit, digisos_status, digisos_metadata, digisos_drift;
GRANT SELECT ON personkobling TO digisos_fallback;
GRANT SELECT ON konto, konto_navenhet TO digisos_submit, digisos_status, digisos_fallback, digisos_drift;

-- A kommune's administrator decides on its configuration and its own integrations.
GRANT UPDATE (aktivert, stotter_oppdateringer, midlertidig_deaktivert_mottak, midlertidig_deaktivert_oppdateringer, nks_tilgang,
        behandlingsansvarlig, bruker_fiks_io, fiks_io_konto_id, dokumentlager_konto_id, organisasjonsnummer_fiks_io,
        organisasjonsnummer_svarut, postadresse_navn, postadresse_adresselinje1, postadresse_adresselinje2,
        postadresse_adresselinje3, postadresse_postnummer, postadresse_poststed, postadresse_land, fagansvarlig_epost,
        teknisk_ansvarlig_epost, frist, hastefrist, versjon, endret, konfigurasjon_slettet)
    ON kommune TO digisos_status;
GRANT INSERT, UPDATE (navn, meldingstyper, sertifikat, aktiv) ON konto TO digisos_status;
GRANT INSERT, DELETE ON konto_navenhet TO digisos_status;
GRANT INSERT, UPDATE (passord_salt, passord_hash, tilbakekalt) ON integrasjon TO digisos_status, digisos_drift;
GRANT INSERT, UPDATE (tilbakekalt) ON tilgang TO digisos_status, digisos_drift;

-- What a kommune decides stops at what is a kommune's: no password of NAV's, and no grant but FAGSYSTEM on one kommune. Whoever else may
-- write here may write all of it. The owner is not held by this, nor what the owner does for a foreign key.
ALTER TABLE integrasjon ENABLE ROW LEVEL SECURITY;
ALTER TABLE tilgang ENABLE ROW LEVEL SECURITY;
CREATE POLICY lese ON integrasjon FOR SELECT USING (true);
CREATE POLICY lese ON tilgang FOR SELECT USING (true);
CREATE POLICY drive ON integrasjon TO digisos_drift, digisos_funksjon USING (true);
CREATE POLICY drive ON tilgang TO digisos_drift, digisos_funksjon USING (true);
CREATE POLICY opprette ON integrasjon FOR INSERT TO digisos_status WITH CHECK (fiks_org_id IS NOT NULL);
CREATE POLICY endre ON integrasjon FOR UPDATE TO digisos_status USING (fiks_org_id IS NOT NULL);
CREATE POLICY gi ON tilgang FOR INSERT TO digisos_status
    WITH CHECK (privilegium = 'FAGSYSTEM' AND integrasjon_id IS NOT NULL AND fiks_org_id IS NOT NULL);
CREATE POLICY trekke ON tilgang FOR UPDATE TO digisos_status
    USING (integrasjon_id IS NOT NULL AND fiks_org_id IS NOT NULL) WITH CHECK (tilbakekalt IS NOT NULL);

-- An operator on everything of the kind: kommuner, numbers, people.
GRANT INSERT, UPDATE ON kommune TO digisos_drift;
GRANT SELECT, INSERT, DELETE ON kommunenummerbytte TO digisos_drift;
GRANT INSERT, UPDATE ON personkobling TO digisos_drift;

-- The case and what was submitted.
GRANT SELECT ON digisos_sak, innsending, oppdatering TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback,
    digisos_drift;
GRANT INSERT, UPDATE (sist_endret) ON digisos_sak TO digisos_submit, digisos_status;
GRANT UPDATE (slettet, soker_fnr_forseglet) ON digisos_sak TO digisos_fallback, digisos_drift;
GRANT INSERT ON innsending TO digisos_submit;
GRANT INSERT, UPDATE (gjeldende) ON oppdatering TO digisos_status;
GRANT SELECT, INSERT ON sak_opprettelse TO digisos_status;
GRANT SELECT, UPDATE (nokkel, nokkel_indeks, nokkel_indeks_nokkel), DELETE ON sak_opprettelse TO digisos_fallback;
GRANT SELECT, INSERT, UPDATE (sist_berort), DELETE ON mellomlagring TO digisos_submit;
GRANT SELECT, UPDATE (sist_berort), DELETE ON mellomlagring TO digisos_fallback;

-- Documents.
GRANT SELECT ON dokument TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback, digisos_drift;
GRANT INSERT, UPDATE, DELETE ON dokument TO digisos_submit, digisos_status;
GRANT UPDATE, DELETE ON dokument TO digisos_fallback;
GRANT UPDATE ON dokument TO digisos_drift;
GRANT SELECT ON dokument_bit TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback;
GRANT INSERT ON dokument_bit TO digisos_submit, digisos_status;
GRANT DELETE ON dokument_bit TO digisos_fallback, digisos_drift;
GRANT SELECT (dokument_id, nr) ON dokument_bit TO digisos_drift;
GRANT SELECT, INSERT ON dokument_nokkel TO digisos_status, digisos_fallback;
GRANT DELETE ON dokument_nokkel TO digisos_fallback, digisos_drift;
GRANT SELECT (dokument_id) ON dokument_nokkel TO digisos_drift;

-- Deliveries. Who accepts lays them in the queue; who receives decides; the job sends; an operator does what a human decides.
GRANT SELECT ON leveranse TO digisos_submit, digisos_status, digisos_metadata, digisos_fallback, digisos_drift;
GRANT INSERT, UPDATE (tilstand, endret, venter_pa, konto_id, i_ko_siden, frist, aarsak, trukket, sendes_tidligst)
    ON leveranse TO digisos_submit;
GRANT UPDATE ON leveranse TO digisos_status;
GRANT UPDATE, DELETE ON leveranse TO digisos_fallback;
GRANT INSERT, UPDATE ON leveranse TO digisos_drift;
GRANT INSERT ON leveranse_utfall TO digisos_status;
GRANT SELECT, INSERT, DELETE ON leveranse_utfall TO digisos_fallback;
GRANT SELECT, INSERT, UPDATE (utfall, tidspunkt) ON leveranse_utfall TO digisos_drift;
GRANT SELECT, INSERT, UPDATE, DELETE ON svarut_forsok TO digisos_fallback;
GRANT SELECT ON svarut_forsok TO digisos_drift;
GRANT SELECT, INSERT, UPDATE ON leveranse_statistikk TO digisos_fallback;
GRANT INSERT ON historikk TO digisos_submit;
GRANT SELECT, INSERT ON historikk TO digisos_status, digisos_fallback, digisos_drift;
GRANT SELECT ON historikk TO digisos_metadata;

-- Mail.
GRANT SELECT, INSERT, UPDATE, DELETE ON varsel TO digisos_fallback;
GRANT SELECT, INSERT, UPDATE ON varselmottaker TO digisos_fallback;
GRANT SELECT, INSERT ON sertifikatvarsel TO digisos_fallback;

-- The audit log, which nobody changes.
GRANT SELECT, INSERT ON audit_rad TO digisos_status, digisos_metadata, digisos_drift;
GRANT SELECT, UPDATE (antall, hode) ON audit_kjede TO digisos_status, digisos_metadata, digisos_drift;

-- The one role of before. Where a login is its member still, functions may be using it while this runs: there it keeps what it has,
-- until its login is taken away (README, Database).
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE r.rolname = 'digisos_funksjon') THEN
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM digisos_funksjon;
        REVOKE ALL ON SCHEMA public FROM digisos_funksjon;
    END IF;
END $$;
