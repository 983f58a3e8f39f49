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
        Optional<UUID> predecessor = LeveranseSql.LOCK_PREDECESSOR.with("digisosId", fresh.digisosId()).ids(c).stream()
                .findFirst();
        Leveranse created = LeveranseSql.CREATE
                .with("meldingId", fresh.meldingId())
                .with("innsendingId", fresh.innsendingId())
                .with("digisosId", fresh.digisosId())
                .with("kommunenummer", fresh.kommunenummer())
                .with("enhetsnummer", fresh.enhetsnummer())
                .with("meldingType", fresh.meldingType().wireName())
                .with("klientMeldingId", klientMeldingId)
                .with("hast", fresh.hast())
                .with("venterPa", predecessor.orElse(null))
                .only(c, LeveranseRow::read);
        return predecessor.isPresent() ? created : release.release(c, created);
    }
}
