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
 * @param rekkefolge the names of all listed files, whatever the status, in document order; a name
 *     that is listed twice is here twice
 */
public record VedleggSpesifikasjon(List<Fil> lastetOpp, List<String> rekkefolge) {
    public VedleggSpesifikasjon {
        lastetOpp = List.copyOf(lastetOpp);
        rekkefolge = List.copyOf(rekkefolge);
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
        List<String> rekkefolge = new ArrayList<>();
        JsonNode alle = vedleggJson.path("vedlegg");
        for (int i = 0; i < alle.size(); i++) {
            JsonNode vedlegg = alle.path(i);
            boolean erLastetOpp = erLastetOpp(vedlegg.path("status"));
            JsonNode filer = vedlegg.path("filer");
            for (int j = 0; j < filer.size(); j++) {
                JsonNode fil = filer.path(j);
                String filnavn = tekst(fil.path("filnavn"));
                if (filnavn == null) {
                    continue;
                }
                rekkefolge.add(filnavn);
                if (erLastetOpp) {
                    lastetOpp.add(new Fil("/vedlegg/" + i + "/filer/" + j, filnavn, tekst(fil.path("sha512"))));
                }
            }
        }
        return new VedleggSpesifikasjon(lastetOpp, rekkefolge);
    }

    /** The number of files only. */
    @Override
    public String toString() {
        return "VedleggSpesifikasjon[" + lastetOpp.size() + " lastet opp, " + rekkefolge.size() + " i alt]";
    }

    // The søknad writes LastetOpp, the klage LASTET_OPP.
    private static boolean erLastetOpp(JsonNode status) {
        return status.isTextual() && status.textValue().replace("_", "").equalsIgnoreCase("LastetOpp");
    }

    private static @Nullable String tekst(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
