-- PersonIndex.LINKS
-- by personkobling_ny
SELECT id, gammel_fnr_forseglet, ny_fnr_forseglet FROM personkobling
 WHERE opphevet IS NULL AND (gammel_indeks = ANY (:indekser) OR ny_indeks = ANY (:indekser));

-- PersonLinkTable.LOCK
LOCK TABLE personkobling IN SHARE ROW EXCLUSIVE MODE;

-- PersonLinkTable.LINK
INSERT INTO personkobling (id, gammel_fnr_forseglet, gammel_indeks_nokkel, gammel_indeks,
                           ny_fnr_forseglet, ny_indeks_nokkel, ny_indeks)
VALUES (:id, :gammelForseglet, :gammelNokkel, :gammelIndeks, :nyForseglet, :nyNokkel, :nyIndeks);

-- PersonLinkTable.END
-- by personkobling_pkey
UPDATE personkobling
   SET opphevet = digisos_now(), gammel_fnr_forseglet = NULL, ny_fnr_forseglet = NULL
 WHERE id = :id AND opphevet IS NULL
RETURNING gammel_indeks, ny_indeks;

-- PersonLinkTable.FOR_PERSON
-- all of personkobling
SELECT id, koblet, opphevet FROM personkobling
 WHERE gammel_indeks = ANY (:indekser) OR ny_indeks = ANY (:indekser) ORDER BY koblet, id;

