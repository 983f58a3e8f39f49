package no.digisos.common.fileformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The files that an update from the fagsystem refers to ({@code messages.md} 2). */
public final class DigisosSokerReferences {
    // UUID.fromString takes much that is no UUID, as 1-1-1-1-1.
    private static final Pattern LOWER_CASE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private DigisosSokerReferences() {}

    /**
     * A reference to a file in our document store.
     *
     * @param peker JSON pointer to the filreferanse, from the root of digisos-soker.json
     * @param id the file's id
     */
    public record Reference(String peker, UUID id) {}

    /**
     * All references of type {@code dokumentlager}, in document order, a file as many times as it is
     * referred to: vedtaksfil and vedlegg of vedtakFattet, forvaltningsbrev and vedlegg of
     * dokumentasjonEtterspurt and forelopigSvar. References of type {@code svarut} are left out, as
     * is {@code dokumentreferanse} of a requested document, which is the fagsystem's own text. So are
     * fields of these names in other kinds of hendelse, where the format does not define them.
     *
     * @param digisosSoker a document that {@link FileFormatValidator} has found valid
     * @throws IllegalArgumentException when a reference's id is not a lower-case UUID, which a valid
     *     document cannot hold
     */
    public static List<Reference> dokumentlager(JsonNode digisosSoker) {
        List<Reference> found = new ArrayList<>();
        JsonNode hendelser = digisosSoker.path("hendelser");
        for (int i = 0; i < hendelser.size(); i++) {
            JsonNode hendelse = hendelser.path(i);
            String pointer = "/hendelser/" + i;
            switch (hendelse.path("type").asText()) {
                case "vedtakFattet" -> find(hendelse, "vedtaksfil", pointer, found);
                case "dokumentasjonEtterspurt", "forelopigSvar" -> find(hendelse, "forvaltningsbrev", pointer, found);
                default -> {
                    // The other kinds refer to no file.
                }
            }
        }
        return List.copyOf(found);
    }

    private static void find(JsonNode hendelse, String mainFile, String pointer, List<Reference> found) {
        add(hendelse.path(mainFile), pointer + "/" + mainFile, found);
        JsonNode vedlegg = hendelse.path("vedlegg");
        for (int i = 0; i < vedlegg.size(); i++) {
            add(vedlegg.path(i), pointer + "/vedlegg/" + i, found);
        }
    }

    private static void add(JsonNode file, String pointer, List<Reference> found) {
        JsonNode reference = file.path("referanse");
        if (!reference.path("type").asText().equals("dokumentlager")) {
            return;
        }
        String id = reference.path("id").asText();
        if (!LOWER_CASE.matcher(id).matches()) {
            throw new IllegalArgumentException(pointer + "/referanse/id er ikke en UUID med små bokstaver");
        }
        found.add(new Reference(pointer + "/referanse", UUID.fromString(id)));
    }
}
