package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * What holds a case's documents fast: a delivery that is undecided, or that SvarUt has and may still refuse, needs them.
 *
 * <p>SvarUt may refuse a shipment after having given an id, and then it is sent anew; so it holds until SvarUt says that it is read
 * or printed, or an operator closes it, or SvarUt is not asked any longer ({@link StatusPlan}).
 */
@ApplicationScoped
public class LeveranseHold {

    /**
     * Locks the case's deliveries that need no document any longer, until the transaction ends; the caller holds the case's lock,
     * so none is added.
     *
     * @return the others, and those that somebody else is deciding at this moment; empty when nothing holds the documents
     */
    public List<UUID> held(Connection c, UUID digisosId) throws SQLException {
        return LeveranseSql.HELD.with("digisosId", digisosId).ids(c);
    }

    /** Forgets what fagsystems said of the case's deliveries: who took them, under what reference, and why not. */
    public void forget(Connection c, UUID digisosId) throws SQLException {
        LeveranseSql.FORGET_ANSWER.with("digisosId", digisosId).run(c);
    }

    /** The condition that a case, by this SQL expression of its id, has no delivery that holds its documents. */
    public static String notHeldSql(String digisosId) {
        return "NOT EXISTS (SELECT FROM leveranse l WHERE l.digisos_id = " + digisosId + " AND " + LeveranseSql.IS_HELD
                + ")";
    }
}
