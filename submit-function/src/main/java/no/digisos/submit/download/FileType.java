package no.digisos.submit.download;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import no.digisos.common.sendform.Mimetype;

/**
 * What a file is served as.
 *
 * @param mimetype one type without parameters
 */
record FileType(String mimetype) {
    private static final String PDF = Mimetype.PDF;

    /** For the files whose sender said nothing, as nav.no does of all in mellomlagring (contract.md 0.6). */
    private static final Map<String, String> BY_EXTENSION = Map.of(
            "pdf", PDF,
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp",
            "json", "application/json");

    /** No type in which a script can hide. */
    private static final Set<String> CAN_BE_SHOWN = Set.of(PDF, "image/png", "image/jpeg", "image/gif", "image/webp");

    /** The stated type; where none is stated, what the name's ending says. */
    static FileType of(String stated, String filnavn) {
        // What else a sender may have written never becomes a header.
        String type = Mimetype.safe(stated);
        if (!type.equals(Mimetype.UNKNOWN)) {
            return new FileType(type);
        }
        String extension = filnavn.substring(filnavn.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return new FileType(BY_EXTENSION.getOrDefault(extension, Mimetype.UNKNOWN));
    }

    /** Whether a browser may show it rather than save it. */
    boolean canBeShown() {
        return CAN_BE_SHOWN.contains(mimetype);
    }

    /** The Content-Security-Policy. Chrome's PDF viewer does not start in a sandbox; a PDF is no page and runs no script of ours. */
    String securityPolicy() {
        String nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return mimetype.equals(PDF)
                ? nothing + "; object-src 'self'; style-src 'unsafe-inline'"
                : "sandbox; " + nothing;
    }
}
