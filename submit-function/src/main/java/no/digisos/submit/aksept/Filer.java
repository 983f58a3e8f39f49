package no.digisos.submit.aksept;

import java.util.List;
import java.util.Optional;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.upload.Fil;

/**
 * The encrypted files of one request.
 *
 * @param hoveddokument the one that the submission is about, when it has one
 * @param vedlegg the others, in the order of the request
 */
public record Filer(Optional<Hoveddokument> hoveddokument, List<Fil<MottattDokument>> vedlegg) {
    public Filer {
        vedlegg = List.copyOf(vedlegg);
    }

    /** The søknad, the klage or its withdrawal as a document for people. */
    public record Hoveddokument(Dokumentrolle rolle, Fil<MottattDokument> fil) {}

    /** Attachments alone. */
    public static Filer vedlegg(List<Fil<MottattDokument>> filer) {
        return new Filer(Optional.empty(), filer);
    }

    /** The main document is the file of this name, whatever its case, else the first, since every reader needs one. */
    public static Filer med(Dokumentrolle rolle, String filnavn, List<Fil<MottattDokument>> filer) {
        Optional<Fil<MottattDokument>> hoveddokument = filer.stream()
                .filter(fil -> fil.metadata().filnavn().equalsIgnoreCase(filnavn))
                .findFirst()
                .or(() -> filer.stream().findFirst());
        return new Filer(
                hoveddokument.map(fil -> new Hoveddokument(rolle, fil)),
                filer.stream()
                        .filter(fil -> !hoveddokument.filter(h -> h.equals(fil)).isPresent())
                        .toList());
    }
}
