package no.digisos.common.mellomlagring;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Sql;

/** Ends mellomlagring that nobody has touched for long. */
@ApplicationScoped
public class MellomlagringRetention {
    static final Sql LOCK_EXPIRED = Sql.of("""
            SELECT id FROM mellomlagring
             WHERE sist_berort < digisos_now() - :age * interval '1 microsecond'
             ORDER BY sist_berort LIMIT :limit FOR UPDATE SKIP LOCKED""");

    static final Sql DELETE_FILES = Sql.of("DELETE FROM dokument WHERE mellomlagring_id = ANY (:ids)");

    static final Sql DELETE = Sql.of("DELETE FROM mellomlagring WHERE id = ANY (:ids)");

    /**
     * Removes what was last touched this long ago, with its files, in the caller's transaction.
     *
     * @return how many
     */
    public int deleteExpired(Connection c, Duration age, int max) throws SQLException {
        List<UUID> expired = LOCK_EXPIRED.with("age", age).with("limit", max).ids(c);
        if (expired.isEmpty()) {
            return 0;
        }
        UUID[] ids = expired.toArray(UUID[]::new);
        DELETE_FILES.with("ids", ids).run(c);
        return DELETE.with("ids", ids).run(c);
    }
}
