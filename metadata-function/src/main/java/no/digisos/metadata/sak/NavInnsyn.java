package no.digisos.metadata.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.DigisosSak;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.sak.Saksvisning;
import no.digisos.metadata.audit.Innsynslogg;
import no.digisos.metadata.audit.Innsynslogg.Spor;

/**
 * NAV's reads of a person's cases. The answer is made first, then the audit row is committed, then the answer goes out: if the
 * row cannot be written there is no answer. A kommune that does not let NAV's contact centre in is not shown (harNksTilgang).
 */
@ApplicationScoped
class NavInnsyn {
    private final SakRepository saker;
    private final Saksvisning visning;
    private final KommuneRepository kommuner;
    private final Personer personer;
    private final DokumentRepository dokumenter;
    private final Dokumentinnhold innhold;
    private final Innsynslogg logg;

    NavInnsyn(
            SakRepository saker,
            Saksvisning visning,
            KommuneRepository kommuner,
            Personer personer,
            DokumentRepository dokumenter,
            Dokumentinnhold innhold,
            Innsynslogg logg) {
        this.saker = saker;
        this.visning = visning;
        this.kommuner = kommuner;
        this.personer = personer;
        this.dokumenter = dokumenter;
        this.innhold = innhold;
        this.logg = logg;
    }

    List<DigisosSak> forPerson(Fnr person, UUID sporingsId) {
        List<Sak> synlige =
                saker.forSoker(person).stream().filter(this::erSynlig).toList();
        List<DigisosSak> svar = visning.vis(synlige);
        byte[] indeks = personer.indeks(person).value();
        skriv(
                Handling.SOK_SAKER,
                AuditGjenstand.mange(synlige.stream().map(Sak::digisosId).toList())
                        .medPerson(indeks),
                synlige.isEmpty() ? AuditUtfall.INGEN_TREFF : AuditUtfall.UTFORT,
                sporingsId);
        return svar;
    }

    DigisosSak sak(UUID digisosId, UUID sporingsId) {
        Sak sak = krevSynlig(digisosId, Handling.LES_SAK, AuditGjenstand.sak(digisosId), sporingsId);
        DigisosSak svar = visning.vis(sak);
        skriv(Handling.LES_SAK, av(sak, AuditGjenstand.sak(digisosId)), AuditUtfall.UTFORT, sporingsId);
        return svar;
    }

    /**
     * One of the three JSON documents, decrypted and its hash checked before anything is answered.
     *
     * @throws ApiException 404 when it is not in the case, 403 when it is another document or the kommune does not let NAV in
     */
    byte[] dokument(UUID digisosId, UUID dokumentId, UUID sporingsId) throws IOException {
        AuditGjenstand gjenstand = AuditGjenstand.dokument(digisosId, dokumentId);
        Sak sak = krevSynlig(digisosId, Handling.LES_DOKUMENT, gjenstand, sporingsId);
        gjenstand = av(sak, gjenstand);
        Optional<Dokument> dokument = dokumenter.iSak(dokumentId, digisosId);
        if (dokument.isEmpty()) {
            skriv(Handling.LES_DOKUMENT, gjenstand, AuditUtfall.INGEN_TREFF, sporingsId);
            throw new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i saken");
        }
        if (!dokument.get().rolle().erJsonForNav()) {
            skriv(Handling.LES_DOKUMENT, gjenstand, AuditUtfall.NEKTET, sporingsId);
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Du har ikke tilgang: bare soknad.json, vedlegg.json og digisos-soker.json kan leses her");
        }
        byte[] svar = innhold.helt(dokument.get());
        skriv(Handling.LES_DOKUMENT, gjenstand, AuditUtfall.UTFORT, sporingsId);
        return svar;
    }

    /** The case, when NAV may see it; a refusal leaves its row first. */
    private Sak krevSynlig(UUID digisosId, Handling handling, AuditGjenstand gjenstand, UUID sporingsId) {
        Optional<Sak> funnet = saker.finn(digisosId);
        if (funnet.isEmpty()) {
            skriv(handling, gjenstand, AuditUtfall.INGEN_TREFF, sporingsId);
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
        if (!erSynlig(funnet.get())) {
            skriv(handling, av(funnet.get(), gjenstand), AuditUtfall.NEKTET, sporingsId);
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang: kommunen har ikke gitt NAV innsyn");
        }
        return funnet.get();
    }

    private static AuditGjenstand av(Sak sak, AuditGjenstand gjenstand) {
        return gjenstand.medFiksOrg(sak.fiksOrgId()).medPerson(sak.sokerIndeks());
    }

    private boolean erSynlig(Sak sak) {
        return kommuner.findByIdOptional(sak.kommunenummer())
                .map(Kommune::nksTilgang)
                .orElse(false);
    }

    private void skriv(Handling handling, AuditGjenstand gjenstand, AuditUtfall utfall, UUID sporingsId) {
        logg.skriv(new Spor(handling, gjenstand, utfall, sporingsId));
    }
}
