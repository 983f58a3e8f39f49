-- The whole schema of the exchange. The states of a delivery and their transitions are described in docs/state-machine.md
-- and decided by no.digisos.common.leveranse.Overgang; the CHECKs here tie each state to its timestamps.
-- Columns named *_forseglet hold AES-256-GCM (key id inside); *_indeks hold HMAC blind indexes. Nothing else here names a person.

-- The one clock of every deadline. Tests replace it by one with an offset.
CREATE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()';

------------------------------------------------------------------------------------------------------------------------
-- Who takes part: kommuner, their kontoer, integrations and grants
------------------------------------------------------------------------------------------------------------------------
CREATE TABLE kommune (
    kommunenummer                        text PRIMARY KEY CHECK (kommunenummer ~ '^[0-9]{4}$'),
    navn                                 text        NOT NULL,
    fiks_org_id                          uuid        NOT NULL UNIQUE,
    aktivert                             boolean     NOT NULL DEFAULT false,
    stotter_oppdateringer                boolean     NOT NULL DEFAULT false,
    midlertidig_deaktivert_mottak        boolean     NOT NULL DEFAULT false,
    midlertidig_deaktivert_oppdateringer boolean     NOT NULL DEFAULT false,
    nks_tilgang                          boolean     NOT NULL DEFAULT false,
    behandlingsansvarlig                 text,
    bruker_fiks_io                       boolean     NOT NULL DEFAULT false,
    fiks_io_konto_id                     uuid,
    organisasjonsnummer_fiks_io          text CHECK (organisasjonsnummer_fiks_io ~ '^[0-9]{9}$'),
    organisasjonsnummer_svarut           text CHECK (organisasjonsnummer_svarut ~ '^[0-9]{9}$'),
    postadresse_navn                     text,
    postadresse_adresselinje1            text,
    postadresse_adresselinje2            text,
    postadresse_adresselinje3            text,
    postadresse_postnummer               text,
    postadresse_poststed                 text,
    postadresse_land                     text,
    fagansvarlig_epost                   text[]      NOT NULL DEFAULT '{}',
    teknisk_ansvarlig_epost              text[]      NOT NULL DEFAULT '{}',
    frist                                interval    NOT NULL DEFAULT '24 hours'
        CHECK (frist BETWEEN interval '1 hour' AND interval '7 days'),
    hastefrist                           interval    NOT NULL DEFAULT '2 hours'
        CHECK (hastefrist BETWEEN interval '1 hour' AND interval '7 days'),
    endret                               timestamptz NOT NULL DEFAULT digisos_now()
);

CREATE TABLE konto (
    id           uuid PRIMARY KEY,
    fiks_org_id  uuid    NOT NULL REFERENCES kommune (fiks_org_id),
    navn         text    NOT NULL,
    aktiv        boolean NOT NULL DEFAULT true,
    sertifikat   bytea,
    meldingstyper text[] NOT NULL DEFAULT '{no.nav.digisos.soknad.v1,no.nav.digisos.ettersendelse.v1}'
);
CREATE INDEX konto_fiks_org ON konto (fiks_org_id);

CREATE TABLE konto_navenhet (
    konto_id     uuid NOT NULL REFERENCES konto (id),
    fiks_org_id  uuid NOT NULL,
    enhetsnummer text NOT NULL CHECK (enhetsnummer ~ '^[0-9]{4}$'),
    PRIMARY KEY (fiks_org_id, enhetsnummer)
);

CREATE TABLE integrasjon (
    id                      uuid PRIMARY KEY,
    navn                    text        NOT NULL,
    autorisert_organisasjon text        NOT NULL CHECK (autorisert_organisasjon ~ '^[0-9]{9}$'),
    passord_salt            bytea       NOT NULL CHECK (length(passord_salt) >= 16),
    passord_hash            bytea       NOT NULL CHECK (length(passord_hash) = 32),
    opprettet               timestamptz NOT NULL DEFAULT digisos_now(),
    tilbakekalt             timestamptz
);

