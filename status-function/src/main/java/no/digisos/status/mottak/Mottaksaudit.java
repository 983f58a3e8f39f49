package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.leveranse.Kvitteringssvar;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.UtlantMelding;
import no.digisos.common.security.Kaller;
import no.digisos.status.mottak.Kontotilgang.Konto;

/** The audit rows of a fagsystem's calls, each the last statement of the caller's transaction. */
@ApplicationScoped
public class Mottaksaudit {
    private final AuditLogg logg;
    private final AuditConfig config;

    Mottaksaudit(AuditLogg logg, AuditConfig config) {
        this.logg = logg;
        this.config = config;
    }

    /** Metadata was seen without a lease. Looking into an empty queue reads nothing of anybody. */
    void sett(Connection c, Konto konto, List<Leveranse> leveranser) throws SQLException {
        mange(c, konto, Handling.LIST_KO, leveranser.stream().map(Leveranse::id).toList());
    }

    void hentet(Connection c, Konto konto, List<UtlantMelding> utlante) throws SQLException {
        mange(
                c,
                konto,
                Handling.HENT_MELDINGER,
                utlante.stream().map(utlant -> utlant.leveranse().id()).toList());
    }

    void lastetNed(Connection c, Konto konto, Leveranse leveranse, UUID dokumentId, String sertifikatAvtrykk)
            throws SQLException {
        skriv(
                c,
                konto,
                Handling.LAST_NED_DOKUMENT,
                AuditGjenstand.leveranse(leveranse.digisosId(), leveranse.id())
                        .medDokument(dokumentId)
                        .medSertifikatAvtrykk(sertifikatAvtrykk),
                AuditUtfall.UTFORT);
    }

    void lastetNedMelding(Connection c, Konto konto, Leveranse leveranse, String sertifikatAvtrykk)
            throws SQLException {
        skriv(
                c,
                konto,
                Handling.LAST_NED_MELDING,
                AuditGjenstand.leveranse(leveranse.digisosId(), leveranse.id()).medSertifikatAvtrykk(sertifikatAvtrykk),
                AuditUtfall.UTFORT);
    }

    void lestStatus(Connection c, Konto konto, Leveranse leveranse) throws SQLException {
        kvittert(c, konto, Handling.LES_LEVERINGSSTATUS, leveranse, AuditUtfall.UTFORT);
    }

    /** Metadata was shown to a SvarInn receiver, which may have kontoer of several kommuner. */
    public void vistISvarInn(Connection c, List<Konto> kontoer, List<Leveranse> leveranser) throws SQLException {
        if (leveranser.isEmpty()) {
            return;
        }
        AuditGjenstand gjenstand =
                AuditGjenstand.mange(leveranser.stream().map(Leveranse::id).toList());
        List<UUID> fiksOrger = kontoer.stream().map(Konto::fiksOrgId).distinct().toList();
        skriv(
                c,
                kontoer.getFirst().kaller(),
                Handling.LIST_KO,
                fiksOrger.size() == 1 ? gjenstand.medFiksOrg(fiksOrger.getFirst()) : gjenstand,
                AuditUtfall.UTFORT);
    }

    /** A receipt, a failure or a rejection, and what it came to. */
    void kvittert(Connection c, Konto konto, Handling handling, Kvitteringssvar svar) throws SQLException {
        switch (svar) {
            case Kvitteringssvar.FinnesIkke ignored ->
                skriv(c, konto, handling, AuditGjenstand.ingen(), AuditUtfall.INGEN_TREFF);
            case Kvitteringssvar.Bekreftet b -> kvittert(c, konto, handling, b.leveranse(), AuditUtfall.UTFORT);
            case Kvitteringssvar.Utfort u -> kvittert(c, konto, handling, u.leveranse(), AuditUtfall.UTFORT);
            case Kvitteringssvar.TrukketForSent t ->
                kvittert(c, konto, handling, t.leveranse(), AuditUtfall.UTEN_VIRKNING);
            case Kvitteringssvar.Behold b -> kvittert(c, konto, handling, b.leveranse(), AuditUtfall.UTEN_VIRKNING);
            case Kvitteringssvar.UtenVirkning u ->
                kvittert(c, konto, handling, u.leveranse(), AuditUtfall.UTEN_VIRKNING);
            case Kvitteringssvar.AlleredeBekreftet a -> kvittert(c, konto, handling, a.leveranse(), AuditUtfall.NEKTET);
            case Kvitteringssvar.LeieUtlopt l -> kvittert(c, konto, handling, l.leveranse(), AuditUtfall.NEKTET);
            case Kvitteringssvar.IkkeUtlevert i -> kvittert(c, konto, handling, i.leveranse(), AuditUtfall.NEKTET);
        }
    }

    private void kvittert(Connection c, Konto konto, Handling handling, Leveranse leveranse, AuditUtfall utfall)
            throws SQLException {
        skriv(c, konto, handling, AuditGjenstand.leveranse(leveranse.digisosId(), leveranse.id()), utfall);
    }

    private void mange(Connection c, Konto konto, Handling handling, List<UUID> ider) throws SQLException {
        if (!ider.isEmpty()) {
            skriv(c, konto, handling, AuditGjenstand.mange(ider), AuditUtfall.UTFORT);
        }
    }

    private void skriv(Connection c, Konto konto, Handling handling, AuditGjenstand gjenstand, AuditUtfall utfall)
            throws SQLException {
        skriv(c, konto.kaller(), handling, gjenstand.medFiksOrg(konto.fiksOrgId()), utfall);
    }

    private void skriv(Connection c, Kaller kaller, Handling handling, AuditGjenstand gjenstand, AuditUtfall utfall)
            throws SQLException {
        AuditAktor aktor = AuditAktor.integrasjon(kaller.organisasjon().verdi(), kaller.integrasjonId(), null);
        logg.skriv(c, new AuditRad(aktor, handling, gjenstand, utfall, null, config.hjemmelFagsystem()));
    }
}
