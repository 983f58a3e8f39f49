package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Counts what lies in a konto's queue. */
@ApplicationScoped
public class QueueCounter {
    /**
     * What lies in a queue.
     *
     * @param ventende messages that are neither receipted nor withdrawn
     * @param konsumenter integrations that hold a live lease
     */
    public record QueueCounts(long ventende, int konsumenter) {}

    /** Counts what waits in this konto. */
    public QueueCounts count(Connection c, UUID kontoId) throws SQLException {
        return LeveranseSql.QUEUE_COUNTS
                .with("kontoId", kontoId)
                .only(c, r -> new QueueCounts(r.getLong(1), r.getInt(2)));
    }
}
