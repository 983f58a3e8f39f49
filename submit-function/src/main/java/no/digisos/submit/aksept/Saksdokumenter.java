package no.digisos.submit.aksept;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.upload.Fil;
import no.digisos.submit.aksept.Filer.Hoveddokument;
import no.digisos.submit.vedlegg.Vedleggskontroll.Vedleggsfil;

/** Makes all documents of a submission the case's, in the order in which every reader gets them: JSON, main document, vedlegg. */
@ApplicationScoped
class Saksdokumenter {
    private final Dokumenter dokumenter;

    Saksdokumenter(Dokumenter dokumenter) {
        this.dokumenter = dokumenter;
    }

    void knytt(
            Connection c,
            Innsendinger.Ny ny,
            Innlevering innlevering,
            List<MottattDokument> json,
            List<Vedleggsfil> vedlegg)
            throws SQLException {
        int rekkefolge = 0;
        for (int i = 0; i < json.size(); i++) {
            JsonDokument dokument = innlevering.json().get(i);
            dokumenter.knytt(
                    c,
                    json.get(i).id(),
                    eier(ny, dokument.rolle(), rekkefolge++),
                    new Filopplysning(dokument.filnavn(), "application/json", dokument.innhold().length));
        }
        if (innlevering.filer().hoveddokument().isPresent()) {
            Hoveddokument hoveddokument = innlevering.filer().hoveddokument().get();
            Fil<MottattDokument> fil = hoveddokument.fil();
            dokumenter.knytt(
                    c,
                    fil.innhold().id(),
                    eier(ny, hoveddokument.rolle(), rekkefolge++),
                    new Filopplysning(
                            fil.metadata().filnavn(),
                            fil.metadata().mimetype(),
                            fil.metadata().storrelse()));
        }
        for (Vedleggsfil fil : vedlegg) {
            fil.knytt(c, dokumenter, eier(ny, Dokumentrolle.VEDLEGG, rekkefolge++));
        }
    }

    private static Eier eier(Innsendinger.Ny ny, Dokumentrolle rolle, int rekkefolge) {
        return Eier.sak(rolle, ny.digisosId(), ny.id(), rekkefolge);
    }
}
