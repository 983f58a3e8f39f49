package no.digisos.submit.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Set;
import no.digisos.submit.vedlegg.VedleggNames;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the submission that has a reference, as far as a repeat of it is known by that; nothing when its case is deleted.
 *
 * @param vedleggJson null when it had none
 * @param filer those that came encrypted, wherever from
 * @param hoveddokument the name of the one that the submission is about; null when it had none
 */
record FirstAcceptance(
        @Nullable JsonNode vedleggJson,
        Set<FileEntry> filer,
        @Nullable String hoveddokument) {
    FirstAcceptance {
        filer = Set.copyOf(filer);
    }

    /** A file by name and plain content. {@code toString} tells neither. */
    record FileEntry(String filnavn, String sha512) {
        static FileEntry of(String filnavn, byte[] sha512) {
            return new FileEntry(
                    VedleggNames.comparable(filnavn), HexFormat.of().formatHex(sha512));
        }

        @Override
        public String toString() {
            return "Fil[***]";
        }
    }

    /** Whether it has this file. */
    boolean has(String filnavn, byte[] sha512) {
        return filer.contains(FileEntry.of(filnavn, sha512));
    }
}
