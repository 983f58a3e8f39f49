package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.Kontosertifikat;
import no.digisos.common.kommune.Kontosertifikater;

/**
 * Tells a kommune that a konto's certificate runs out, since from then on its messages go by SvarUt. Each step is told once for each
 * certificate, whatever number of instances looks; the mails lie in the outbox {@code varsel}.
 */
@ApplicationScoped
public class Sertifikatvarsel {
    private final Transactions transactions;
    private final Kontosertifikater sertifikater;

    public Sertifikatvarsel(Transactions transactions, Kontosertifikater sertifikater) {
        this.transactions = transactions;
        this.sertifikater = sertifikater;
    }

    /** The certificates in use, the one that runs out first before the others. */
    public List<Kontosertifikat> iBruk() {
        return transactions.autoCommit(sertifikater::iBruk);
    }

    /**
     * Puts a mail into the outbox, unless this step of this certificate, or a later one, was told already. It takes the place of an
     * earlier step's that is not sent yet.
     *
     * @param dager the step: so many days before the certificate runs out, 0 for the day itself
     * @return whether it is told now
     */
    public boolean varsle(Kontosertifikat sertifikat, int dager) {
        String hva = "Konto «" + sertifikat.kontonavn() + "» (" + sertifikat.kontoId() + "): sertifikatet "
                + sertifikat.frist().tekst();
        return transactions.inTransaction(c -> !Setning.ider(
                        c,
                        VarselSql.SERTIFIKAT,
                        sertifikat.kontoId(),
                        sertifikat.avtrykk(),
                        dager,
                        sertifikat.avtrykk(),
                        hva)
                .isEmpty());
    }

    /**
     * Takes out of the outbox what is no longer so: the certificate was replaced, the konto closed, or the kommune has left its
     * queues.
     *
     * @return how many mails
     */
    public int trekkUaktuelle() {
        return transactions.autoCommit(c -> Setning.kjor(c, VarselSql.SERTIFIKAT_UAKTUELT));
    }
}
