package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.krypto.Sealer;

/** Seals the hashes of documents that came before hashes were sealed. Both forms are read, so it may stop anywhere and go on later. */
@ApplicationScoped
public class Hashforsegling {
    /** limit. A row that somebody works on is taken later. */
    private static final String APNE = """
            SELECT id, sha256, sha512 FROM dokument
             WHERE sha256 IS NOT NULL AND sha512 IS NOT NULL LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String FORSEGL =
            "UPDATE dokument SET hasher_forseglet = ?, sha256 = NULL, sha512 = NULL WHERE id = ?";

    private final Sealer sealer;

    public Hashforsegling(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Seals some, in the caller's transaction. Any number may run at once.
     *
     * @return how many; as many as asked for means that there may be more
     */
    public int forsegl(Connection c, int maks) throws SQLException {
        int antall = 0;
        try (PreparedStatement apne = c.prepareStatement(APNE);
                PreparedStatement forsegl = c.prepareStatement(FORSEGL)) {
            apne.setInt(1, maks);
            try (ResultSet rad = apne.executeQuery()) {
                while (rad.next()) {
                    UUID id = rad.getObject(1, UUID.class);
                    forsegl.setBytes(1, new Klarteksthasher(rad.getBytes(2), rad.getBytes(3)).forsegl(sealer, id));
                    forsegl.setObject(2, id);
                    forsegl.addBatch();
                    antall++;
                }
            }
            if (antall > 0) {
                forsegl.executeBatch();
            }
        }
        return antall;
    }
}
