-- A konto's certificate does not end in silence, and a grant is no wider than its row says.

-- Released while the konto's certificate has run out.
ALTER TABLE leveranse DROP CONSTRAINT leveranse_aarsak_check;
ALTER TABLE leveranse ADD CONSTRAINT leveranse_aarsak_check CHECK (aarsak IN
    ('TTL_TIDSAVBRUDD', 'MAX_RETRIESAVBRUDD', 'AVVIST', 'KONTO_STENGT', 'INGEN_KONTO', 'SERTIFIKAT_UTLOPT'));

-- A mail may be about a konto's certificate. The kinds are those of the code, which reads them one by one. UAKTUELT: not sent, since
-- it was no longer true or a later one says more.
ALTER TABLE varsel ADD COLUMN konto_id uuid, ADD COLUMN sertifikat_avtrykk text;
ALTER TABLE varsel DROP CONSTRAINT varsel_slag_check;
ALTER TABLE varsel ADD CONSTRAINT varsel_slag_check CHECK (slag ~ '^[A-Z_]{1,40}$');
ALTER TABLE varsel ADD CONSTRAINT varsel_sertifikat_check CHECK
    ((slag = 'SERTIFIKAT') = (konto_id IS NOT NULL) AND (konto_id IS NULL) = (sertifikat_avtrykk IS NULL));
ALTER TABLE varsel DROP CONSTRAINT varsel_utfall_check;
ALTER TABLE varsel ADD CONSTRAINT varsel_utfall_check CHECK (utfall IN ('SENDT', 'OPPGITT', 'UAKTUELT'));

-- What was told of which certificate: one row for each step, however often the job looks.
CREATE TABLE sertifikatvarsel (
    konto_id  uuid        NOT NULL REFERENCES konto (id) ON DELETE CASCADE,
    avtrykk   text        NOT NULL CHECK (avtrykk ~ '^[0-9a-f]{64}$'),
    dager     integer     NOT NULL CHECK (dager >= 0),
    tidspunkt timestamptz NOT NULL DEFAULT digisos_now(),
    PRIMARY KEY (konto_id, avtrykk, dager)
);
GRANT SELECT, INSERT ON sertifikatvarsel TO digisos_funksjon;

-- Who was granted what belongs to the whole installation on one kommune alone has got nothing (Privilegium): what was written so by
-- hand ends here. A konto limits a fagsystem and nobody else.
UPDATE tilgang SET tilbakekalt = digisos_now()
 WHERE tilbakekalt IS NULL
   AND (fiks_org_id IS NOT NULL AND privilegium NOT IN ('FAGSYSTEM', 'ADMIN', 'AUDIT')
        OR konto_id IS NOT NULL AND privilegium <> 'FAGSYSTEM');
ALTER TABLE tilgang ADD CONSTRAINT tilgang_begrensning_check CHECK (tilbakekalt IS NOT NULL
    OR (fiks_org_id IS NULL OR privilegium IN ('FAGSYSTEM', 'ADMIN', 'AUDIT'))
        AND (konto_id IS NULL OR privilegium = 'FAGSYSTEM'));
