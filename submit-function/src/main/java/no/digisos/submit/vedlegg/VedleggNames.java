package no.digisos.submit.vedlegg;

import java.text.Normalizer;

/** The names of files as readers compare them. */
public final class VedleggNames {
    private VedleggNames() {}

    /** One form of a name: one client's letters may be composed where another's are not (messages.md 4). */
    public static String comparable(String filnavn) {
        return Normalizer.normalize(filnavn, Normalizer.Form.NFC);
    }
}
