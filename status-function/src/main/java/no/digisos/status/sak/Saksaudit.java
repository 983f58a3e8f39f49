package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;

/** The audit rows of a fagsystem's work on a case, each the last statement of the caller's transaction. */
@ApplicationScoped
class Saksaudit {
    private final AuditLogg logg;
    private final AuditConfig config;
    private final Innlogget innlogget;

    Saksaudit(AuditLogg logg, AuditConfig config, Innlogget innlogget) {
        this.logg = logg;
        this.config = config;
        this.innlogget = innlogget;
    }

    UUID integrasjonId() {
        return innlogget.kaller().integrasjonId();
    }

    void skriv(Connection c, Sak sak, Handling handling) throws SQLException {
        skriv(
                c,
                AuditGjenstand.sak(sak.digisosId()).medFiksOrg(sak.fiksOrgId()).medPerson(sak.sokerIndeks()),
                handling,
                AuditUtfall.UTFORT);
    }

    void skriv(Connection c, AuditGjenstand gjenstand, Handling handling, AuditUtfall utfall) throws SQLException {
        Kaller kaller = innlogget.kaller();
        logg.skriv(
                c,
                new AuditRad(
                        AuditAktor.integrasjon(kaller.organisasjon().verdi(), kaller.integrasjonId(), null),
                        handling,
                        gjenstand,
                        utfall,
                        null,
                        config.hjemmelFagsystem()));
    }
}
