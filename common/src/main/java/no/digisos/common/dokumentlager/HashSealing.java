package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.crypto.Sealer;

/** Seals the hashes of documents that came before hashes were sealed. Both forms are read, so it may stop anywhere and go on later. */
@ApplicationScoped
public class HashSealing {
    /** limit. A row that somebody works on is taken later. */
    private static final String OPEN = """
            SELECT id, sha256, sha512 FROM dokument
             WHERE sha256 IS NOT NULL AND sha512 IS NOT NULL LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String SEAL =
            "UPDATE dokument SET hasher_forseglet = ?, sha256 = NULL, sha512 = NULL WHERE id = ?";

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
        int count = 0;
        try (PreparedStatement open = c.prepareStatement(OPEN);
                PreparedStatement seal = c.prepareStatement(SEAL)) {
            open.setInt(1, max);
            try (ResultSet row = open.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    seal.setBytes(1, new PlaintextHashes(row.getBytes(2), row.getBytes(3)).seal(sealer, id));
                    seal.setObject(2, id);
                    seal.addBatch();
                    count++;
                }
            }
            if (count > 0) {
                seal.executeBatch();
            }
        }
        return count;
    }
}
