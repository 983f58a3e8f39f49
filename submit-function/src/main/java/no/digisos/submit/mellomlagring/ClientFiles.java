package no.digisos.submit.mellomlagring;

import java.util.Set;

/**
 * Documents that clients make of what the citizen has filled in, anew at each try, so that their content says nothing of whether
 * two tries are the same. No vedlegg.json names them (messages.md 4), and no citizen's own file has such a name: clients give those
 * a suffix.
 */
public final class ClientFiles {
    private static final String ETTERSENDELSE_PDF = "ettersendelse.pdf";
    private static final Set<String> NAME =
            Set.of(ETTERSENDELSE_PDF, "Soknad.pdf", "Soknad-juridisk.pdf", "Brukerkvittering.pdf", "klage.pdf");

    private ClientFiles() {}

    /** Whether it is one of them by name, exactly as clients write it. */
    public static boolean has(String filnavn) {
        return NAME.contains(filnavn);
    }

    /**
     * Whether another file may take its place in mellomlagring: the only one of them that clients put there, before each try, so
     * that one try that failed would stop all others (pitfalls.md P21).
     */
    static boolean isReplaced(String filnavn) {
        return filnavn.equals(ETTERSENDELSE_PDF);
    }
}
