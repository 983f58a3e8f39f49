-- ClockGuard.SERVER
SELECT clock_timestamp();

-- DatabaseClock.NOW
SELECT digisos_now();

-- TimeLimits.SET_LIMITS
SELECT set_config('lock_timeout', :lasegrense, false), set_config('statement_timeout', :setningsgrense, false),
       set_config('idle_in_transaction_session_timeout', :transaksjonsgrense, false);

-- Transactions.MARKER
SELECT pg_logical_emit_message(true, 'digisos', '');

-- Transactions.SNAPSHOT
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

