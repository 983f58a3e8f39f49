package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.KontoCertificate;
import no.digisos.common.kommune.KontoCertificates;

/**
 * Tells a kommune that a konto's certificate runs out, since from then on its messages go by SvarUt. Each step is told once for each
 * certificate, whatever number of instances looks; the mails lie in the outbox {@code varsel}.
 */
@ApplicationScoped
public class CertificateVarsel {
    private final Transactions transactions;
    private final KontoCertificates certificates;

    public CertificateVarsel(Transactions transactions, KontoCertificates certificates) {
        this.transactions = transactions;
        this.certificates = certificates;
    }

    /** The certificates in use, the one that runs out first before the others. */
    public List<KontoCertificate> iUse() {
        return transactions.autoCommit(certificates::iUse);
    }

    /**
     * Puts a mail into the outbox, unless this step of this certificate, or a later one, was told already. It takes the place of an
     * earlier step's that is not sent yet.
     *
     * @param days the step: so many days before the certificate runs out, 0 for the day itself
     * @return whether it is told now
     */
    public boolean warn(KontoCertificate certificate, int days) {
        String what = "Konto «" + certificate.kontonavn() + "» (" + certificate.kontoId() + "): sertifikatet "
                + certificate.frist().text();
        return transactions.inTransaction(c -> VarselSql.CERTIFICATE
                .with("kontoId", certificate.kontoId())
                .with("avtrykk", certificate.avtrykk())
                .with("dager", days)
                .with("what", what)
                .exists(c));
    }

    /**
     * Takes out of the outbox what is no longer so: the certificate was replaced, the konto closed, or the kommune has left its
     * queues.
     *
     * @return how many mails
     */
    public int withdrawObsolete() {
        return transactions.autoCommit(
                c -> VarselSql.CERTIFICATE_OBSOLETE.call().run(c));
    }
}
