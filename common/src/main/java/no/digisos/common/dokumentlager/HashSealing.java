package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;

/** Seals the hashes of documents that came before hashes were sealed. Both forms are read, so it may stop anywhere and go on later. */
@ApplicationScoped
public class HashSealing {
    /** A row that somebody works on is taken later. */
    static final Sql OPEN = Sql.of("""
            SELECT id, sha256, sha512 FROM dokument
             WHERE sha256 IS NOT NULL AND sha512 IS NOT NULL LIMIT :max FOR UPDATE SKIP LOCKED
            """);

    static final Sql SEAL = Sql.of("""
            UPDATE dokument d SET hasher_forseglet = f.forseglet, sha256 = NULL, sha512 = NULL
              FROM unnest(:ider::uuid[], :forseglede::bytea[]) AS f (id, forseglet) WHERE d.id = f.id
            """);

    private final Sealer sealer;

    public HashSealing(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Seals some, in the caller's transaction. Any number may run at once.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int seal(Connection c, int max) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<byte[]> sealed = new ArrayList<>();
        OPEN.with("max", max).each(c, 0, row -> {
            UUID id = Columns.uuid(row, "id");
            ids.add(id);
            sealed.add(new PlaintextHashes(row.getBytes("sha256"), row.getBytes("sha512")).seal(sealer, id));
        });
        if (!ids.isEmpty()) {
            SEAL.with("ider", ids.toArray(UUID[]::new))
                    .with("forseglede", sealed.toArray(byte[][]::new))
                    .run(c);
        }
        return ids.size();
    }
}
