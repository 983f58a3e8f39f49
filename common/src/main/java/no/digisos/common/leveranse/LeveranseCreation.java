package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Makes the delivery row in the transaction of acceptance; from its commit the shipment cannot be lost. */
@ApplicationScoped
public class LeveranseCreation {
    private final LeveranseRelease release;

    public LeveranseCreation(LeveranseRelease release) {
        this.release = release;
    }

    /**
     * Joins the caller's READ COMMITTED transaction, which must hold the row lock on {@code digisos_sak}: that lock makes
     * the shipments of one case come one after the other. An undecided predecessor is locked before the choice, so that a
     * successor made at the very moment of the decision is either released here or seen by the deciding transaction.
     *
     * @return in the queue, on its way to SvarUt, or waiting for its predecessor
     */
    public Leveranse create(Connection c, NewLeveranse fresh) throws SQLException {
        return create(c, fresh, fresh.meldingId());
    }

    /** As {@link #create(Connection, NewLeveranse)}, with the klientMeldingId of an earlier shipment of the same content. */
    Leveranse create(Connection c, NewLeveranse fresh, UUID klientMeldingId) throws SQLException {
        Optional<UUID> predecessor = Sql.ids(c, LeveranseSql.LOCK_PREDECESSOR, fresh.digisosId()).stream()
                .findFirst();
        Leveranse created = Sql.leveranse(
                        c,
                        LeveranseSql.CREATE,
                        fresh.meldingId(),
                        fresh.innsendingId(),
                        fresh.digisosId(),
                        fresh.kommunenummer(),
                        fresh.enhetsnummer(),
                        fresh.meldingType().wireName(),
                        klientMeldingId,
                        fresh.hast(),
                        predecessor.orElse(null))
                .orElseThrow();
        return predecessor.isPresent() ? created : release.release(c, created);
    }
}
