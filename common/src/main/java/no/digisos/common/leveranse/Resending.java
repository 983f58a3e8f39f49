package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;

/**
 * An operator delivers a decided shipment once more (delivery.md 4): the fagsystem receipted what it could not read, or what
 * SvarUt took is gone. It is a new decision and so a new row, with a meldingId of its own and the klientMeldingId of the one
 * before, by which a receiver knows it again.
 */
@ApplicationScoped
public class Resending {
    private static final String HENDELSE = "LAGT_I_KO_PA_NYTT";

    static final Sql HISTORY = Sql.of("""
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
            SELECT digisos_id, innsending_id, id, :hendelse, jsonb_build_object('nyMeldingId', :fresh::text)
              FROM leveranse WHERE id = :meldingId""");

    static final Sql LOCK_SAK =
            Sql.of("SELECT digisos_id FROM digisos_sak WHERE digisos_id = :digisosId AND slettet IS NULL FOR UPDATE");

    /** A shipment of the same message that is on its way: this one's newer one, when two operators act at once. */
    static final Sql IN_FLIGHT = Sql.of("""
            SELECT id FROM leveranse
             WHERE digisos_id = :digisosId AND klient_melding_id = :klientMeldingId AND %s""".formatted(LeveranseSql.UNDECIDED));

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
        Optional<Leveranse> found =
                LeveranseSql.FIND.with("meldingId", meldingId).one(c, LeveranseRow::read);
        if (found.isEmpty()
                || !LOCK_SAK.with("digisosId", found.get().digisosId()).exists(c)) {
            return Optional.empty();
        }
        Leveranse old = LeveranseSql.LOCK.with("meldingId", meldingId).only(c, LeveranseRow::read);
        if (!old.tilstand().decided()
                || IN_FLIGHT
                        .with("digisosId", old.digisosId())
                        .with("klientMeldingId", old.klientMeldingId())
                        .exists(c)) {
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
        HISTORY.with("hendelse", HENDELSE)
                .with("fresh", fresh.toString())
                .with("meldingId", meldingId)
                .run(c);
        return Optional.of(created);
    }
}
