package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What acceptance needs to know of a vedlegg.json: which files should have been uploaded, and the
 * order that they are listed in ({@code messages.md} 4). File names are personal data, so {@code
 * toString} tells none.
 *
 * @param lastetOpp the files of every vedlegg whose status says that they are uploaded
 * @param alle all listed files, whatever the status, in document order; a name that is listed twice
 *     is here twice
 */
public record VedleggSpecification(List<FileEntry> lastetOpp, List<FileEntry> alle) {
    public VedleggSpecification {
        lastetOpp = List.copyOf(lastetOpp);
        alle = List.copyOf(alle);
    }

    /**
     * A listed file.
     *
     * @param peker JSON pointer to the entry, which may be told where the name may not
     * @param filnavn the name, exactly as it is written
     * @param sha512 hex of the plain file's SHA-512 as the sender states it, or null when it does not
     */
    public record FileEntry(
            String peker, String filnavn, @Nullable String sha512) {
        @Override
        public String toString() {
            return "Fil[" + peker + "]";
        }
    }

    /**
     * Reads what it can and passes over the rest: null, missing, and values of another type than the
     * format tells. Whether the document is valid is for {@link FileFormatValidator} to say.
     */
    public static VedleggSpecification read(JsonNode vedleggJson) {
        List<FileEntry> uploaded = new ArrayList<>();
        List<FileEntry> all = new ArrayList<>();
        JsonNode list = vedleggJson.path("vedlegg");
        for (int i = 0; i < list.size(); i++) {
            JsonNode vedlegg = list.path(i);
            boolean isUploaded = isUploaded(vedlegg.path("status"));
            JsonNode files = vedlegg.path("filer");
            for (int j = 0; j < files.size(); j++) {
                String filnavn = text(files.path(j).path("filnavn"));
                if (filnavn == null) {
                    continue;
                }
                FileEntry file = new FileEntry(
                        "/vedlegg/" + i + "/filer/" + j,
                        filnavn,
                        text(files.path(j).path("sha512")));
                all.add(file);
                if (isUploaded) {
                    uploaded.add(file);
                }
            }
        }
        return new VedleggSpecification(uploaded, all);
    }

    /** The number of files only. */
    @Override
    public String toString() {
        return "VedleggSpecification[" + lastetOpp.size() + " lastet opp, " + alle.size() + " i alt]";
    }

    /** Whether a vedlegg of this status says that its files are uploaded: the søknad writes LastetOpp, the klage LASTET_OPP. */
    public static boolean isUploaded(JsonNode status) {
        return status.isTextual() && status.textValue().replace("_", "").equalsIgnoreCase("LastetOpp");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
