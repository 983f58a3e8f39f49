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
public class Gjenutsending {
    private static final String HENDELSE = "LAGT_I_KO_PA_NYTT";

    private static final String HISTORIKK = """
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse, detalj)
            SELECT digisos_id, innsending_id, id, ?, jsonb_build_object('nyMeldingId', ?::text) FROM leveranse WHERE id = ?""";

    private static final String LAS_SAK =
            "SELECT digisos_id FROM digisos_sak WHERE digisos_id = ? AND slettet IS NULL FOR UPDATE";

    /** A shipment of the same message that is on its way: this one's newer one, when two operators act at once. */
    private static final String UNDERVEIS =
            "SELECT id FROM leveranse WHERE digisos_id = ? AND klient_melding_id = ? AND " + LeveranseSql.UAVGJORT;

    private final LeveranseOpprettelse opprettelse;

    public Gjenutsending(LeveranseOpprettelse opprettelse) {
        this.opprettelse = opprettelse;
    }

    /**
     * Joins the caller's transaction, whose last statement is the audit row.
     *
     * @return the new shipment, in the queue, on its way to SvarUt, or waiting for what is undecided in the case; empty when
     *     this one is not decided yet, or one that was queued anew for it is not, or its case is deleted
     */
    public Optional<Leveranse> leggIKoPaNytt(Connection c, UUID meldingId) throws SQLException {
        Optional<Leveranse> funnet = Setning.leveranse(c, LeveranseSql.FINN, meldingId);
        if (funnet.isEmpty()
                || Setning.ider(c, LAS_SAK, funnet.get().digisosId()).isEmpty()) {
            return Optional.empty();
        }
        Leveranse gammel = Setning.leveranse(c, LeveranseSql.LAS, meldingId).orElseThrow();
        if (!gammel.tilstand().avgjort()
                || !Setning.ider(c, UNDERVEIS, gammel.digisosId(), gammel.klientMeldingId())
                        .isEmpty()) {
            return Optional.empty();
        }
        UUID ny = UUID.randomUUID();
        Leveranse opprettet = opprettelse.opprett(
                c,
                new NyLeveranse(
                        ny,
                        gammel.innsendingId(),
                        gammel.digisosId(),
                        gammel.kommunenummer(),
                        gammel.enhetsnummer(),
                        gammel.meldingType(),
                        gammel.hast()),
                gammel.klientMeldingId());
        Setning.kjor(c, HISTORIKK, HENDELSE, ny.toString(), meldingId);
        return Optional.of(opprettet);
    }
}