CREATE TABLE tilgang (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integrasjon_id       uuid REFERENCES integrasjon (id),
    person_indeks_nokkel text,
    person_indeks        bytea,
    privilegium          text        NOT NULL CHECK (privilegium IN
        ('INNSENDING', 'MELLOMLAGRING', 'NAV_INNSYN', 'KOMMUNEINFO', 'FAGSYSTEM', 'ADMIN', 'DRIFT')),
    fiks_org_id          uuid,
    konto_id             uuid REFERENCES konto (id),
    gitt                 timestamptz NOT NULL DEFAULT digisos_now(),
    tilbakekalt          timestamptz,
    CHECK ((integrasjon_id IS NULL) <> (person_indeks IS NULL)),
    CHECK ((person_indeks IS NULL) = (person_indeks_nokkel IS NULL)),
    CHECK (privilegium NOT IN ('FAGSYSTEM', 'ADMIN') OR fiks_org_id IS NOT NULL),
    CHECK (privilegium <> 'ADMIN' OR person_indeks IS NOT NULL)
);
CREATE INDEX tilgang_integrasjon ON tilgang (integrasjon_id) WHERE tilbakekalt IS NULL;
CREATE INDEX tilgang_person ON tilgang (person_indeks) WHERE tilbakekalt IS NULL;

------------------------------------------------------------------------------------------------------------------------
-- The case
------------------------------------------------------------------------------------------------------------------------
CREATE TABLE digisos_sak (
    digisos_id          uuid PRIMARY KEY,
    kommunenummer       text        NOT NULL,
    fiks_org_id         uuid        NOT NULL,
    soker_fnr_forseglet bytea       NOT NULL,
    soker_indeks_nokkel text        NOT NULL,
    soker_indeks        bytea       NOT NULL,
    enhetsnummer        text,
    opprettet           timestamptz NOT NULL DEFAULT digisos_now(),
    sist_endret         timestamptz NOT NULL DEFAULT digisos_now(),
    slettet             timestamptz
);
CREATE INDEX digisos_sak_soker ON digisos_sak (soker_indeks);

-- One row per accepted request. Uniqueness of navEksternRefId: soknad over the whole service, ettersendelse per case,
-- klage per klageId. The case row follows in the same transaction, hence the deferred key.
CREATE TABLE innsending (
    id                     uuid PRIMARY KEY,
    type                   text        NOT NULL CHECK (type IN
        ('SOKNAD', 'ETTERSENDELSE', 'KLAGE', 'KLAGE_ETTERSENDELSE', 'KLAGE_TREKK')),
    digisos_id             uuid        NOT NULL REFERENCES digisos_sak (digisos_id) DEFERRABLE INITIALLY DEFERRED,
    nav_ekstern_ref_id     text        NOT NULL CHECK (nav_ekstern_ref_id ~ '^[0-9a-zA-Z_-]{1,60}$'),
    klage_id               uuid,
    vedtak_id              uuid,
    fingeravtrykk          bytea       NOT NULL,
    avsender_organisasjon  text        NOT NULL,
    avsender_integrasjon   uuid        NOT NULL,
    skjemaavvik            integer     NOT NULL DEFAULT 0,
    mottatt                timestamptz NOT NULL DEFAULT digisos_now(),
    CHECK ((klage_id IS NOT NULL) = (type IN ('KLAGE', 'KLAGE_ETTERSENDELSE', 'KLAGE_TREKK')))
);
CREATE UNIQUE INDEX innsending_soknad ON innsending (nav_ekstern_ref_id) WHERE type = 'SOKNAD';
CREATE UNIQUE INDEX innsending_ettersendelse ON innsending (digisos_id, nav_ekstern_ref_id) WHERE type = 'ETTERSENDELSE';
CREATE UNIQUE INDEX innsending_klage ON innsending (klage_id) WHERE type = 'KLAGE';
CREATE UNIQUE INDEX innsending_klage_ettersendelse ON innsending (klage_id, nav_ekstern_ref_id) WHERE type = 'KLAGE_ETTERSENDELSE';
CREATE UNIQUE INDEX innsending_klage_trekk ON innsending (klage_id) WHERE type = 'KLAGE_TREKK';
CREATE INDEX innsending_sak ON innsending (digisos_id);

