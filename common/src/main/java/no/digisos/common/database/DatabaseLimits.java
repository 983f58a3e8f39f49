package no.digisos.common.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long a function lets the database take. A call is answered 503 inside 10 seconds whatever is locked: it waits 5 for a connection
 * ({@code quarkus.datasource.jdbc.acquisition-timeout}) and then as long as stands here. The defaults are those of calls; fallback-job and
 * the operators' program have longer ones, and the migrator its own.
 *
 * <p>The limits are set on each new connection, so they need a connection that is the function's own: behind a pooler, one in session mode.
 */
@ConfigMapping(prefix = "digisos.database")
public interface DatabaseLimits {
    /** The wait for a table, a row or an advisory lock that others hold ({@code lock_timeout}). Shorter than a statement. */
    @WithDefault("4s")
    Duration lasegrense();

    /**
     * One statement ({@code statement_timeout}). Shorter than the driver's {@code socketTimeout}, after which it is not known what became
     * of the statement. Waiting for a synchronous standby is part of no statement: it ends with the {@code socketTimeout}, and a repeat
     * finds what became of it.
     */
    @WithDefault("5s")
    Duration setningsgrense();

    /**
     * How long a transaction may wait for its own process ({@code idle_in_transaction_session_timeout}), which then stalls with locks in
     * its hands. No transaction is open while a body is read or an answer is written.
     */
    @WithDefault("10s")
    Duration transaksjonsgrense();
}
