package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.Filopplasting;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.sak.DokumentInfo;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.Saker;
import no.digisos.common.sak.Saksvisning;
import no.digisos.common.upload.Fil;
import org.jspecify.annotations.Nullable;

/** The files that a fagsystem adds to a case (contract.md 6). */
@ApplicationScoped
class Sakfiler {
    private final Filopplasting opplasting;
    private final Transactions transactions;
    private final Dokumenter dokumenter;
    private final DokumentRepository dokumentRepository;
    private final Saker saker;
    private final Saksvisning visning;
    private final Saksoppdatering oppdatering;
    private final Saksaudit audit;

    Sakfiler(
            Filopplasting opplasting,
            Transactions transactions,
            Dokumenter dokumenter,
            DokumentRepository dokumentRepository,
            Saker saker,
            Saksvisning visning,
            Saksoppdatering oppdatering,
            Saksaudit audit) {
        this.opplasting = opplasting;
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.dokumentRepository = dokumentRepository;
        this.saker = saker;
        this.visning = visning;
        this.oppdatering = oppdatering;
        this.audit = audit;
    }

    List<DokumentInfo> lastOpp(Supplier<Sak> tilgang, @Nullable String contentType, InputStream body)
            throws IOException {
        Sak sak;
        try {
            sak = tilgang.get();
        } catch (ApiException e) {
            opplasting.avvis(body);
            throw e;
        }
        try (Opplastet opplastet = opplasting.les(contentType, body, Set.of())) {
            if (opplastet.filer().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            List<DokumentInfo> lastetOpp = transactions.inTransaction(c -> {
                krevSak(saker.las(c, sak.digisosId()));
                List<DokumentInfo> infoer = new ArrayList<>();
                for (Fil<MottattDokument> fil : opplastet.filer()) {
                    Filopplysning opplysning = new Filopplysning(
                            fil.metadata().filnavn(),
                            fil.metadata().mimetype(),
                            fil.metadata().storrelse());
                    dokumenter.knytt(
                            c,
                            fil.innhold().id(),
                            Eier.sak(Dokumentrolle.FAGSYSTEM_FIL, sak.digisosId(), null, infoer.size()),
                            opplysning);
                    infoer.add(new DokumentInfo(
                            opplysning.filnavn(),
                            fil.innhold().id(),
                            fil.innhold().storrelse()));
                }
                Historikk.skriv(c, sak.digisosId(), null, null, Sakshendelse.LASTET_OPP_FILER_KOMMUNE);
                audit.skriv(c, sak, Handling.LAST_OPP_FIL);
                return infoer;
            });
            opplastet.behold();
            return lastetOpp;
        }
    }

    List<DokumentInfo> list(Sak sak) {
        transactions.inTransaction(c -> {
            audit.skriv(c, sak, Handling.LES_SAK);
            return sak;
        });
        return dokumentRepository.iSakMedRolle(sak.digisosId(), Dokumentrolle.FAGSYSTEM_FIL).stream()
                .map(visning::info)
                .toList();
    }

    void slett(Sak sak, List<UUID> ider) {
        transactions.inTransaction(c -> {
            krevSak(saker.las(c, sak.digisosId()));
            Set<UUID> iBruk = oppdatering.refererteFiler(c, sak.digisosId());
            for (UUID id : ider) {
                if (iBruk.contains(id)) {
                    throw new ApiException(
                            ErrorCode.FIL_I_BRUK, "Filen " + id + " er brukt i gjeldende oppdatering av saken");
                }
                if (!dokumenter.slettFagsystemFil(c, id, sak.digisosId())) {
                    throw new ApiException(ErrorCode.FINNES_IKKE, "Filen " + id + " finnes ikke i saken");
                }
            }
            Historikk.skriv(c, sak.digisosId(), null, null, Sakshendelse.SLETTET_FILER_KOMMUNE);
            audit.skriv(c, sak, Handling.SLETT_FIL);
            return ider;
        });
    }

    static void krevSak(boolean finnes) {
        if (!finnes) {
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
    }
}
