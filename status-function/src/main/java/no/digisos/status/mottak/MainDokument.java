package no.digisos.status.mottak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.status.mottak.MeldingBundle.FileEntry;

/** Which of a message's files a person should see first: the form itself, not what a machine reads, nor an attachment. */
final class MainDokument {
    /** What the citizen's clients call the page that an ettersendelse begins with; it comes among the attachments. */
    private static final String ETTERSENDELSE = "ettersendelse.pdf";

    private MainDokument() {}

    /**
     * The files with the main document first, and the others as they were.
     *
     * @param files of the documents, one each and in their order
     */
    static List<FileEntry> initial(List<Dokument> dokumenter, List<FileEntry> files) {
        List<FileEntry> ordered = new ArrayList<>(files);
        if (!ordered.isEmpty()) {
            ordered.addFirst(ordered.remove(place(dokumenter, files)));
        }
        return ordered;
    }

    private static int place(List<Dokument> dokumenter, List<FileEntry> files) {
        int best = 0;
        for (int nr = 1; nr < files.size(); nr++) {
            if (rank(dokumenter.get(nr), files.get(nr)) < rank(dokumenter.get(best), files.get(best))) {
                best = nr;
            }
        }
        return best;
    }

    private static int rank(Dokument dokument, FileEntry file) {
        String name = file.navn().toLowerCase(Locale.ROOT);
        return switch (dokument.role()) {
            case SOKNAD_DOKUMENT, KLAGE_DOKUMENT, TREKK_DOKUMENT -> 0;
            case VEDLEGG, FAGSYSTEM_FIL, MELLOMLAGRET -> {
                if (name.equals(ETTERSENDELSE)) {
                    yield 1;
                }
                yield name.endsWith(".pdf") ? 2 : 3;
            }
            case SOKNAD_JSON, KLAGE_JSON, TREKK_JSON -> 4;
            case VEDLEGG_JSON, DIGISOS_SOKER_JSON -> 5;
        };
    }
}
