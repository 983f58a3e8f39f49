package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The statements of case updates. The caller holds the case's lock. */
@ApplicationScoped
public class OppdateringTable {
    private static final String RETIRE = "UPDATE oppdatering SET gjeldende = false WHERE digisos_id = ? AND gjeldende";
    private static final String INSERT = """
            INSERT INTO oppdatering (id, digisos_id, dokument_id, integrasjon_id, referanser) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String REFERENCES =
            "SELECT unnest(referanser) FROM oppdatering WHERE digisos_id = ? AND gjeldende";
    /** Any document of the case may be referred to: the fagsystem's own, and what the citizen sent. */
    private static final String FILES_OF_CASE = """
            SELECT id FROM dokument
             WHERE digisos_id = ? AND tilstand = 'LAGRET' AND rolle IN ('FAGSYSTEM_FIL', 'SOKNAD_DOKUMENT', 'VEDLEGG')
            """;

    /** Makes this the case's current update; the earlier ones stay in the history. */
    public void replace(Connection c, UUID digisosId, UUID dokumentId, UUID integrasjonId, Collection<UUID> references)
            throws SQLException {
        remove(c, digisosId);
        try (PreparedStatement statement = c.prepareStatement(INSERT)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setObject(2, digisosId);
            statement.setObject(3, dokumentId);
            statement.setObject(4, integrasjonId);
            statement.setArray(5, c.createArrayOf("uuid", references.toArray()));
            statement.executeUpdate();
        }
    }

    /** Leaves the case without a current update. */
    public void remove(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(RETIRE)) {
            statement.setObject(1, digisosId);
            statement.executeUpdate();
        }
    }

    /** The files that the current update names. */
    public Set<UUID> references(Connection c, UUID digisosId) throws SQLException {
        return ids(c, REFERENCES, digisosId);
    }

    /** The files that an update may name. */
    public Set<UUID> sakFiles(Connection c, UUID digisosId) throws SQLException {
        return ids(c, FILES_OF_CASE, digisosId);
    }

    private static Set<UUID> ids(Connection c, String sql, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setObject(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                Set<UUID> ids = new HashSet<>();
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
                return ids;
            }
        }
    }
}