CREATE TABLE mellomlagring (
    id                 uuid PRIMARY KEY,
    organisasjon       text        NOT NULL,
    nav_ekstern_ref_id text        NOT NULL CHECK (nav_ekstern_ref_id ~ '^[0-9a-zA-Z_-]{1,60}$'),
    opprettet          timestamptz NOT NULL DEFAULT digisos_now(),
    sist_berort        timestamptz NOT NULL DEFAULT digisos_now(),
    UNIQUE (organisasjon, nav_ekstern_ref_id)
);
CREATE INDEX mellomlagring_alder ON mellomlagring (sist_berort);

------------------------------------------------------------------------------------------------------------------------
-- Documents: metadata here, encrypted content octets in chunks. MOTTAS while the bytes arrive; LAGRET has exactly one owner.
------------------------------------------------------------------------------------------------------------------------
CREATE TABLE dokument (
    id                 uuid PRIMARY KEY,
    tilstand           text        NOT NULL CHECK (tilstand IN ('MOTTAS', 'LAGRET', 'SLETTET')),
    rolle              text CHECK (rolle IN ('SOKNAD_JSON', 'VEDLEGG_JSON', 'SOKNAD_DOKUMENT', 'VEDLEGG', 'DIGISOS_SOKER_JSON',
        'FAGSYSTEM_FIL', 'KLAGE_JSON', 'KLAGE_DOKUMENT', 'TREKK_JSON', 'TREKK_DOKUMENT', 'MELLOMLAGRET')),
    digisos_id         uuid REFERENCES digisos_sak (digisos_id) DEFERRABLE INITIALLY DEFERRED,
    innsending_id      uuid REFERENCES innsending (id),
    mellomlagring_id   uuid REFERENCES mellomlagring (id),
    rekkefolge         integer     NOT NULL DEFAULT 0,
    filnavn_forseglet  bytea,
    mimetype           text,
    oppgitt_storrelse  bigint,
    storrelse          bigint CHECK (storrelse >= 0),
    sha256             bytea CHECK (length(sha256) = 32),
    sha512             bytea CHECK (length(sha512) = 64),
    chiffer_storrelse  bigint CHECK (chiffer_storrelse > 0 AND chiffer_storrelse % 16 = 0),
    cms_storrelse      bigint,
    cms_sha256         bytea CHECK (length(cms_sha256) = 32),
    iv                 bytea CHECK (length(iv) = 16),
    nokkel_forseglet   bytea,
    opprettet          timestamptz NOT NULL DEFAULT digisos_now(),
    slettet            timestamptz,
    CHECK (tilstand <> 'LAGRET' OR (rolle IS NOT NULL AND filnavn_forseglet IS NOT NULL AND storrelse IS NOT NULL
        AND sha256 IS NOT NULL AND sha512 IS NOT NULL AND chiffer_storrelse IS NOT NULL AND iv IS NOT NULL
        AND nokkel_forseglet IS NOT NULL AND (digisos_id IS NULL) <> (mellomlagring_id IS NULL))),
    CHECK (tilstand <> 'MOTTAS' OR (digisos_id IS NULL AND mellomlagring_id IS NULL AND innsending_id IS NULL)),
    CHECK ((rolle = 'MELLOMLAGRET') = (mellomlagring_id IS NOT NULL)),
    CHECK ((tilstand = 'SLETTET') = (slettet IS NOT NULL))
);
CREATE INDEX dokument_sak ON dokument (digisos_id) WHERE digisos_id IS NOT NULL;
CREATE INDEX dokument_innsending ON dokument (innsending_id) WHERE innsending_id IS NOT NULL;
CREATE INDEX dokument_mellomlagring ON dokument (mellomlagring_id) WHERE mellomlagring_id IS NOT NULL;
CREATE INDEX dokument_mottas ON dokument (opprettet) WHERE tilstand = 'MOTTAS';

