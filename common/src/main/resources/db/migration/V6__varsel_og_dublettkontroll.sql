-- What fallback-job tells people about, what it looks up again afterwards, and what it keeps of deliveries that are gone.

ALTER TABLE leveranse
    -- What was warned of, once each: 1 waits for its receipt, 2 half of the frist has gone, 4 late on its way to SvarUt.
    ADD COLUMN varslet smallint NOT NULL DEFAULT 0 CHECK (varslet BETWEEN 0 AND 7),
    -- Refusals by SvarUt after acceptance, since an operator last let it go on.
    ADD COLUMN svarut_avvisninger integer NOT NULL DEFAULT 0 CHECK (svarut_avvisninger >= 0),
    -- After a restore: the reference is not looked up before this, since a call may have begun just before the loss.
    ADD COLUMN oppslag_tidligst timestamptz,
    -- When SvarUt is next asked whether it has the shipment more than once; and when it had.
    ADD COLUMN dublett_kontroll timestamptz,
    ADD COLUMN dublett_funnet timestamptz;
CREATE INDEX leveranse_uvarslet ON leveranse (i_ko_siden) WHERE tilstand = 'I_KO' AND varslet & 3 <> 3;
CREATE INDEX leveranse_dublettkontroll ON leveranse (dublett_kontroll) WHERE dublett_kontroll IS NOT NULL;
CREATE INDEX leveranse_stoppet ON leveranse (lopenummer) WHERE tilstand = 'STOPPET';
CREATE INDEX leveranse_forseglet ON leveranse (endret) WHERE tilstand IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
    AND num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet, feilmelding_forseglet) > 0;
UPDATE leveranse SET dublett_kontroll = digisos_now() WHERE svarut_startet > digisos_now() - interval '3 days';

-- A look-up by reference asks which of the ids found are another shipment's.
CREATE INDEX svarut_forsok_forsendelse ON svarut_forsok (forsendelses_id) WHERE forsendelses_id IS NOT NULL;

-- The outbox of mail to the kommune's tekniskAnsvarlig: written in the transaction of what it tells of. No personal data.
CREATE TABLE varsel (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slag          text        NOT NULL CHECK (slag IN ('STOPPET', 'VENTER', 'HALV_FRIST', 'DUBLETT', 'MANUELT_HANDTERT')),
    kommunenummer text        NOT NULL,
    leveranse_id  uuid,
    antall        integer     NOT NULL DEFAULT 1 CHECK (antall > 0),
    grunn         text,
    opprettet     timestamptz NOT NULL DEFAULT digisos_now(),
    avsluttet     timestamptz,
    utfall        text CHECK (utfall IN ('SENDT', 'OPPGITT')),
    CHECK ((avsluttet IS NULL) = (utfall IS NULL))
);
CREATE INDEX varsel_usendt ON varsel (kommunenummer, id) WHERE avsluttet IS NULL;
CREATE INDEX varsel_opprettet ON varsel (opprettet);

-- One row per kommune that was ever warned: who sends to it now (sendes_tidligst is moved while it is being done), the rest
-- between two mails, and the failures in a row.
CREATE TABLE varselmottaker (
    kommunenummer   text PRIMARY KEY,
    sendes_tidligst timestamptz NOT NULL DEFAULT digisos_now(),
    feil            integer     NOT NULL DEFAULT 0 CHECK (feil >= 0)
);

-- Deliveries of deleted cases, counted when their rows go.
CREATE TABLE leveranse_statistikk (
    maaned        date   NOT NULL,
    kommunenummer text   NOT NULL,
    melding_type  text   NOT NULL,
    utfall        text   NOT NULL,
    aarsak        text   NOT NULL,
    antall        bigint NOT NULL CHECK (antall > 0),
    PRIMARY KEY (maaned, kommunenummer, melding_type, utfall, aarsak)
);

CREATE INDEX digisos_sak_slettet ON digisos_sak (slettet) WHERE slettet IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON varsel, varselmottaker TO digisos_funksjon;
GRANT SELECT, INSERT, UPDATE ON leveranse_statistikk TO digisos_funksjon;
