package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.DokumentUpload;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.sak.DokumentInfo;
import no.digisos.common.sak.History;
import no.digisos.common.sak.History.SakHendelse;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;
import no.digisos.common.sak.SakView;
import no.digisos.common.upload.FileEntry;
import org.jspecify.annotations.Nullable;

/** The files that a fagsystem adds to a case (contract.md 6). */
@ApplicationScoped
class SakFiles {
    private final DokumentUpload upload;
    private final Transactions transactions;
    private final DokumentTable dokumenter;
    private final DokumentRepository dokumentRepository;
    private final SakTable saker;
    private final SakView view;
    private final SakOppdatering oppdatering;
    private final SakAudit audit;

    SakFiles(
            DokumentUpload upload,
            Transactions transactions,
            DokumentTable dokumenter,
            DokumentRepository dokumentRepository,
            SakTable saker,
            SakView view,
            SakOppdatering oppdatering,
            SakAudit audit) {
        this.upload = upload;
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.dokumentRepository = dokumentRepository;
        this.saker = saker;
        this.view = view;
        this.oppdatering = oppdatering;
        this.audit = audit;
    }

    List<DokumentInfo> upload(Sak sak, @Nullable String contentType, InputStream body) throws IOException {
        try (UploadedParts uploadedParts = upload.read(contentType, body, Set.of())) {
            if (uploadedParts.files().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            List<DokumentInfo> uploaded = transactions.inTransaction(c -> {
                SakGrant.requireSak(saker.lock(c, sak.digisosId()));
                List<DokumentInfo> infos = new ArrayList<>();
                for (FileEntry<ReceivedDokument> file : uploadedParts.files()) {
                    FileInfo info = new FileInfo(
                            file.metadata().filnavn(),
                            file.metadata().mimetype(),
                            file.metadata().storrelse());
                    dokumenter.attach(
                            c,
                            file.innhold().id(),
                            Owner.sak(DokumentRole.FAGSYSTEM_FIL, sak.digisosId(), null, infos.size()),
                            info);
                    infos.add(new DokumentInfo(
                            info.filnavn(), file.innhold().id(), file.innhold().storrelse()));
                }
                History.write(c, sak.digisosId(), null, null, SakHendelse.LASTET_OPP_FILER_KOMMUNE);
                audit.write(c, sak, AuditAction.LAST_OPP_FIL);
                return infos;
            });
            uploadedParts.keep();
            return uploaded;
        }
    }

    List<DokumentInfo> list(Sak sak) {
        transactions.inTransaction(c -> {
            audit.write(c, sak, AuditAction.LES_SAK);
            return sak;
        });
        return dokumentRepository.inSakWithRole(sak.digisosId(), DokumentRole.FAGSYSTEM_FIL).stream()
                .map(view::info)
                .toList();
    }

    void delete(Sak sak, List<UUID> ids) {
        transactions.inTransaction(c -> {
            SakGrant.requireSak(saker.lock(c, sak.digisosId()));
            Set<UUID> iUse = oppdatering.referencedFiles(c, sak.digisosId());
            for (UUID id : ids) {
                if (iUse.contains(id)) {
                    throw new ApiException(
                            ErrorCode.FIL_I_BRUK, "Filen " + id + " er brukt i gjeldende oppdatering av saken");
                }
                if (!dokumenter.deleteFagsystemFile(c, id, sak.digisosId())) {
                    throw new ApiException(ErrorCode.FINNES_IKKE, "Filen " + id + " finnes ikke i saken");
                }
            }
            History.write(c, sak.digisosId(), null, null, SakHendelse.SLETTET_FILER_KOMMUNE);
            audit.write(c, sak, AuditAction.SLETT_FIL);
            return ids;
        });
    }
}
