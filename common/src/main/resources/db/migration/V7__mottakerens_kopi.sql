-- From when a receipt decides nothing, since the receiver may have let go of its copy: it rejected the message, reported a failure
-- (until the message is handed out anew), or was told that SvarUt has it, which SvarUt then refused.
ALTER TABLE leveranse ADD COLUMN kopi_sluppet timestamptz;

-- Undecided ones whose receiver has rejected them, or was answered that it could throw its copy away: until now every receipt
-- after the intent was.
UPDATE leveranse l SET kopi_sluppet = digisos_now(),
       sen_kvittering = CASE WHEN tilstand IN ('SVARUT_SENDER', 'SVARUT_UKJENT') THEN NULL ELSE sen_kvittering END
 WHERE tilstand IN ('TRUKKET', 'SVARUT_SENDER', 'SVARUT_UKJENT', 'SVARUT_FEIL', 'STOPPET')
   AND (aarsak = 'AVVIST' OR sen_kvittering IS NOT NULL
        OR EXISTS (SELECT FROM svarut_forsok f WHERE f.leveranse_id = l.id AND f.avvist_av_svarut)
        OR EXISTS (SELECT FROM historikk h WHERE h.digisos_id = l.digisos_id AND h.leveranse_id = l.id
                      AND h.hendelse IN ('AVVIST_ETTER_TREKK', 'SEN_KVITTERING')));

ALTER TABLE leveranse
    ADD CHECK (tilstand NOT IN ('SVARUT_SENDER', 'SVARUT_UKJENT') OR sen_kvittering IS NULL OR kopi_sluppet IS NULL);
