package no.digisos.common.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;

/** The statements of case updates. Whoever changes one holds the case's lock. */
@ApplicationScoped
public class OppdateringTable {
    static final Sql RETIRE =
            Sql.of("UPDATE oppdatering SET gjeldende = false WHERE digisos_id = :digisosId AND gjeldende");
    static final Sql INSERT = Sql.of("""
            INSERT INTO oppdatering (id, digisos_id, dokument_id, integrasjon_id, referanser)
            VALUES (:id, :digisosId, :dokumentId, :integrasjonId, :referanser)
            """);
    static final Sql CURRENT = Sql.of("""
            SELECT digisos_id, dokument_id, tidspunkt FROM oppdatering WHERE digisos_id = ANY (:digisosIder) AND gjeldende
            """);
    static final Sql REFERENCES =
            Sql.of("SELECT unnest(referanser) FROM oppdatering WHERE digisos_id = :digisosId AND gjeldende");

    /** Makes this the case's current update; the earlier ones stay in the history. */
    public void replace(Connection c, UUID digisosId, UUID dokumentId, UUID integrasjonId, Collection<UUID> references)
            throws SQLException {
        remove(c, digisosId);
        INSERT.with("id", UUID.randomUUID())
                .with("digisosId", digisosId)
                .with("dokumentId", dokumentId)
                .with("integrasjonId", integrasjonId)
                .with("referanser", references.toArray(UUID[]::new))
                .run(c);
    }

    /** Leaves the case without a current update. */
    public void remove(Connection c, UUID digisosId) throws SQLException {
        RETIRE.with("digisosId", digisosId).run(c);
    }

    /** The current update of each of these cases that has one. */
    List<Oppdatering> current(Connection c, Collection<UUID> digisosIds) throws SQLException {
        return CURRENT.with("digisosIder", digisosIds.toArray(UUID[]::new))
                .all(
                        c,
                        row -> new Oppdatering(
                                Columns.uuid(row, "digisos_id"),
                                Columns.uuid(row, "dokument_id"),
                                Columns.instant(row, "tidspunkt")));
    }

    /** The files that the current update names. */
    public Set<UUID> references(Connection c, UUID digisosId) throws SQLException {
        return Set.copyOf(REFERENCES.with("digisosId", digisosId).ids(c));
    }
}
