package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Sql;

/**
 * Whether the municipality provably has a case, over thousands of cases at once. NAV deletes its copy on a yes, so it takes evidence
 * (delivery.md 7): a receipt, SvarUt's LEST or PRINTET, what SvarUt handled by hand once an operator has closed it, or an update of
 * the case. That SvarUt took it over is none.
 */
@ApplicationScoped
public class DeliveredToFagsystem {
    /** Of several shipments of one søknad, the latest counts: it was queued anew because the one before failed. */
    static final Sql DELIVERED = Sql.of("""
            SELECT s.digisos_id,
                   EXISTS (SELECT FROM oppdatering o WHERE o.digisos_id = s.digisos_id)
                   OR coalesce((
                       SELECT l.tilstand = 'BEKREFTET'
                              OR l.%s AND l.svarut_status IN (%s)
                              OR l.tilstand = 'LUKKET' AND l.svarut_status = '%s'
                         FROM leveranse l
                        WHERE l.digisos_id = s.digisos_id AND l.melding_type = '%s'
                        ORDER BY l.lopenummer DESC LIMIT 1), false)
              FROM digisos_sak s
             WHERE s.digisos_id = ANY (:digisosIds) AND s.slettet IS NULL""".formatted(
                    LeveranseState.sqlIn(LeveranseState::takenOver),
                    SvarUtStatus.sql(SvarUtStatus::delivered),
                    SvarUtStatus.MANUELT_HANDTERT,
                    MeldingType.SOKNAD.wireName()));

    /** One case. */
    public record Delivered(UUID digisosId, boolean levert) {}

    /** Those of the cases that exist, in no order, by one query however many they are. */
    public List<Delivered> of(Connection c, Collection<UUID> digisosIds) throws SQLException {
        return DELIVERED
                .with("digisosIds", digisosIds.toArray(UUID[]::new))
                .all(c, r -> new Delivered(r.getObject(1, UUID.class), r.getBoolean(2)));
    }
}
