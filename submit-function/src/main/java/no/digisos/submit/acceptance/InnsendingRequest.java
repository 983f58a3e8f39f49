package no.digisos.submit.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.fileformat.VedleggSpecification;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.sak.InnsendingType;
import org.jspecify.annotations.Nullable;

/**
 * A submission that is read and checked, ready to be accepted.
 *
 * @param klage the klage that it is or follows; null for a søknad and its ettersendelser
 * @param json its JSON documents, in the order in which receivers get them
 * @param hast whether the kommune's urgent frist applies (emergency help)
 */
public record InnsendingRequest(
        InnsendingType type,
        SakBasis sak,
        NavEksternRefId ref,
        @Nullable KlageReference klage,
        List<JsonDokument> json,
        InnsendingFiles filer,
        FileSource filkilde,
        boolean hast) {
    public InnsendingRequest {
        json = List.copyOf(json);
    }

    /**
     * Which klage.
     *
     * @param vedtakId the decision that it is about; null in what follows the klage
     */
    public record KlageReference(UUID klageId, @Nullable UUID vedtakId) {}

    /** Its vedlegg.json, which comes last of its JSON documents; null when it has none. */
    @Nullable
    JsonNode vedleggJson() {
        return json.stream()
                .filter(dokument -> dokument.rolle() == DokumentRole.VEDLEGG_JSON)
                .findFirst()
                .map(JsonDokument::json)
                .orElse(null);
    }

    /** What its vedlegg.json says of its files; nothing when it has none. */
    VedleggSpecification specification() {
        JsonNode vedleggJson = vedleggJson();
        return vedleggJson == null
                ? new VedleggSpecification(List.of(), List.of())
                : VedleggSpecification.read(vedleggJson);
    }
}
