package no.digisos.common.filformat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The files that an update from the fagsystem refers to ({@code messages.md} 2). */
public final class DigisosSokerReferanser {
    // UUID.fromString takes much that is no UUID, as 1-1-1-1-1.
    private static final Pattern SMA_BOKSTAVER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private DigisosSokerReferanser() {}

    /**
     * A reference to a file in our document store.
     *
     * @param peker JSON pointer to the filreferanse, from the root of digisos-soker.json
     * @param id the file's id
     */
    public record Referanse(String peker, UUID id) {}

    /**
     * All references of type {@code dokumentlager}, in document order, a file as many times as it is
     * referred to: vedtaksfil and vedlegg of vedtakFattet, forvaltningsbrev and vedlegg of
     * dokumentasjonEtterspurt and forelopigSvar. References of type {@code svarut} are left out, as
     * is {@code dokumentreferanse} of a requested document, which is the fagsystem's own text. So are
     * fields of these names in other kinds of hendelse, where the format does not define them.
     *
     * @param digisosSoker a document that {@link FilformatValidator} has found valid
     * @throws IllegalArgumentException when a reference's id is not a lower-case UUID, which a valid
     *     document cannot hold
     */
    public static List<Referanse> dokumentlager(JsonNode digisosSoker) {
        List<Referanse> funnet = new ArrayList<>();
        JsonNode hendelser = digisosSoker.path("hendelser");
        for (int i = 0; i < hendelser.size(); i++) {
            JsonNode hendelse = hendelser.path(i);
            String peker = "/hendelser/" + i;
            switch (hendelse.path("type").asText()) {
                case "vedtakFattet" -> finn(hendelse, "vedtaksfil", peker, funnet);
                case "dokumentasjonEtterspurt", "forelopigSvar" -> finn(hendelse, "forvaltningsbrev", peker, funnet);
                default -> {
                    // The other kinds refer to no file.
                }
            }
        }
        return List.copyOf(funnet);
    }

    private static void finn(JsonNode hendelse, String hovedfil, String peker, List<Referanse> funnet) {
        leggTil(hendelse.path(hovedfil), peker + "/" + hovedfil, funnet);
        JsonNode vedlegg = hendelse.path("vedlegg");
        for (int i = 0; i < vedlegg.size(); i++) {
            leggTil(vedlegg.path(i), peker + "/vedlegg/" + i, funnet);
        }
    }

    private static void leggTil(JsonNode fil, String peker, List<Referanse> funnet) {
        JsonNode referanse = fil.path("referanse");
        if (!referanse.path("type").asText().equals("dokumentlager")) {
            return;
        }
        String id = referanse.path("id").asText();
        if (!SMA_BOKSTAVER.matcher(id).matches()) {
            throw new IllegalArgumentException(peker + "/referanse/id er ikke en UUID med små bokstaver");
        }
        funnet.add(new Referanse(peker + "/referanse", UUID.fromString(id)));
    }
}
