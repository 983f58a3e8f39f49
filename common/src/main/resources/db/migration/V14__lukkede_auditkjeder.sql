-- A broken audit chain is closed by a row in another one: chain, last good row and its MAC, as an anchor has them. Covered by
-- version 4 of the row's MAC; what was written before has none and stays as it is.
ALTER TABLE audit_rad ADD COLUMN lukker text CHECK (lukker ~ '^[0-9]{1,3}:[0-9]{1,18}:[0-9a-f]{64}$');
CREATE INDEX audit_rad_lukker ON audit_rad (kjede, nr) WHERE lukker IS NOT NULL;
-- Without figures of the new column the planner would take it for full, and read the whole table instead of the index.
ANALYZE audit_rad (lukker);

-- Should all 64 be broken or closed, the owner adds chains beyond them.
ALTER TABLE audit_kjede DROP CONSTRAINT audit_kjede_kjede_check;
ALTER TABLE audit_kjede ADD CONSTRAINT audit_kjede_kjede_check CHECK (kjede BETWEEN 0 AND 999);
COMMENT ON COLUMN audit_kjede.antall IS 'rows in the chain; below 0 when it is closed: -1 minus what stood there';
