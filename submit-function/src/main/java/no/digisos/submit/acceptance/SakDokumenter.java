package no.digisos.submit.acceptance;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.upload.FileEntry;
import no.digisos.submit.acceptance.InnsendingFiles.MainDokument;
import no.digisos.submit.vedlegg.VedleggCheck.VedleggFile;

/** Makes all documents of a submission the case's, in the order in which every reader gets them: JSON, main document, vedlegg. */
@ApplicationScoped
class SakDokumenter {
    private final DokumentTable dokumenter;

    SakDokumenter(DokumentTable dokumenter) {
        this.dokumenter = dokumenter;
    }

    void attach(
            Connection c,
            InnsendingTable.Fresh fresh,
            InnsendingRequest innsendingRequest,
            List<ReceivedDokument> json,
            List<VedleggFile> vedlegg)
            throws SQLException {
        int order = 0;
        for (int i = 0; i < json.size(); i++) {
            JsonDokument dokument = innsendingRequest.json().get(i);
            dokumenter.attach(
                    c,
                    json.get(i).id(),
                    owner(fresh, dokument.rolle(), order++),
                    new FileInfo(dokument.filnavn(), "application/json", dokument.innhold().length));
        }
        if (innsendingRequest.filer().hoveddokument().isPresent()) {
            MainDokument mainDokument =
                    innsendingRequest.filer().hoveddokument().get();
            FileEntry<ReceivedDokument> file = mainDokument.fil();
            dokumenter.attach(
                    c,
                    file.innhold().id(),
                    owner(fresh, mainDokument.rolle(), order++),
                    new FileInfo(
                            file.metadata().filnavn(),
                            file.metadata().mimetype(),
                            file.metadata().storrelse()));
        }
        for (VedleggFile file : vedlegg) {
            file.attach(c, dokumenter, owner(fresh, DokumentRole.VEDLEGG, order++));
        }
    }

    private static Owner owner(InnsendingTable.Fresh fresh, DokumentRole role, int order) {
        return Owner.sak(role, fresh.digisosId(), fresh.id(), order);
    }
}
