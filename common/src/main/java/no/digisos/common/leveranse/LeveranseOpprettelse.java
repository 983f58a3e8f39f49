package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Makes the delivery row in the transaction of acceptance; from its commit the shipment cannot be lost. */
@ApplicationScoped
public class LeveranseOpprettelse {
    private final LeveranseFrigivelse frigivelse;

    public LeveranseOpprettelse(LeveranseFrigivelse frigivelse) {
        this.frigivelse = frigivelse;
    }

    /**
     * Joins the caller's READ COMMITTED transaction, which must hold the row lock on {@code digisos_sak}: that lock makes
     * the shipments of one case come one after the other. An undecided predecessor is locked before the choice, so that a
     * successor made at the very moment of the decision is either released here or seen by the deciding transaction.
     *
     * @return in the queue, on its way to SvarUt, or waiting for its predecessor
     */
    public Leveranse opprett(Connection c, NyLeveranse ny) throws SQLException {
        return opprett(c, ny, ny.meldingId());
    }

    /** As {@link #opprett(Connection, NyLeveranse)}, with the klientMeldingId of an earlier shipment of the same content. */
    Leveranse opprett(Connection c, NyLeveranse ny, UUID klientMeldingId) throws SQLException {
        Optional<UUID> forgjenger = Setning.ider(c, LeveranseSql.LAS_FORGJENGER, ny.digisosId()).stream()
                .findFirst();
        Leveranse opprettet = Setning.leveranse(
                        c,
                        LeveranseSql.OPPRETT,
                        ny.meldingId(),
                        ny.innsendingId(),
                        ny.digisosId(),
                        ny.kommunenummer(),
                        ny.enhetsnummer(),
                        ny.meldingType().navn(),
                        klientMeldingId,
                        ny.hast(),
                        forgjenger.orElse(null))
                .orElseThrow();
        return forgjenger.isPresent() ? opprettet : frigivelse.frigi(c, opprettet);
    }
}
