package no.digisos.status.mottak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.status.mottak.Meldingspakke.Fil;

/** Which of a message's files a person should see first: the form itself, not what a machine reads, nor an attachment. */
final class Hoveddokument {
    /** What the citizen's clients call the page that an ettersendelse begins with; it comes among the attachments. */
    private static final String ETTERSENDELSE = "ettersendelse.pdf";

    private Hoveddokument() {}

    /**
     * The files with the main document first, and the others as they were.
     *
     * @param filer of the documents, one each and in their order
     */
    static List<Fil> forst(List<Dokument> dokumenter, List<Fil> filer) {
        List<Fil> ordnet = new ArrayList<>(filer);
        if (!ordnet.isEmpty()) {
            ordnet.addFirst(ordnet.remove(plass(dokumenter, filer)));
        }
        return ordnet;
    }

    private static int plass(List<Dokument> dokumenter, List<Fil> filer) {
        int best = 0;
        for (int nr = 1; nr < filer.size(); nr++) {
            if (rang(dokumenter.get(nr), filer.get(nr)) < rang(dokumenter.get(best), filer.get(best))) {
                best = nr;
            }
        }
        return best;
    }

    private static int rang(Dokument dokument, Fil fil) {
        String navn = fil.navn().toLowerCase(Locale.ROOT);
        return switch (dokument.rolle()) {
            case SOKNAD_DOKUMENT, KLAGE_DOKUMENT, TREKK_DOKUMENT -> 0;
            case VEDLEGG, FAGSYSTEM_FIL, MELLOMLAGRET -> {
                if (navn.equals(ETTERSENDELSE)) {
                    yield 1;
                }
                yield navn.endsWith(".pdf") ? 2 : 3;
            }
            case SOKNAD_JSON, KLAGE_JSON, TREKK_JSON -> 4;
            case VEDLEGG_JSON, DIGISOS_SOKER_JSON -> 5;
        };
    }
}
