-- People and kommuner change numbers.

-- Two numbers of one person: a D-number and the fødselsnummer that came after it, or a corrected one. No row of a case is changed by a
-- joining, so taking it back restores exactly what was. The numbers are kept to find the person under each key of the index, for as
-- long as they are joined.
CREATE TABLE personkobling (
    id                   uuid PRIMARY KEY,
    gammel_fnr_forseglet bytea,
    gammel_indeks_nokkel text        NOT NULL,
    gammel_indeks        bytea       NOT NULL,
    ny_fnr_forseglet     bytea,
    ny_indeks_nokkel     text        NOT NULL,
    ny_indeks            bytea       NOT NULL,
    koblet               timestamptz NOT NULL DEFAULT digisos_now(),
    opphevet             timestamptz,
    CHECK (gammel_indeks <> ny_indeks),
    CHECK ((opphevet IS NULL) = (gammel_fnr_forseglet IS NOT NULL)),
    CHECK ((opphevet IS NULL) = (ny_fnr_forseglet IS NOT NULL))
);
CREATE UNIQUE INDEX personkobling_gammel ON personkobling (gammel_indeks) WHERE opphevet IS NULL;
CREATE INDEX personkobling_ny ON personkobling (ny_indeks) WHERE opphevet IS NULL;

-- A kommunenummer that ends. The kommune's row keeps the number that it was made with; what it is now called follows from here. Cases
-- and deliveries keep the number under which they came.
CREATE TABLE kommunenummerbytte (
    gammelt      text PRIMARY KEY CHECK (gammelt ~ '^[0-9]{4}$'),
    fiks_org_id  uuid        NOT NULL REFERENCES kommune (fiks_org_id),
    -- The same kommune's number from then on; null where another kommune takes over.
    nytt         text UNIQUE CHECK (nytt ~ '^[0-9]{4}$' AND nytt <> gammelt),
    -- Where søknader are to be sent instead, the same kommune's number first.
    etterfolgere text[]      NOT NULL CHECK (cardinality(etterfolgere) > 0),
    fra          timestamptz NOT NULL,
    CHECK (nytt IS NULL OR nytt = etterfolgere[1])
);
CREATE INDEX kommunenummerbytte_fiks_org ON kommunenummerbytte (fiks_org_id);

-- Every number of every kommune, past, present and to come. Whoever has a number finds the kommune here.
--   kommende: søknader are not taken under it yet
--   i_bruk: they are taken under it now
--   gjeldende: what the kommune is called now; one for each kommune, also for one that another has taken over
CREATE VIEW kommunenummer AS
SELECT n.nummer, n.fiks_org_id, n.forrige, n.fra, b.fra AS til, b.etterfolgere,
       coalesce(n.fra > digisos_now(), false) AS kommende,
       coalesce(n.fra <= digisos_now(), true) AND coalesce(b.fra > digisos_now(), true) AS i_bruk,
       coalesce(n.fra <= digisos_now(), true) AND coalesce(b.nytt IS NULL OR b.fra > digisos_now(), true) AS gjeldende
  FROM (SELECT kommunenummer AS nummer, fiks_org_id, NULL::text AS forrige, NULL::timestamptz AS fra FROM kommune
        UNION ALL
        SELECT nytt, fiks_org_id, gammelt, fra FROM kommunenummerbytte WHERE nytt IS NOT NULL) n
  LEFT JOIN kommunenummerbytte b ON b.gammelt = n.nummer;

-- A kommune's policy of deletion holds for its cases under all of its numbers.
DROP INDEX digisos_sak_alder;
CREATE INDEX digisos_sak_alder ON digisos_sak (fiks_org_id, sist_endret) WHERE slettet IS NULL;

GRANT SELECT, INSERT, UPDATE ON personkobling TO digisos_funksjon;
GRANT SELECT, INSERT, DELETE ON kommunenummerbytte TO digisos_funksjon;
GRANT SELECT ON kommunenummer TO digisos_funksjon;
