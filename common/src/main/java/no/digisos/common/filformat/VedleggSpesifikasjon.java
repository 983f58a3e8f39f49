package no.digisos.common.filformat;

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
public record VedleggSpesifikasjon(List<Fil> lastetOpp, List<Fil> alle) {
    public VedleggSpesifikasjon {
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
    public record Fil(
            String peker, String filnavn, @Nullable String sha512) {
        @Override
        public String toString() {
            return "Fil[" + peker + "]";
        }
    }

    /**
     * Reads what it can and passes over the rest: null, missing, and values of another type than the
     * format tells. Whether the document is valid is for {@link FilformatValidator} to say.
     */
    public static VedleggSpesifikasjon les(JsonNode vedleggJson) {
        List<Fil> lastetOpp = new ArrayList<>();
        List<Fil> alle = new ArrayList<>();
        JsonNode liste = vedleggJson.path("vedlegg");
        for (int i = 0; i < liste.size(); i++) {
            JsonNode vedlegg = liste.path(i);
            boolean erLastetOpp = erLastetOpp(vedlegg.path("status"));
            JsonNode filer = vedlegg.path("filer");
            for (int j = 0; j < filer.size(); j++) {
                String filnavn = tekst(filer.path(j).path("filnavn"));
                if (filnavn == null) {
                    continue;
                }
                Fil fil = new Fil(
                        "/vedlegg/" + i + "/filer/" + j,
                        filnavn,
                        tekst(filer.path(j).path("sha512")));
                alle.add(fil);
                if (erLastetOpp) {
                    lastetOpp.add(fil);
                }
            }
        }
        return new VedleggSpesifikasjon(lastetOpp, alle);
    }

    /** The number of files only. */
    @Override
    public String toString() {
        return "VedleggSpesifikasjon[" + lastetOpp.size() + " lastet opp, " + alle.size() + " i alt]";
    }

    /** Whether a vedlegg of this status says that its files are uploaded: the søknad writes LastetOpp, the klage LASTET_OPP. */
    public static boolean erLastetOpp(JsonNode status) {
        return status.isTextual() && status.textValue().replace("_", "").equalsIgnoreCase("LastetOpp");
    }

    private static @Nullable String tekst(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
