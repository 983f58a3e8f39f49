-- The only thing that a superuser runs: before the first migration, and again before the migration of an upgrade, since what is
-- there is left as it is. Set the passwords at once afterwards (ALTER ROLE ... PASSWORD ...).
--
-- The owner migrates. Each function logs in with a role of its own, which owns nothing and may do what that function does: the
-- migrations say what (V16), common/src/test/resources/rettigheter.txt shows it. A login of another name does as well, as a member
-- of one of these (CREATE ROLE ... LOGIN IN ROLE digisos_submit).
DO $$
DECLARE rolle text;
BEGIN
    FOREACH rolle IN ARRAY ARRAY['digisos_eier', 'digisos_submit', 'digisos_status', 'digisos_metadata', 'digisos_fallback',
                                 'digisos_drift'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rolle) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', rolle);
        END IF;
    END LOOP;
    -- Named by the first migrations, which gave it what all functions together need. Nobody logs in as it or by it; an installation
    -- from before each function had its own takes its one login away when the last function has changed (docs/operating.md,
    -- Upgrading).
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'digisos_funksjon') THEN
        CREATE ROLE digisos_funksjon NOLOGIN;
    END IF;
END $$;