CREATE TABLE dokument_bit (
    dokument_id uuid    NOT NULL REFERENCES dokument (id) ON DELETE CASCADE,
    nr          integer NOT NULL,
    data        bytea   NOT NULL,
    PRIMARY KEY (dokument_id, nr)
);
ALTER TABLE dokument_bit ALTER COLUMN data SET STORAGE EXTERNAL;

-- The content key wrapped for one receiver's certificate, made once: keeps length and prefix of the forwarded CMS stable.
CREATE TABLE dokument_nokkel (
    dokument_id   uuid  NOT NULL REFERENCES dokument (id) ON DELETE CASCADE,
    fingeravtrykk text  NOT NULL CHECK (fingeravtrykk ~ '^[0-9a-f]{64}$'),
    innpakket     bytea NOT NULL,
    PRIMARY KEY (dokument_id, fingeravtrykk)
);

CREATE TABLE oppdatering (
    id             uuid PRIMARY KEY,
    digisos_id     uuid        NOT NULL REFERENCES digisos_sak (digisos_id),
    dokument_id    uuid        NOT NULL REFERENCES dokument (id),
    integrasjon_id uuid        NOT NULL,
    tidspunkt      timestamptz NOT NULL DEFAULT digisos_now(),
    gjeldende      boolean     NOT NULL DEFAULT true,
    referanser     uuid[]      NOT NULL
);
CREATE UNIQUE INDEX oppdatering_gjeldende ON oppdatering (digisos_id) WHERE gjeldende;

