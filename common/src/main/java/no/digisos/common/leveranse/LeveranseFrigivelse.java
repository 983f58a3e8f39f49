package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Kanalvalg.Valgt;

/** Lets waiting shipments go: to the queue, or to SvarUt when the look-up gives no konto. */
@ApplicationScoped
public class LeveranseFrigivelse {
    private final Transactions transactions;
    private final Kanalvalg kanalvalg;

    public LeveranseFrigivelse(Transactions transactions, Kanalvalg kanalvalg) {
        this.transactions = transactions;
        this.kanalvalg = kanalvalg;
    }

    /**
     * Releases one, whose row the caller's transaction has locked or made.
     *
     * @throws IllegalStateException when it does not wait
     */
    Leveranse frigi(Connection c, Leveranse ventende) throws SQLException {
        Optional<Valgt> valgt = kanalvalg.finn(c, ventende.kommunenummer(), ventende.enhetsnummer());
        Optional<UUID> konto = valgt.filter(k -> k.tar(ventende.meldingType())).map(Valgt::kontoId);
        Optional<Leveranse> frigitt = konto.isPresent()
                ? Setning.leveranse(c, LeveranseSql.FRIGI_TIL_KO, konto.get(), ventende.id())
                : Setning.leveranse(c, utenKo(valgt, ventende), ventende.id());
        return frigitt.orElseThrow(
                () -> new IllegalStateException("Leveranse " + ventende.id() + " venter ikke lenger"));
    }

    private static String utenKo(Optional<Valgt> valgt, Leveranse ventende) {
        return valgt.filter(k -> k.harUtlopt(ventende.meldingType())).isPresent()
                ? LeveranseSql.FRIGI_UTEN_SERTIFIKAT
                : LeveranseSql.FRIGI_UTEN_KONTO;
    }

    /**
     * Releases those that wait for a shipment just decided by the same transaction. It is a statement of its own, after the
     * deciding one, so that it sees a successor whose acceptance the decision had to wait for.
     */
    List<Leveranse> frigiEtterfolgere(Connection c, UUID avgjort) throws SQLException {
        List<Leveranse> ventende = Setning.leveranser(c, LeveranseSql.LAS_ETTERFOLGERE, avgjort);
        for (Leveranse etterfolger : ventende) {
            frigi(c, etterfolger);
        }
        return ventende;
    }

    /**
     * The backstop: releases what waits for something already decided, in a transaction of its own. Whatever it finds is a
     * fault elsewhere, worth an alarm.
     *
     * @param maks most rows in one call
     * @return what was released, as it was while it waited
     */
    public List<Leveranse> frigiVentende(int maks) {
        return transactions.inTransaction(c -> {
            List<Leveranse> glemte = Setning.leveranser(c, LeveranseSql.LAS_GLEMTE, maks);
            for (Leveranse glemt : glemte) {
                frigi(c, glemt);
            }
            return glemte;
        });
    }
}
