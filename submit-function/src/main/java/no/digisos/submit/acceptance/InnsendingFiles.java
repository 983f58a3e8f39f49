package no.digisos.submit.acceptance;

import java.util.List;
import java.util.Optional;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.upload.FileEntry;

/**
 * The encrypted files of one request.
 *
 * @param hoveddokument the one that the submission is about, when it has one
 * @param vedlegg the others, in the order of the request
 */
public record InnsendingFiles(Optional<MainDokument> hoveddokument, List<FileEntry<ReceivedDokument>> vedlegg) {
    public InnsendingFiles {
        vedlegg = List.copyOf(vedlegg);
    }

    /** The søknad, the klage or its withdrawal as a document for people. */
    public record MainDokument(DokumentRole rolle, FileEntry<ReceivedDokument> fil) {}

    /** Attachments alone. */
    public static InnsendingFiles vedlegg(List<FileEntry<ReceivedDokument>> files) {
        return new InnsendingFiles(Optional.empty(), files);
    }

    /** The main document is the file of this name, whatever its case, else the first, since every reader needs one. */
    public static InnsendingFiles with(DokumentRole role, String filnavn, List<FileEntry<ReceivedDokument>> files) {
        Optional<FileEntry<ReceivedDokument>> mainDokument = files.stream()
                .filter(file -> file.metadata().filnavn().equalsIgnoreCase(filnavn))
                .findFirst()
                .or(() -> files.stream().findFirst());
        return new InnsendingFiles(
                mainDokument.map(file -> new MainDokument(role, file)),
                files.stream()
                        .filter(file ->
                                !mainDokument.filter(h -> h.equals(file)).isPresent())
                        .toList());
    }
}
