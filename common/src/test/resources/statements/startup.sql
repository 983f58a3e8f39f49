-- SchemaVersionCheck.QUERY
-- by flyway_schema_history_s_idx
SELECT coalesce((SELECT max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL), 0)
           AS versjon,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit;

