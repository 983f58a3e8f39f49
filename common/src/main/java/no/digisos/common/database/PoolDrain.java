package no.digisos.common.database;

import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import no.digisos.common.error.DatabaseFailure;

/**
 * Gets rid of connections that only read. One to a standby, or of a session that began while its role was read-only, is whole and stays
 * as it is, so the pool would keep it for ever, also when there is a primary again: a new one is needed to find that.
 */
public final class PoolDrain {
    /** However many calls meet a database that only reads, the pool is emptied once in this time. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Of the pool of this data source; one of another kind is left alone. */
    public PoolDrain(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** To be called with whatever went wrong on one of the pool's connections. */
    public void after(Throwable failure) {
        if (DatabaseFailure.isReadOnly(failure) && dataSource instanceof AgroalDataSource pool) {
            long when = next.get();
            long now = System.nanoTime();
            if (now - when >= 0 && next.compareAndSet(when, now + EVERY.toNanos())) {
                pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
            }
        }
    }
}
