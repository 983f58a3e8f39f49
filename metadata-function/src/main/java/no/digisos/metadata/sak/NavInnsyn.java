package no.digisos.metadata.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.sak.DigisosSak;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.sak.Saker;
import no.digisos.common.sak.Saksvisning;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;

/**
 * NAV's reads of a person's cases. The answer is made first, then the audit row is committed, then the answer goes out: if the
 * row cannot be written there is no answer. A kommune that does not let NAV's contact centre in is not shown (harNksTilgang).
 */
@ApplicationScoped
class NavInnsyn {
    private final SakRepository saker;
    private final Saksvisning visning;
    private final KommuneRepository kommuner;
    private final BlindIndex blindIndex;
    private final AuditLogg logg;
    private final AuditConfig config;
    private final Transactions transactions;
    private final Innlogget innlogget;

    NavInnsyn(
            SakRepository saker,
            Saksvisning visning,
            KommuneRepository kommuner,
            BlindIndex blindIndex,
            AuditLogg logg,
            AuditConfig config,
            Transactions transactions,
            Innlogget innlogget) {
        this.saker = saker;
        this.visning = visning;
        this.kommuner = kommuner;
        this.blindIndex = blindIndex;
        this.logg = logg;
        this.config = config;
        this.transactions = transactions;
        this.innlogget = innlogget;
    }

    List<DigisosSak> forPerson(Fnr person, UUID sporingsId) {
        List<Sak> synlige =
                saker.forSoker(person).stream().filter(this::erSynlig).toList();
        List<DigisosSak> svar = visning.vis(synlige);
        byte[] indeks = blindIndex.active(Saker.FNR, person.verdi()).value();
        skriv(
                Handling.SOK_SAKER,
                AuditGjenstand.mange(synlige.stream().map(Sak::digisosId).toList())
                        .medPerson(indeks),
                synlige.isEmpty() ? AuditUtfall.INGEN_TREFF : AuditUtfall.UTFORT,
                sporingsId);
        return svar;
    }

    DigisosSak sak(UUID digisosId, UUID sporingsId) {
        Optional<Sak> funnet = saker.finn(digisosId);
        if (funnet.isEmpty()) {
            skriv(Handling.LES_SAK, AuditGjenstand.sak(digisosId), AuditUtfall.INGEN_TREFF, sporingsId);
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
        Sak sak = funnet.get();
        AuditGjenstand gjenstand =
                AuditGjenstand.sak(digisosId).medFiksOrg(sak.fiksOrgId()).medPerson(sak.sokerIndeks());
        if (!erSynlig(sak)) {
            skriv(Handling.LES_SAK, gjenstand, AuditUtfall.NEKTET, sporingsId);
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang: kommunen har ikke gitt NAV innsyn");
        }
        DigisosSak svar = visning.vis(sak);
        skriv(Handling.LES_SAK, gjenstand, AuditUtfall.UTFORT, sporingsId);
        return svar;
    }

    private boolean erSynlig(Sak sak) {
        return kommuner.findByIdOptional(sak.kommunenummer())
                .map(Kommune::nksTilgang)
                .orElse(false);
    }

    private void skriv(Handling handling, AuditGjenstand gjenstand, AuditUtfall utfall, UUID sporingsId) {
        Kaller kaller = innlogget.kaller();
        AuditAktor aktor = AuditAktor.integrasjon(kaller.organisasjon().verdi(), kaller.integrasjonId(), null);
        transactions.inTransaction(c -> {
            logg.skriv(c, new AuditRad(aktor, handling, gjenstand, utfall, sporingsId, config.hjemmelNav()));
            return handling;
        });
    }
}