------------------------------------------------------------------------------------------------------------------------
-- Delivery: one row per shipment, every edge one conditional UPDATE
------------------------------------------------------------------------------------------------------------------------
CREATE TABLE leveranse (
    id                      uuid PRIMARY KEY,
    lopenummer              bigint GENERATED ALWAYS AS IDENTITY,
    innsending_id           uuid        NOT NULL REFERENCES innsending (id),
    digisos_id              uuid        NOT NULL,
    kommunenummer           text        NOT NULL,
    enhetsnummer            text,
    melding_type            text        NOT NULL,
    klient_melding_id       uuid        NOT NULL,
    hast                    boolean     NOT NULL DEFAULT false,
    tilstand                text        NOT NULL CHECK (tilstand IN ('IKKE_SENDT', 'I_KO', 'BEKREFTET', 'TRUKKET',
        'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_SENDT', 'SVARUT_FEIL', 'STOPPET', 'LUKKET')),
    aarsak                  text CHECK (aarsak IN
        ('TTL_TIDSAVBRUDD', 'MAX_RETRIESAVBRUDD', 'AVVIST', 'KONTO_STENGT', 'INGEN_KONTO')),
    stoppgrunn              text,
    venter_pa               uuid REFERENCES leveranse (id),
    opprettet               timestamptz NOT NULL DEFAULT digisos_now(),
    endret                  timestamptz NOT NULL DEFAULT digisos_now(),
    -- the queue
    konto_id                uuid,
    i_ko_siden              timestamptz,
    frist                   timestamptz,
    leie_id                 uuid,
    leie_til                timestamptz,
    leie_integrasjon        uuid,
    leie_data_hentet        boolean     NOT NULL DEFAULT false,
    leies_tidligst          timestamptz,
    leveringsforsok         integer     NOT NULL DEFAULT 0,
    dataforsok              integer     NOT NULL DEFAULT 0,
    forste_data_hentet      timestamptz,
    siste_data_hentet       timestamptz,
    -- the receipt
    bekreftet               timestamptz,
    sen_kvittering          timestamptz,
    mottatt_av_forseglet    bytea,
    fagsystem_ref_forseglet bytea,
    feilmelding_forseglet   bytea,
    -- the withdrawal and SvarUt
    trukket                 timestamptz,
    sendes_tidligst         timestamptz,
    svarut_forsok           integer     NOT NULL DEFAULT 0,
    svarut_startet          timestamptz,
    svarut_arbeider         text,
    oppslag_forst           boolean     NOT NULL DEFAULT false,
    forsendelses_id         uuid,
    svarut_sendt            timestamptz,
    svarut_status           text,
    svarut_status_tid       timestamptz,
    lukket                  timestamptz,
    CHECK (tilstand <> 'I_KO' OR (konto_id IS NOT NULL AND i_ko_siden IS NOT NULL AND frist IS NOT NULL AND venter_pa IS NULL)),
    CHECK (tilstand <> 'IKKE_SENDT' OR (i_ko_siden IS NULL AND trukket IS NULL)),
    CHECK ((leie_id IS NULL) = (leie_til IS NULL)),
    CHECK (leie_id IS NULL OR tilstand = 'I_KO'),
    CHECK (leie_id IS NOT NULL OR NOT leie_data_hentet),
    CHECK (venter_pa IS NULL OR tilstand = 'IKKE_SENDT'),
    CHECK (sen_kvittering IS NULL OR tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_SENDT', 'BEKREFTET', 'LUKKET')),
    CHECK ((tilstand = 'BEKREFTET') = (bekreftet IS NOT NULL)),
    CHECK (tilstand <> 'TRUKKET' OR (trukket IS NOT NULL AND aarsak IS NOT NULL AND sendes_tidligst IS NOT NULL)),
    CHECK (tilstand <> 'SVARUT_SENDER' OR (svarut_startet IS NOT NULL AND svarut_arbeider IS NOT NULL AND svarut_forsok > 0)),
    CHECK (tilstand <> 'SVARUT_UKJENT' OR svarut_startet IS NOT NULL),
    CHECK (tilstand <> 'SVARUT_SENDT' OR (forsendelses_id IS NOT NULL AND svarut_sendt IS NOT NULL)),
    CHECK (forsendelses_id IS NULL OR tilstand IN ('SVARUT_SENDT', 'LUKKET')),
    CHECK (tilstand <> 'SVARUT_FEIL' OR sendes_tidligst IS NOT NULL),
    CHECK ((tilstand = 'STOPPET') = (stoppgrunn IS NOT NULL)),
    CHECK ((tilstand = 'LUKKET') = (lukket IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
CREATE INDEX leveranse_ko ON leveranse (konto_id, lopenummer) WHERE tilstand = 'I_KO';
CREATE INDEX leveranse_frist ON leveranse (frist) WHERE tilstand = 'I_KO';
CREATE INDEX leveranse_dataforsok ON leveranse (dataforsok) WHERE tilstand = 'I_KO' AND dataforsok > 0;
CREATE INDEX leveranse_sendes ON leveranse (sendes_tidligst) WHERE tilstand IN ('TRUKKET', 'SVARUT_FEIL');
CREATE INDEX leveranse_uavklart ON leveranse (svarut_startet) WHERE tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT');
CREATE INDEX leveranse_sendt ON leveranse (svarut_status_tid) WHERE tilstand = 'SVARUT_SENDT';
CREATE INDEX leveranse_ventende ON leveranse (venter_pa) WHERE tilstand = 'IKKE_SENDT';
CREATE INDEX leveranse_sak ON leveranse (digisos_id, lopenummer);
CREATE INDEX leveranse_innsending ON leveranse (innsending_id);

-- Backstop of the one decision: a delivery that is decided has exactly one row here, written by the deciding statement.
CREATE TABLE leveranse_utfall (
    leveranse_id uuid PRIMARY KEY REFERENCES leveranse (id),
    utfall       text        NOT NULL CHECK (utfall IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')),
    tidspunkt    timestamptz NOT NULL DEFAULT digisos_now()
);

-- One row per intent to send by SvarUt, committed before the call, with the receiver as it was then.
CREATE TABLE svarut_forsok (
    leveranse_id    uuid        NOT NULL REFERENCES leveranse (id),
    forsok          integer     NOT NULL,
    startet         timestamptz NOT NULL DEFAULT digisos_now(),
    arbeider        text        NOT NULL,
    mottaker        jsonb       NOT NULL,
    avsluttet       timestamptz,
    resultat        text CHECK (resultat IN ('SENDT', 'AVVIST', 'PROV_IGJEN', 'UKJENT', 'IKKE_SENDT')),
    forsendelses_id uuid,
    avvist_av_svarut boolean    NOT NULL DEFAULT false,
    PRIMARY KEY (leveranse_id, forsok)
);

-- What happened to a case and its shipments, in the published words where they exist. No personal data.
CREATE TABLE historikk (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tidspunkt     timestamptz NOT NULL DEFAULT digisos_now(),
    digisos_id    uuid        NOT NULL,
    innsending_id uuid,
    leveranse_id  uuid,
    hendelse      text        NOT NULL,
    detalj        jsonb
);
CREATE INDEX historikk_sak ON historikk (digisos_id, id);

------------------------------------------------------------------------------------------------------------------------
-- Audit: 64 chains, append-only for the functions' role
------------------------------------------------------------------------------------------------------------------------
CREATE TABLE audit_kjede (
    kjede  smallint PRIMARY KEY CHECK (kjede BETWEEN 0 AND 63),
    antall bigint NOT NULL DEFAULT 0,
    hode   bytea  NOT NULL CHECK (length(hode) = 32)
) WITH (fillfactor = 50);
INSERT INTO audit_kjede (kjede, hode) SELECT n, decode(repeat('00', 32), 'hex') FROM generate_series(0, 63) n;

CREATE TABLE audit_rad (
    kjede                smallint    NOT NULL REFERENCES audit_kjede (kjede),
    nr                   bigint      NOT NULL,
    tidspunkt            timestamptz NOT NULL,
    handling             text        NOT NULL,
    utfall               text        NOT NULL,
    organisasjon         text,
    integrasjon_id       uuid,
    aktor_indeks         bytea,
    sertifikat_serie     text,
    person_indeks        bytea,
    fiks_org_id          uuid,
    digisos_id           uuid,
    dokument_id          uuid,
    leveranse_id         uuid,
    request_id           uuid,
    sertifikat_avtrykk   text,
    hjemmel              text        NOT NULL,
    antall               integer,
    ider_hash            bytea,
    nokkel_id            text        NOT NULL,
    mac                  bytea       NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (kjede, nr)
);
CREATE INDEX audit_rad_sak ON audit_rad (digisos_id) WHERE digisos_id IS NOT NULL;
CREATE INDEX audit_rad_person ON audit_rad (person_indeks) WHERE person_indeks IS NOT NULL;
CREATE INDEX audit_rad_tid ON audit_rad (tidspunkt);

------------------------------------------------------------------------------------------------------------------------
-- What the functions may do. The role is made by infra/postgres/roller.sql; the owner of this schema is the migrator alone.
------------------------------------------------------------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO digisos_funksjon;
GRANT SELECT ON kommune, konto, konto_navenhet, integrasjon, tilgang TO digisos_funksjon;
GRANT INSERT, UPDATE ON kommune, konto, integrasjon, tilgang TO digisos_funksjon;
GRANT INSERT, DELETE ON konto_navenhet TO digisos_funksjon;
GRANT SELECT, INSERT, UPDATE, DELETE ON digisos_sak, innsending, mellomlagring, dokument, dokument_bit, dokument_nokkel,
    oppdatering, leveranse, leveranse_utfall, svarut_forsok TO digisos_funksjon;
GRANT SELECT, INSERT ON historikk, audit_rad TO digisos_funksjon;
GRANT SELECT ON audit_kjede, flyway_schema_history TO digisos_funksjon;
GRANT UPDATE (antall, hode) ON audit_kjede TO digisos_funksjon;
