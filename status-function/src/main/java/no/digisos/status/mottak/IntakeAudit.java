package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditActor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.leveranse.KvitteringOutcome;
import no.digisos.common.leveranse.LeasedMelding;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.security.Caller;
import no.digisos.status.mottak.KontoAccess.Konto;

/** The audit rows of a fagsystem's calls, each the last statement of the caller's transaction. */
@ApplicationScoped
public class IntakeAudit {
    private final AuditLog log;
    private final AuditConfig config;

    IntakeAudit(AuditLog log, AuditConfig config) {
        this.log = log;
        this.config = config;
    }

    /** Metadata was seen without a lease. Looking into an empty queue reads nothing of anybody. */
    void seen(Connection c, Konto konto, List<Leveranse> leveranser) throws SQLException {
        many(
                c,
                konto,
                AuditAction.LIST_KO,
                leveranser.stream().map(Leveranse::id).toList());
    }

    void fetched(Connection c, Konto konto, List<LeasedMelding> leasedOnes) throws SQLException {
        many(
                c,
                konto,
                AuditAction.HENT_MELDINGER,
                leasedOnes.stream().map(leased -> leased.leveranse().id()).toList());
    }

    void downloaded(Connection c, Konto konto, Leveranse leveranse, UUID dokumentId, String certificateFingerprint)
            throws SQLException {
        write(
                c,
                konto,
                AuditAction.LAST_NED_DOKUMENT,
                AuditSubject.leveranse(leveranse.digisosId(), leveranse.id())
                        .withDokument(dokumentId)
                        .withCertificateFingerprint(certificateFingerprint),
                AuditOutcome.UTFORT);
    }

    void downloadedMelding(Connection c, Konto konto, Leveranse leveranse, String certificateFingerprint)
            throws SQLException {
        write(
                c,
                konto,
                AuditAction.LAST_NED_MELDING,
                AuditSubject.leveranse(leveranse.digisosId(), leveranse.id())
                        .withCertificateFingerprint(certificateFingerprint),
                AuditOutcome.UTFORT);
    }

    void readStatus(Connection c, Konto konto, Leveranse leveranse) throws SQLException {
        receipted(c, konto, AuditAction.LES_LEVERINGSSTATUS, leveranse, AuditOutcome.UTFORT);
    }

    /** Metadata was shown to a SvarInn receiver, which may have kontoer of several kommuner. */
    public void shownInSvarInn(Connection c, List<Konto> kontoer, List<Leveranse> leveranser) throws SQLException {
        if (leveranser.isEmpty()) {
            return;
        }
        AuditSubject subject =
                AuditSubject.many(leveranser.stream().map(Leveranse::id).toList());
        List<UUID> fiksOrgs = kontoer.stream().map(Konto::fiksOrgId).distinct().toList();
        write(
                c,
                kontoer.getFirst().kaller(),
                AuditAction.LIST_KO,
                fiksOrgs.size() == 1 ? subject.withFiksOrg(fiksOrgs.getFirst()) : subject,
                AuditOutcome.UTFORT);
    }

    /** A receipt, a failure or a rejection, and what it came to. */
    void receipted(Connection c, Konto konto, AuditAction action, KvitteringOutcome answer) throws SQLException {
        switch (answer) {
            case KvitteringOutcome.NotFound ignored ->
                write(c, konto, action, AuditSubject.none(), AuditOutcome.INGEN_TREFF);
            case KvitteringOutcome.Confirmed b -> receipted(c, konto, action, b.leveranse(), AuditOutcome.UTFORT);
            case KvitteringOutcome.Executed u -> receipted(c, konto, action, u.leveranse(), AuditOutcome.UTFORT);
            case KvitteringOutcome.WithdrawnTooLate t ->
                receipted(c, konto, action, t.leveranse(), AuditOutcome.UTEN_VIRKNING);
            case KvitteringOutcome.Keep b -> receipted(c, konto, action, b.leveranse(), AuditOutcome.UTEN_VIRKNING);
            case KvitteringOutcome.WithoutEffect u ->
                receipted(c, konto, action, u.leveranse(), AuditOutcome.UTEN_VIRKNING);
            case KvitteringOutcome.AlreadyConfirmed a ->
                receipted(c, konto, action, a.leveranse(), AuditOutcome.NEKTET);
            case KvitteringOutcome.LeaseExpired l -> receipted(c, konto, action, l.leveranse(), AuditOutcome.NEKTET);
            case KvitteringOutcome.NotHandedOut i -> receipted(c, konto, action, i.leveranse(), AuditOutcome.NEKTET);
        }
    }

    private void receipted(Connection c, Konto konto, AuditAction action, Leveranse leveranse, AuditOutcome outcome)
            throws SQLException {
        write(c, konto, action, AuditSubject.leveranse(leveranse.digisosId(), leveranse.id()), outcome);
    }

    private void many(Connection c, Konto konto, AuditAction action, List<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            write(c, konto, action, AuditSubject.many(ids), AuditOutcome.UTFORT);
        }
    }

    private void write(Connection c, Konto konto, AuditAction action, AuditSubject subject, AuditOutcome outcome)
            throws SQLException {
        write(c, konto.kaller(), action, subject.withFiksOrg(konto.fiksOrgId()), outcome);
    }

    private void write(Connection c, Caller caller, AuditAction action, AuditSubject subject, AuditOutcome outcome)
            throws SQLException {
        AuditActor actor = AuditActor.integrasjon(caller.organisasjon().verdi(), caller.integrasjonId(), null);
        log.write(c, new AuditRow(actor, action, subject, outcome, null, config.hjemmelFagsystem()));
    }
}
