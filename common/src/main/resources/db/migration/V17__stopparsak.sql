-- Why a delivery is stopped is one of a few reasons, and the text beside it is for people alone.
ALTER TABLE leveranse ADD COLUMN stopparsak text CHECK (stopparsak IN
    ('SVARUT_NEKTET', 'AVVIST_AV_SVARUT', 'KAN_IKKE_SENDES', 'INGEN_ADRESSE'));

-- A version from before writes the text alone, which begins with the reason, and may be running while this is here. What it stops gets
-- its reason from the text; what is not stopped any more has none, whoever lets it go on.
CREATE FUNCTION leveranse_stopparsak() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE forrige text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        forrige := OLD.stopparsak;
    END IF;
    IF NEW.stoppgrunn IS NULL THEN
        NEW.stopparsak := NULL;
    ELSIF NEW.stopparsak IS NOT DISTINCT FROM forrige THEN
        NEW.stopparsak := (SELECT kjent FROM unnest(ARRAY['SVARUT_NEKTET', 'AVVIST_AV_SVARUT', 'KAN_IKKE_SENDES', 'INGEN_ADRESSE']) kjent
                            WHERE kjent = split_part(NEW.stoppgrunn, ':', 1));
    END IF;
    RETURN NEW;
END $$;
-- Called by the trigger alone, which asks for no right to it.
REVOKE ALL ON FUNCTION leveranse_stopparsak() FROM PUBLIC;
CREATE TRIGGER leveranse_stopparsak BEFORE INSERT OR UPDATE OF stoppgrunn, stopparsak ON leveranse
    FOR EACH ROW WHEN (NEW.stoppgrunn IS NOT NULL OR NEW.stopparsak IS NOT NULL) EXECUTE FUNCTION leveranse_stopparsak();

-- What is stopped already, by the same rule.
UPDATE leveranse SET stoppgrunn = stoppgrunn WHERE tilstand = 'STOPPET';

-- Who waits for a delivery is asked for each that is removed, by the key to itself too. Few wait.
CREATE INDEX leveranse_venter_pa ON leveranse (venter_pa) WHERE venter_pa IS NOT NULL;
