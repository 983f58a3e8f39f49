package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.status.mottak.KontoAccess.Konto;

/** What must stand before the first byte of a message's contents goes out: that it may, that it counts, and the audit row. */
@ApplicationScoped
public class DownloadGate {
    private final LeveranseQueue queue;
    private final Transactions transactions;
    private final IntakeAudit audit;

    DownloadGate(LeveranseQueue queue, Transactions transactions, IntakeAudit audit) {
        this.queue = queue;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * The message, when its contents may go out.
     *
     * @throws ApiException 404 when it is not in this konto, 410 once it goes another way
     */
    Leveranse require(Konto konto, UUID meldingId) {
        Leveranse leveranse = transactions
                .autoCommit(c -> queue.find(c, konto.id(), meldingId))
                .orElseThrow(QueueRefusals::notFound);
        requireMayHandOut(leveranse);
        return leveranse;
    }

    /**
     * In the queue, or receipted from it; not while or after it goes another way.
     *
     * @throws ApiException 410 when it does
     */
    public void requireMayHandOut(Leveranse leveranse) {
        switch (leveranse.tilstand()) {
            case I_KO, BEKREFTET -> {}
            case IKKE_SENDT -> throw QueueRefusals.notFound();
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET ->
                throw new ApiException(
                        ErrorCode.SLETTET,
                        "Meldingen er trukket fra køen, og innholdet hentes ikke lenger her. En kopi fra før beholdes: se"
                                + " statusen");
        }
    }

    /**
     * The certificate of the konto as it is now.
     *
     * @throws ApiException 503 when there is none
     */
    public static X509Certificate certificate(Konto konto) {
        return konto.sertifikat()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UTILGJENGELIG, "Kontoen har ingen offentlig nøkkel: last opp en og prøv igjen"));
    }

    /** One document goes out. */
    void dokument(Konto konto, Leveranse leveranse, UUID dokumentId, X509Certificate certificate) {
        transactions.inTransaction(c -> {
            count(c, konto, leveranse);
            audit.downloaded(c, konto, leveranse, dokumentId, Certificates.fingerprint(certificate));
            return leveranse;
        });
    }

    /** The whole message goes out. */
    void melding(Konto konto, Leveranse leveranse, X509Certificate certificate) {
        transactions.inTransaction(c -> {
            count(c, konto, leveranse);
            audit.downloadedMelding(c, konto, leveranse, Certificates.fingerprint(certificate));
            return leveranse;
        });
    }

    /**
     * The whole message goes out to a SvarInn receiver. That is no attempt: only the frist applies (delivery.md 7).
     *
     * @throws ApiException 410 once it goes another way
     */
    public void forsendelse(Konto konto, Leveranse leveranse, X509Certificate certificate) {
        transactions.inTransaction(c -> {
            queue.markShown(c, List.of(leveranse.id()));
            requireStillDeliverable(c, konto, leveranse);
            audit.downloadedMelding(c, konto, leveranse, Certificates.fingerprint(certificate));
            return leveranse;
        });
    }

    private void count(Connection c, Konto konto, Leveranse leveranse) throws SQLException {
        if (queue.markDataFetched(c, konto.id(), leveranse.id(), konto.kaller().integrasjonId())
                .isEmpty()) {
            requireStillDeliverable(c, konto, leveranse);
        }
    }

    private void requireStillDeliverable(Connection c, Konto konto, Leveranse leveranse) throws SQLException {
        requireMayHandOut(queue.find(c, konto.id(), leveranse.id()).orElseThrow(QueueRefusals::notFound));
    }
}
