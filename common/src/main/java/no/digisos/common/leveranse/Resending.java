package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator delivers a decided shipment once more (delivery.md 4): the fagsystem receipted what it could not read, or what
 * SvarUt took is gone. It is a new decision and so a new row, with a meldingId of its own and the klientMeldingId of the one
 * before, by which a receiver knows it again.
 */
@ApplicationScoped
public class Resending {
    private static final String HENDELSE = "LAGT_I_KO_PA_NYTT";

    private static final String HISTORY = """
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
            SELECT digisos_id, innsending_id, id, ?, jsonb_build_object('nyMeldingId', ?::text) FROM leveranse WHERE id = ?""";

    private static final String LOCK_SAK =
            "SELECT digisos_id FROM digisos_sak WHERE digisos_id = ? AND slettet IS NULL FOR UPDATE";

    /** A shipment of the same message that is on its way: this one's newer one, when two operators act at once. */
    private static final String IN_FLIGHT =
            "SELECT id FROM leveranse WHERE digisos_id = ? AND klient_melding_id = ? AND " + LeveranseSql.UNDECIDED;

    private final LeveranseCreation creation;

    public Resending(LeveranseCreation creation) {
        this.creation = creation;
    }

    /**
     * Joins the caller's transaction, whose last statement is the audit row.
     *
     * @return the new shipment, in the queue, on its way to SvarUt, or waiting for what is undecided in the case; empty when
     *     this one is not decided yet, or one that was queued anew for it is not, or its case is deleted
     */
    public Optional<Leveranse> requeue(Connection c, UUID meldingId) throws SQLException {
        Optional<Leveranse> found = Sql.leveranse(c, LeveranseSql.FIND, meldingId);
        if (found.isEmpty() || Sql.ids(c, LOCK_SAK, found.get().digisosId()).isEmpty()) {
            return Optional.empty();
        }
        Leveranse old = Sql.leveranse(c, LeveranseSql.LOCK, meldingId).orElseThrow();
        if (!old.tilstand().decided()
                || !Sql.ids(c, IN_FLIGHT, old.digisosId(), old.klientMeldingId())
                        .isEmpty()) {
            return Optional.empty();
        }
        UUID fresh = UUID.randomUUID();
        Leveranse created = creation.create(
                c,
                new NewLeveranse(
                        fresh,
                        old.innsendingId(),
                        old.digisosId(),
                        old.kommunenummer(),
                        old.enhetsnummer(),
                        old.meldingType(),
                        old.hast()),
                old.klientMeldingId());
        Sql.run(c, HISTORY, HENDELSE, fresh.toString(), meldingId);
        return Optional.of(created);
    }
}
