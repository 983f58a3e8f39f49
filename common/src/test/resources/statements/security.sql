-- Grants.GIVE
-- by tilgang_integrasjon
INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id, konto_id)
SELECT ny.integrasjon_id, ny.privilegium, ny.fiks_org_id, ny.konto_id
  FROM (SELECT :integrasjonId::uuid AS integrasjon_id, :privilegium::text AS privilegium,
               :fiksOrgId::uuid AS fiks_org_id, :kontoId::uuid AS konto_id) ny
 WHERE NOT EXISTS (SELECT FROM tilgang t
         WHERE t.integrasjon_id = ny.integrasjon_id AND t.privilegium = ny.privilegium
           AND t.fiks_org_id IS NOT DISTINCT FROM ny.fiks_org_id
           AND t.konto_id IS NOT DISTINCT FROM ny.konto_id AND t.tilbakekalt IS NULL)
RETURNING id;

-- Grants.WITHDRAW
-- by tilgang_integrasjon
UPDATE tilgang SET tilbakekalt = digisos_now()
 WHERE id = :tilgangId AND integrasjon_id = :integrasjonId AND fiks_org_id = :fiksOrgId
   AND tilbakekalt IS NULL;

-- Grants.GIVE_ADMIN
INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id)
VALUES (:nokkel, :indeks, 'ADMIN', :fiksOrgId);

-- Grants.WITHDRAW_ADMIN
-- by tilgang_person
UPDATE tilgang SET tilbakekalt = digisos_now()
 WHERE person_indeks = ANY (:indekser) AND privilegium = 'ADMIN' AND fiks_org_id = :fiksOrgId
   AND tilbakekalt IS NULL;

-- Grants.ADMIN_FOR
-- by tilgang_person
SELECT DISTINCT fiks_org_id FROM tilgang
 WHERE person_indeks = ANY (:indekser) AND privilegium = 'ADMIN' AND tilbakekalt IS NULL;

-- Grants.COUNT_ADMIN
-- by tilgang_person
SELECT count(DISTINCT person_indeks) FROM tilgang
 WHERE privilegium = 'ADMIN' AND fiks_org_id = :fiksOrgId AND tilbakekalt IS NULL;

-- IntegrasjonTable.CREATE
INSERT INTO integrasjon (id, navn, autorisert_organisasjon, fiks_org_id, passord_salt, passord_hash)
VALUES (:id, :navn, :organisasjon, :fiksOrgId, :salt, :hash);

-- IntegrasjonTable.PASSWORD
-- by integrasjon_pkey
UPDATE integrasjon SET passord_salt = :salt, passord_hash = :hash WHERE id = :id AND tilbakekalt IS NULL;

-- IntegrasjonTable.WITHDRAW
-- by integrasjon_pkey
UPDATE integrasjon SET tilbakekalt = digisos_now() WHERE id = :id AND tilbakekalt IS NULL;

-- IntegrasjonTable.FOR_FIKS_ORG
-- by integrasjon_pkey
-- by tilgang_person
SELECT i.id, i.navn, i.autorisert_organisasjon, i.fiks_org_id IS NOT DISTINCT FROM :fiksOrgId AS egen,
       i.opprettet, t.id AS tilgang_id, t.privilegium, t.konto_id, t.gitt
  FROM integrasjon i
  LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.fiks_org_id = :fiksOrgId AND t.tilbakekalt IS NULL
 WHERE i.tilbakekalt IS NULL AND (i.fiks_org_id = :fiksOrgId OR t.id IS NOT NULL)
 ORDER BY i.opprettet, i.id, t.id;

-- IntegrasjonTable.ALL
-- by integrasjon_pkey
-- by tilgang_person
SELECT i.id, i.autorisert_organisasjon, i.passord_salt, i.passord_hash, t.privilegium, t.fiks_org_id, t.konto_id
  FROM integrasjon i
  LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.tilbakekalt IS NULL
 WHERE i.tilbakekalt IS NULL;

-- IntegrasjonTable.FIND
-- by integrasjon_pkey
-- by tilgang_integrasjon
SELECT i.id, i.autorisert_organisasjon, i.passord_salt, i.passord_hash, t.privilegium, t.fiks_org_id, t.konto_id
  FROM integrasjon i
  LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.tilbakekalt IS NULL
 WHERE i.tilbakekalt IS NULL AND i.id = :id;

